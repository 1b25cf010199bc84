"""What a grant must be for what somebody asks, and the shapes that are handed out of it."""

from dataclasses import dataclass

from api.access.repository import BaseGrant, Place, TableGrant, WorkspaceGrant
from api.auth.current import CurrentUser
from core import ids
from core.access.levels import TableLevel, level_of
from core.access.rights import Rights
from core.access.roles import BaseRole
from core.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class WorkspaceAccess:
    grant: WorkspaceGrant
    user: CurrentUser


@dataclass(frozen=True, slots=True)
class BaseAccess:
    grant: BaseGrant
    user: CurrentUser


def base_of(place: Place, rights: Rights) -> BaseGrant:
    role = rights.role(place.base_id)
    return BaseGrant(
        place.base_id,
        role or BaseRole.VIEWER,
        place.workspace_id,
        place.workspace_number,
        rights.version,
        rights,
        partial=role is None,
    )


def require_id(noun: str, key: str) -> None:
    """A malformed id names nothing, and must not reach the database."""
    if not ids.is_id(ids.PREFIXES[noun], key):
        raise NotFound(noun, key[:100])


def level_needed(needed: BaseRole | TableLevel) -> TableLevel:
    return level_of(needed) if isinstance(needed, BaseRole) else needed


def require_level(grant: TableGrant, needed: BaseRole | TableLevel) -> None:
    level = level_needed(needed)
    if grant.level.covers(level):
        return
    if grant.level is level_of(grant.base.role):
        role = next(role for role in BaseRole if level_of(role) is level)
        raise Forbidden(f"This needs the role {role} in the base; yours is {grant.base.role}.")
    raise Forbidden(f"This needs the level {level} in the table; yours is {grant.level}.")
