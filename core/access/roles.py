"""Roles, ordered: a later member may do all that an earlier one may (DESIGN §9)."""

from enum import StrEnum


class WorkspaceRole(StrEnum):
    MEMBER = "member"
    ADMIN = "admin"
    OWNER = "owner"

    def covers(self, needed: "WorkspaceRole") -> bool:
        return _WORKSPACE.index(self) >= _WORKSPACE.index(needed)


class Guest(StrEnum):
    """Belongs to some of a workspace's bases, not to the workspace; nobody is given this, so it is no WorkspaceRole."""

    GUEST = "guest"


Standing = WorkspaceRole | Guest
"""What somebody is in a workspace that they see."""


class BaseRole(StrEnum):
    VIEWER = "viewer"
    COMMENTER = "commenter"
    EDITOR = "editor"
    CREATOR = "creator"

    def covers(self, needed: "BaseRole") -> bool:
        return _BASE.index(self) >= _BASE.index(needed)


class GivenRole(StrEnum):
    """What a base may say of somebody: a role, or NONE, which refuses it to a member of its workspace."""

    NONE = "none"
    VIEWER = "viewer"
    COMMENTER = "commenter"
    EDITOR = "editor"
    CREATOR = "creator"


_WORKSPACE = list(WorkspaceRole)
_BASE = list(BaseRole)
DEFAULT_BASE_ROLE = BaseRole.EDITOR


def standing(role: str | None) -> Standing:
    """From the stored role; None is stored for guests."""
    return Guest.GUEST if role is None else WorkspaceRole(role)


def effective_base_role(workspace: Standing, given: GivenRole | None) -> BaseRole | None:
    """Owners and admins are creators everywhere, so a workspace can always be recovered; else what the base says.

    Where it says nothing a member has the default role. None: the base does not exist for this person.

    >>> effective_base_role(WorkspaceRole.MEMBER, None)
    <BaseRole.EDITOR: 'editor'>
    >>> effective_base_role(WorkspaceRole.MEMBER, GivenRole.NONE), effective_base_role(Guest.GUEST, None)
    (None, None)
    """
    if isinstance(workspace, WorkspaceRole) and workspace.covers(WorkspaceRole.ADMIN):
        return BaseRole.CREATOR
    match given:
        case GivenRole.NONE:
            return None
        case None:
            return None if workspace is Guest.GUEST else DEFAULT_BASE_ROLE
        case _:
            return BaseRole(given)
