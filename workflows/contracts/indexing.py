"""Messages of the Indexing workflow."""

from workflows.contracts.message import Message


class IndexRound(Message):
    """What one round did: indexes made, dropped, and not made; tables vacuumed."""

    created: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    vacuumed: tuple[str, ...] = ()
