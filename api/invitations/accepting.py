"""Accepting an invitation, by somebody signed in or by making an account.

Whoever accepts holds the workspace's row, so that of two who use the last place of a link, or of an acceptance and a
revocation, one comes first. What the inviter may no longer give is not given.
"""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access import repository as access_rows
from api.audit import note as audit
from api.audit.entries import Entry
from api.audit.masking import masked
from api.audit.trail import AuditTrail
from api.auth.accounts import Accounts
from api.auth.current import CurrentUser
from api.auth.repository import Account
from api.auth.sessions import Caller, Issued
from api.auth.tokens import digest
from api.bases import repository as bases
from api.db.engine import Database, WriteSession
from api.invitations import repository
from api.invitations.repository import Invitation
from api.teams import repository as teams
from api.workspaces import repository as workspaces
from core.access.roles import BaseRole, GivenRole, WorkspaceRole
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.ids import BaseId, UserId, WorkspaceId
from core.text import fold

_GONE = {
    "invitation_not_found": "There is no such invitation. Open the link as it stands in the mail, all of it.",
    "invitation_expired": "This invitation has expired. Ask whoever invited you for a new one.",
    "invitation_revoked": "This invitation was taken back. Ask whoever invited you.",
    "invitation_used": "This invitation has been used. Sign in, or ask whoever invited you for a new one.",
}


class InvitationGone(NotFound):
    """What an invitation is no more is told only to somebody who has its link."""

    def __init__(self, code: str) -> None:
        super().__init__("invitation", "")
        self.code = code
        self.detail = _GONE[code]


@dataclass(frozen=True, slots=True)
class Joined:
    workspace: WorkspaceId
    first_base: BaseId | None


@dataclass(frozen=True, slots=True)
class _Person:
    id: UserId
    email: str


class Accepting:
    def __init__(self, database: Database, accounts: Accounts, *, mailed: bool) -> None:
        """``mailed``: letters go out. Where they do not, administrators read them, which proves nobody's address."""
        self._database = database
        self._accounts = accounts
        self._mailed = mailed

    async def look(self, token: str) -> tuple[Invitation, bool]:
        """What it invites to, and whether the invited address has an account. Raises InvitationGone."""
        async with self._database.records() as conn:
            invitation = await _open(conn, token)
            email = invitation.email
            return invitation, email is not None and await repository.registered(conn, email)

    async def accept(self, session: WriteSession, user: CurrentUser, token: str) -> Joined:
        """Accepting twice is accepting once. Raises InvitationGone, Forbidden ``invitation_for_another``, Conflict
        ``member_suspended``."""
        joined, told = await self._take(session, _Person(user.id, user.email), token)
        if told is None:
            audit.nothing()
        else:
            audit.describe(workspace=joined.workspace, targets=[user.id, told.id], after=_given(told))
        return joined

    async def join(self, token: str, *, email: str, password: str, name: str, caller: Caller) -> tuple[Issued, Joined]:
        """Make an account and accept with it, or neither. Raises as ``accept`` and as ``Accounts.register``."""
        async with self._database.records() as conn:
            invitation = await _open(conn, token)
        if invitation.email is not None and fold(invitation.email) != fold(email):
            raise Invalid.one("email", "invitation_for_another", "This invitation is for another address.")
        joined: list[Joined] = []

        async def take(session: WriteSession, account: Account) -> None:
            place, told = await self._take(session, _Person(account.id, account.email), token)
            joined.append(place)
            if told is not None:
                await self._record(session, account, told)

        issued = await self._accounts.register(
            email=email,
            password=password,
            name=name,
            caller=caller,
            joins=take,
            # Whoever knows the link of a mailed invitation has read the mail.
            verified=self._mailed and invitation.email is not None,
        )
        return issued, joined[0]

    async def _record(self, session: WriteSession, account: Account, taken: Invitation) -> None:
        """Beside the entry of the registration, which belongs to the installation."""
        note = audit.current()
        entry = Entry(
            action="invitation.accepted",
            actor=account.actor,
            workspace=taken.workspace_id,
            targets=[account.id, taken.id],
            after=masked(_given(taken)),
            address=note.address if note else "",
            user_agent=note.user_agent if note else "",
            request_id=note.request_id if note else None,
        )
        await AuditTrail(self._database).add(session, entry)

    async def _take(self, session: WriteSession, person: _Person, token: str) -> tuple[Joined, Invitation | None]:
        """With the invitation where it was taken now."""
        conn = await self._database.driver(session)
        workspace = WorkspaceId((await _found(conn, token)).workspace_id)
        await workspaces.change_policy(session, workspace)
        # Read again: it may have been used or revoked while this waited for its turn.
        invitation = await _found(conn, token)
        if invitation.email is not None and fold(invitation.email) != fold(person.email):
            raise Forbidden(
                f"This invitation is for another address than {person.email}. Sign in with the address that it was"
                " sent to.",
                "invitation_for_another",
            )
        taken = None
        if not await repository.used_by(conn, invitation.id, person.id):
            _check_open(invitation)
            await self._give(session, conn, invitation, person)
            await repository.use(conn, invitation.id, person.id)
            taken = invitation
        given = invitation.base_roles
        return Joined(workspace, BaseId(given[0][0]) if given else None), taken

    async def _give(
        self, session: WriteSession, conn: AsyncConnection, invitation: Invitation, person: _Person
    ) -> None:
        """Nobody has less afterwards than before. Raises InvitationGone ``invitation_revoked``."""
        workspace, inviter = WorkspaceId(invitation.workspace_id), UserId(invitation.invited_by)
        role = invitation.workspace_role
        member = await workspaces.find_member(session, workspace, person.id)
        # Whoever joins now has what the invitation says of a base, be it less than the usual role, or what they had.
        had = {base: await access_rows.find_base(conn, person.id, base) for base, _, _ in invitation.base_roles}
        if role is not None:
            grant = await access_rows.find_workspace(conn, inviter, workspace)
            if grant is None or not grant.role.covers(WorkspaceRole.ADMIN) or not grant.role.covers(role):
                raise InvitationGone("invitation_revoked")
            if member is None:
                await workspaces.add_member(session, workspace, person.id, role)
            elif await workspaces.suspended(session, workspace, person.id):
                raise Conflict("member_suspended", "You are suspended in this workspace. Ask one of its owners.")
            for team in invitation.teams:
                await teams.add_members(session, team[0], [person.id])
        for base_id, _, given in invitation.base_roles:
            base = await access_rows.find_base(conn, inviter, base_id)
            if base is None or not base.role.covers(BaseRole.CREATOR):
                if role is None:
                    raise InvitationGone("invitation_revoked")
                continue
            mine = had[base_id] if member is None else await access_rows.find_base(conn, person.id, base_id)
            if mine is None or not mine.role.covers(given):
                await bases.set_role(session, base.id, person.id, GivenRole(given.value))


def _given(invitation: Invitation) -> dict[str, object]:
    """For the audit log."""
    return {
        "role": invitation.role,
        "bases": [{"id": base, "role": role.value} for base, _, role in invitation.base_roles],
        "teams": [team[0] for team in invitation.teams],
        "invitedBy": invitation.invited_by,
    }


async def _found(conn: AsyncConnection, token: str) -> Invitation:
    invitation = await repository.find_by_token(conn, digest(token))
    if invitation is None:
        raise InvitationGone("invitation_not_found")
    return invitation


async def _open(conn: AsyncConnection, token: str) -> Invitation:
    invitation = await _found(conn, token)
    _check_open(invitation)
    return invitation


def _check_open(invitation: Invitation) -> None:
    """Raises InvitationGone."""
    if invitation.revoked_at is not None or invitation.inviter_disabled:
        raise InvitationGone("invitation_revoked")
    if invitation.accepted_at is not None or invitation.uses >= invitation.max_uses:
        raise InvitationGone("invitation_used")
    if invitation.expired:
        raise InvitationGone("invitation_expired")
