"""Wire models of who belongs to a workspace."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.auth.identity import Email
from api.auth.schemas import User
from api.bases.schemas import TeamRef
from api.http.body import Answer, Body, Patch
from api.invitations.schemas import InvitationAnswer
from api.members.standing import MemberStatus
from core.access.roles import WorkspaceRole

Role = Annotated[WorkspaceRole, Field(strict=False)]


class NewMemberBody(Body):
    email: Email
    role: Role = WorkspaceRole.MEMBER


class MemberPatch(Patch):
    """``suspended`` shuts a member out of the workspace, and lets them in again, with all that they had."""

    role: Role | None = None
    suspended: bool | None = None


class TransferBody(Body):
    user_id: Annotated[str, StringConstraints(max_length=100)]


class MemberAnswer(Answer):
    """``lastSeenTime`` is for owners and admins; null for others, and for somebody who never signed in. ``service``:
    a service account, which never becomes owner."""

    user: User
    role: WorkspaceRole
    status: MemberStatus
    teams: Sequence[TeamRef]
    joined_time: datetime
    last_seen_time: datetime | None
    service: bool


class AddedAnswer(Answer):
    """``user`` and ``member`` for a person who had an account; ``invitation`` for one who was invited to make one."""

    user: User | None
    role: WorkspaceRole
    member: MemberAnswer | None
    invitation: InvitationAnswer | None


class RemovalAnswer(Answer):
    """What would go with somebody: automations that act as them (and how many are on), roles in bases, teams."""

    automations: int
    automations_on: int
    bases: int
    teams: int
    invitations: int
