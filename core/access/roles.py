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


_WORKSPACE = list(WorkspaceRole)
_BASE = list(BaseRole)
DEFAULT_BASE_ROLE = BaseRole.EDITOR


def standing(role: str | None) -> Standing:
    """From the stored role; None is stored for guests."""
    return Guest.GUEST if role is None else WorkspaceRole(role)


def effective_base_role(workspace: WorkspaceRole, explicit: BaseRole | None) -> BaseRole:
    """Owners and admins are creators everywhere, so a workspace can always be recovered; else the explicit role."""
    if workspace.covers(WorkspaceRole.ADMIN):
        return BaseRole.CREATOR
    return explicit or DEFAULT_BASE_ROLE
