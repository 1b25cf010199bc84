"""What a statement could see: PostgreSQL's own account of it, ``pg_current_snapshot()``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """Transactions from ``ahead`` on had not begun, those of ``running`` had not ended; all others are seen.

    Exactly the changes of these two kinds can be news to a later statement, so they are all that has to be looked at.
    """

    ahead: str
    running: tuple[str, ...]

    @property
    def running_array(self) -> str:
        """As PostgreSQL writes an array."""
        return "{" + ",".join(self.running) + "}"


def moment_of(text: str) -> Moment:
    """From ``pg_snapshot`` as text.

    >>> moment_of("10:20:10,14")
    Moment(ahead='20', running=('10', '14'))
    """
    _, ahead, running = text.split(":")
    return Moment(ahead, tuple(running.split(",")) if running else ())
