"""What an access token may be used for, at most: never more than the person who made it may do."""

from dataclasses import dataclass
from enum import StrEnum

from core.ids import BaseId


class Scope(StrEnum):
    """``write_data`` brings ``read_data`` with it; the others bring nothing."""

    READ_DATA = "data:read"
    WRITE_DATA = "data:write"
    SCHEMA = "schema"
    AUTOMATIONS = "automations"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Token:
    """``bases`` are the only ones that it opens; None opens all of the person's."""

    id: str
    scopes: frozenset[Scope]
    bases: frozenset[BaseId] | None = None

    def allows(self, scope: Scope) -> bool:
        return scope in self.scopes or (scope is Scope.READ_DATA and Scope.WRITE_DATA in self.scopes)

    def opens(self, base: BaseId) -> bool:
        return self.bases is None or base in self.bases
