"""What an undo or redo came to."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from api.auth.current import CurrentUser
from api.history.takeback import Conflict
from api.tables.acts import State
from core.access.scopes import Scope
from core.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Reached:
    """One table's records that were taken back."""

    schema: TableSchema
    keys: list[int]


class Outcome(StrEnum):
    DELETED = "deleted"
    RESTORED = "restored"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Thing:
    """A table, field or view of which something was taken back, as it is now."""

    state: State
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Stands:
    """Why an act on a table, field or view is not taken back; ``left`` is how it left the thing, None where that is
    damaged."""

    left: State | None
    reason: str


@dataclass
class TakenBack:
    """``change_set`` None: there was nothing (left) to take back; ``refused`` says why a named one was not."""

    change_set: UUID | None = None
    reached: list[Reached] = field(default_factory=list[Reached])
    things: list[Thing] = field(default_factory=list[Thing])
    conflicts: list[tuple[TableSchema, Conflict]] = field(default_factory=list[tuple[TableSchema, Conflict]])
    stands: list[Stands] = field(default_factory=list[Stands])
    refused: str | None = None


def may_change_schema(user: CurrentUser, done: TakenBack) -> bool:
    """Undo asks an access token for data:write; what was done to tables, fields and views needs the scope of that."""
    allowed = user.token is None or user.token.allows(Scope.SCHEMA)
    if not allowed:
        done.stands.append(Stands(None, "this access token lacks the scope schema"))
    return allowed
