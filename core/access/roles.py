"""Roles, ordered: a later member may do all that an earlier one may (DESIGN §9)."""

from collections.abc import Iterable
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
_GIVEN = list(GivenRole)
DEFAULT_BASE_ROLE = GivenRole.EDITOR
"""What a new workspace says that its members are in bases which say nothing of them."""


def standing(role: str | None) -> Standing:
    """From the stored role; None is stored for guests."""
    return Guest.GUEST if role is None else WorkspaceRole(role)


def given_role(own: GivenRole | None, teams: Iterable[GivenRole] = ()) -> GivenRole | None:
    """What a base says of somebody: their own role in it, else the best of their teams'; None where it says nothing.

    >>> given_role(GivenRole.NONE, [GivenRole.CREATOR]), given_role(None, [GivenRole.NONE, GivenRole.VIEWER])
    (<GivenRole.NONE: 'none'>, <GivenRole.VIEWER: 'viewer'>)
    """
    return own if own is not None else max(teams, key=_GIVEN.index, default=None)


def effective_base_role(
    workspace: Standing, given: GivenRole | None, usual: GivenRole = DEFAULT_BASE_ROLE
) -> BaseRole | None:
    """Owners and admins are creators everywhere, so a workspace can always be recovered; else what the base says.

    Where it says nothing a member has the workspace's ``usual`` role. None: the base does not exist for this person.

    >>> effective_base_role(WorkspaceRole.MEMBER, None)
    <BaseRole.EDITOR: 'editor'>
    >>> effective_base_role(WorkspaceRole.MEMBER, GivenRole.NONE), effective_base_role(Guest.GUEST, None)
    (None, None)
    """
    if isinstance(workspace, WorkspaceRole) and workspace.covers(WorkspaceRole.ADMIN):
        return BaseRole.CREATOR
    role = usual if given is None and workspace is not Guest.GUEST else given
    return None if role is None or role is GivenRole.NONE else BaseRole(role)
