"""Wire models of invitations."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from api.auth.identity import Email
from api.auth.schemas import RegisterBody, User
from api.http.body import Answer, Body
from core.access.roles import BaseRole, WorkspaceRole

Id = Annotated[str, StringConstraints(max_length=100)]
MAX_USES = 1000
MAX_DAYS = 90
_MOST = 100


class InvitationStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


class BaseRoleBody(Body):
    base_id: Id
    role: Annotated[BaseRole, Field(strict=False)]


class NewInvitationBody(Body):
    """With ``email`` one person is invited, by mail; without it a link is made that ``maxUses`` people may use.

    ``role`` null, or left out, invites guests, who get the roles in ``bases`` and nothing else.
    """

    email: Email | None = None
    role: Annotated[WorkspaceRole | None, Field(strict=False)] = None
    bases: Annotated[Sequence[BaseRoleBody], Field(max_length=_MOST)] = ()
    team_ids: Annotated[Sequence[Id], Field(max_length=_MOST)] = ()
    max_uses: Annotated[int, Field(ge=1, le=MAX_USES)] | None = None
    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = 14

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if self.role is None and not self.bases:
            raise ValueError('give a "role" in the workspace, or roles in "bases"')
        if self.role is None and self.team_ids:
            raise ValueError('only members are in teams: give a "role" too')
        if self.email is not None and self.max_uses not in {None, 1}:
            raise ValueError("an invitation by e-mail is for one person; leave out maxUses")
        return self


class InvitedBase(Answer):
    id: str
    name: str
    role: BaseRole


class InvitedTeam(Answer):
    id: str
    name: str


class InvitationAnswer(Answer):
    """``url`` only of links for several people; one that was mailed proves that its reader has the mailbox."""

    id: str
    email: str | None
    role: WorkspaceRole | None
    bases: Sequence[InvitedBase]
    teams: Sequence[InvitedTeam]
    status: InvitationStatus
    uses: int
    max_uses: int
    invited_by: User
    url: str | None
    sent_time: datetime
    expires_time: datetime
    created_time: datetime


class InvitedWorkspace(Answer):
    id: str
    name: str


class OpenedInvitation(Answer):
    """What somebody is invited to. ``registered``: the invited address has an account already."""

    workspace: InvitedWorkspace
    invited_by: str
    email: str | None
    role: WorkspaceRole | None
    bases: Sequence[InvitedBase]
    teams: Sequence[InvitedTeam]
    expires_time: datetime
    registered: bool


class AcceptedAnswer(Answer):
    """Where to go now: ``baseId`` is the first of the bases that came with it, if any."""

    workspace_id: str
    base_id: str | None


class JoinBody(RegisterBody):
    """As for an account of one's own. ``email`` is the invited address, where one was invited."""
