"""What an undo or redo came to."""

from dataclasses import dataclass, field
from uuid import UUID

from api.history.takeback import Conflict
from core.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Reached:
    """One table's records that were taken back."""

    schema: TableSchema
    keys: list[int]


@dataclass
class TakenBack:
    """``change_set`` None: there was nothing (left) to take back; ``refused`` says why a named one was not."""

    change_set: UUID | None = None
    reached: list[Reached] = field(default_factory=list[Reached])
    conflicts: list[tuple[TableSchema, Conflict]] = field(default_factory=list[tuple[TableSchema, Conflict]])
    refused: str | None = None
