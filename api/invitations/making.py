"""Inviting people: who may give what, how often, and the mail.

A link that was mailed proves that whoever has it reads that mailbox, so it is shown to nobody else, its maker included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg import AsyncConnection

from api.access import repository as access_rows
from api.access.admitting import check_token_may_give
from api.access.service import Access
from api.auth.current import CurrentUser
from api.auth.throttle import TooManyAttempts
from api.auth.tokens import derived, digest
from api.db.engine import Database, WriteSession
from api.http.pagination import PageRequest
from api.invitations import letters, repository
from api.invitations.repository import Invitation, NewInvitation
from api.kit import clock
from api.kit.newid import new_id
from api.outbox.mail import Post
from api.teams import repository as teams
from api.workspaces import repository as workspaces
from core.access.roles import BaseRole, WorkspaceRole
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.ids import WorkspaceId, is_id

_SOON = timedelta(minutes=1)
_DAYS = 14
_PER_ADDRESS = 5
"""Invitations that one address is mailed in a day, over all workspaces."""
_ENOUGH = "This address has been sent as many invitations as it may in a day."
_TOO_MANY = "This workspace has sent as many invitations as it may in a day."


@dataclass(frozen=True, slots=True)
class Wanted:
    """``role`` is None for guests; ``bases`` are ids with the roles in them; ``uses`` is for links."""

    email: str | None
    role: WorkspaceRole | None
    bases: Sequence[tuple[str, BaseRole]] = ()
    teams: Sequence[str] = ()
    uses: int = 1
    days: int = _DAYS


class Inviting:
    def __init__(self, database: Database, access: Access, post: Post, *, secret: str, per_day: int) -> None:
        """``per_day``: invitations that one workspace may send."""
        self._database = database
        self._access = access
        self._post = post
        self._secret = secret
        self._per_day = per_day

    async def page(self, user: CurrentUser, workspace_id: str, paging: PageRequest) -> list[Invitation]:
        """One more than asked for, if there are more. For owners and admins."""
        grant = (await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)).grant
        async with self._database.records() as conn:
            return await repository.page(conn, grant.id, after=paging.after, limit=paging.limit + 1)

    async def invite(self, session: WriteSession, user: CurrentUser, workspace_id: str, wanted: Wanted) -> Invitation:
        """In place of a pending invitation of the same address.

        Owners and admins of the workspace invite members; creators of a base invite guests into it. Raises NotFound,
        Forbidden, Conflict ``already_member``, Invalid, TooManyAttempts.
        """
        conn = await self._database.driver(session)
        workspace = await self._allowed(session, user, workspace_id, wanted)
        await self._check_rate(conn, workspace, wanted.email)
        invitation_id = new_id("inv")
        new = NewInvitation(
            invitation_id,
            workspace,
            wanted.email,
            wanted.uses,
            wanted.role,
            wanted.bases,
            wanted.teams,
            digest(self._token(invitation_id)),
            user.id,
            clock.now() + timedelta(days=wanted.days),
        )
        await repository.add(conn, new)
        made = await self._found(conn, workspace, invitation_id)
        await self._send(conn, made, wanted.days)
        return made

    async def revoke(self, session: WriteSession, user: CurrentUser, workspace_id: str, invitation_id: str) -> None:
        """Raises NotFound ``invitation_not_found``, Conflict ``invitation_over``."""
        conn, made = await self._mine(session, user, workspace_id, invitation_id)
        if not await repository.revoke(conn, made.id):
            raise _over()

    async def resend(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, invitation_id: str
    ) -> Invitation:
        """The same link, good for two weeks from now. Raises as ``revoke``, and TooManyAttempts."""
        conn, made = await self._mine(session, user, workspace_id, invitation_id)
        if made.accepted_at is not None or made.revoked_at is not None:
            raise _over()
        workspace = WorkspaceId(made.workspace_id)
        if made.email is None:
            _check_wait(made.sent_at)
        await self._check_rate(conn, workspace, made.email)
        await repository.note_resent(conn, made.id, clock.now() + timedelta(days=_DAYS))
        await self._send(conn, made, _DAYS)
        return await self._found(conn, workspace, made.id)

    async def withdraw_of(self, session: WriteSession, workspace: WorkspaceId, user_id: str) -> None:
        """What somebody has offered who may no more: they left, or have a lower role now."""
        await repository.withdraw_of(await self._database.driver(session), workspace, user_id)

    def url(self, invitation: Invitation) -> str | None:
        """Of a link for several people; what was mailed is its reader's alone."""
        return None if invitation.email is not None else self._post.link("invite", self._token(invitation.id))

    def _token(self, invitation_id: str) -> str:
        """Made of the installation's secret, so that the link can be shown and sent again; stored is its digest."""
        return derived(self._secret, "invitation", invitation_id)

    async def _send(self, conn: AsyncConnection, made: Invitation, days: int) -> None:
        if made.email is None:
            return
        subject, body = letters.invitation(
            self._post.link("invite", self._token(made.id)),
            workspace=made.workspace_name,
            inviter_name=made.inviter_name,
            inviter_email=made.inviter_email,
            days=days,
        )
        await self._post.put(conn, made.email, subject, body, made.workspace_id)

    async def _allowed(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, wanted: Wanted
    ) -> WorkspaceId:
        """The workspace, whose row is held: invitations of one workspace are made one after another."""
        if wanted.role is not None or wanted.teams:
            grant = (await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)).grant
            if wanted.role is not None and not grant.role.covers(wanted.role):
                raise Forbidden(f"Only {wanted.role}s may invite as {wanted.role}; you are {grant.role}.")
            check_token_may_give(user, wanted.role or WorkspaceRole.MEMBER)
            workspace = grant.id
        else:
            workspace, _ = await self._access.standing(user, workspace_id)
        if wanted.email is None and wanted.role not in {None, WorkspaceRole.MEMBER}:
            raise Invalid.one("role", "invalid_value", "A link makes members or guests. Invite admins by e-mail.")
        await workspaces.hold(session, workspace)
        conn = await self._database.driver(session)
        for at, (base_id, _) in enumerate(wanted.bases):
            await self._check_creator(conn, user, workspace, base_id, f"bases[{at}].baseId")
        for at, team_id in enumerate(wanted.teams):
            team = await teams.find(session, team_id) if is_id("tea", team_id) else None
            if team is None or team.workspace_id != workspace:
                raise NotFound("team", team_id[:100], f"teamIds[{at}]")
        if wanted.email is not None and wanted.role is not None:
            await self._check_no_member(session, workspace, wanted.email)
        return workspace

    async def _check_creator(
        self, conn: AsyncConnection, user: CurrentUser, workspace: WorkspaceId, base_id: str, path: str
    ) -> None:
        grant = await access_rows.find_base(conn, user.id, base_id) if is_id("bas", base_id) else None
        if grant is None or grant.workspace_id != workspace:
            raise NotFound("base", base_id[:100], path)
        if not grant.role.covers(BaseRole.CREATOR):
            raise Forbidden(f"Only creators of a base invite into it; you are {grant.role}.")

    async def _check_no_member(self, session: WriteSession, workspace: WorkspaceId, email: str) -> None:
        person = await workspaces.find_person(session, workspace, email)
        if person is not None and await workspaces.find_member(session, workspace, person.id) is not None:
            raise Conflict(
                "already_member", f"{person.email} already belongs to this workspace. Change the role instead.", "email"
            )

    async def _check_rate(self, conn: AsyncConnection, workspace: WorkspaceId, email: str | None) -> None:
        """Raises TooManyAttempts."""
        if email is not None:
            received = await repository.received(conn, workspace, email)
            if received.last is not None:
                _check_wait(received.last)
            if received.in_a_day >= _PER_ADDRESS:
                raise TooManyAttempts(_ENOUGH, 3600)
        if await repository.sent_lately(conn, workspace) >= self._per_day:
            raise TooManyAttempts(_TOO_MANY, 3600)

    async def _mine(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, invitation_id: str
    ) -> tuple[AsyncConnection, Invitation]:
        """An invitation that the caller may change: an admin any, its maker their own."""
        workspace, standing = await self._access.standing(user, workspace_id)
        await workspaces.hold(session, workspace)
        conn = await self._database.driver(session)
        made = await repository.find(conn, workspace, invitation_id) if is_id("inv", invitation_id) else None
        admin = isinstance(standing, WorkspaceRole) and standing.covers(WorkspaceRole.ADMIN)
        if made is None or (not admin and made.invited_by != user.id):
            if admin:
                raise NotFound("invitation", invitation_id[:100])
            raise Forbidden("Only owners and admins of the workspace, and whoever made an invitation, may change it.")
        return conn, made

    async def _found(self, conn: AsyncConnection, workspace: WorkspaceId, invitation_id: str) -> Invitation:
        made = await repository.find(conn, workspace, invitation_id)
        if made is None:
            raise NotFound("invitation", invitation_id)
        return made


def _check_wait(sent_at: datetime) -> None:
    """Raises TooManyAttempts."""
    wait = (sent_at + _SOON - clock.now()).total_seconds()
    if wait > 0:
        raise TooManyAttempts("This invitation was sent a moment ago.", max(1, round(wait)))


def _over() -> Conflict:
    return Conflict("invitation_over", "This invitation was accepted or revoked. Make a new one.")
