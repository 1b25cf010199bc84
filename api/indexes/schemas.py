"""Wire models of a table's indexes."""

from datetime import datetime
from enum import StrEnum

from api.http.body import Answer
from api.records.wants import WantKind


class IndexState(StrEnum):
    """``interrupted`` ones are dropped and built again, ``waiting`` ones are built, in the next round of upkeep."""

    READY = "ready"
    BUILDING = "building"
    INTERRUPTED = "interrupted"
    WAITING = "waiting"
    FAILED = "failed"


class IndexAnswer(Answer):
    """``purpose`` is what it makes quick with these fields, ``because`` who asks for it: a view, slow questions, or
    that it is still used. ``uses`` is how often PostgreSQL has walked it."""

    name: str
    purpose: WantKind
    fields: list[str]
    because: str
    state: IndexState
    bytes: int | None
    uses: int | None
    last_used_time: datetime | None
    error: str | None


class IndexesAnswer(Answer):
    """Indexes are made from ``fromRecords`` records on, for searches from half of them; ``records`` is about how many
    the table has."""

    items: list[IndexAnswer]
    records: int
    from_records: int
