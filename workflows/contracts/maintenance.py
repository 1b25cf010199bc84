"""Messages of the Maintenance workflow."""

from workflows.contracts.message import Message


class Upkeep(Message):
    """What one round did: partitions of the change feed made, idempotency keys forgotten, runs closed."""

    partitions: tuple[str, ...] = ()
    forgotten_keys: int = 0
    closed_runs: int = 0
