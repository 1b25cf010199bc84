"""Invitations as clients see them."""

from api.auth.schemas import User
from api.invitations.repository import Invitation
from api.invitations.schemas import InvitationAnswer, InvitationStatus, InvitedBase, InvitedTeam
from core.ids import UserId


def invitation_answer(item: Invitation, url: str | None) -> InvitationAnswer:
    return InvitationAnswer(
        id=item.id,
        email=item.email,
        role=item.workspace_role,
        bases=invited_bases(item),
        teams=invited_teams(item),
        status=_status(item),
        uses=item.uses,
        max_uses=item.max_uses,
        invited_by=User(id=UserId(item.invited_by), name=item.inviter_name, email=item.inviter_email),
        url=url,
        sent_time=item.sent_at,
        expires_time=item.expires_at,
        created_time=item.created_at,
    )


def invited_bases(item: Invitation) -> list[InvitedBase]:
    return [InvitedBase(id=base, name=name, role=role) for base, name, role in item.base_roles]


def invited_teams(item: Invitation) -> list[InvitedTeam]:
    return [InvitedTeam(id=team[0], name=team[1]) for team in item.teams]


def _status(item: Invitation) -> InvitationStatus:
    if item.revoked_at is not None:
        return InvitationStatus.REVOKED
    if item.accepted_at is not None:
        return InvitationStatus.ACCEPTED
    return InvitationStatus.EXPIRED if item.expired else InvitationStatus.PENDING
