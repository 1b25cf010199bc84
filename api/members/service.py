"""Rules of who belongs to a workspace and as what.

Whoever changes it holds the workspace's row, so that of two people who act on each other one comes first.
"""

from dataclasses import dataclass

from api.access.admitting import check_token_may_give
from api.access.repository import WorkspaceGrant
from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.auth.throttle import RegistrationThrottle
from api.db.engine import Database, ReadSession, WriteSession
from api.invitations.making import Inviting, Wanted
from api.invitations.repository import Invitation
from api.members import repository
from api.members.repository import MemberPage, Membership
from api.members.standing import MemberStatus
from api.workspaces import repository as workspaces
from core.access.roles import WorkspaceRole
from core.errors import Conflict, Forbidden, NotFound
from core.ids import WorkspaceId, is_id


@dataclass(frozen=True, slots=True)
class Seen:
    """``fully``: the caller may see when members were last here."""

    members: list[Membership]
    fully: bool


class Members:
    def __init__(
        self, database: Database, access: Access, inviting: Inviting, naming: RegistrationThrottle, *, mailed: bool
    ) -> None:
        """``naming`` counts the addresses that one person names: the answer tells who has an account. ``mailed``:
        invitations reach the people whom they invite."""
        self._mailed = mailed
        self._database = database
        self._access = access
        self._inviting = inviting
        self._naming = naming

    async def page(self, session: ReadSession, user: CurrentUser, workspace_id: str, asked: MemberPage) -> Seen:
        grant = (await self._access.workspace(user, workspace_id, WorkspaceRole.MEMBER)).grant
        found = await repository.page(session, grant.id, asked)
        return Seen(found, grant.role.covers(WorkspaceRole.ADMIN))

    async def add(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, *, email: str, role: WorkspaceRole
    ) -> Membership | Invitation:
        """Adds a registered person at once, and invites an unknown address; where mail goes out, also one that nobody
        has shown to be theirs, for anybody may have made its account.

        Raises Conflict ``already_member``, TooManyAttempts, and what ``Inviting.invite`` raises.
        """
        grant = await held(self._access, self._database, session, user, workspace_id, WorkspaceRole.ADMIN)
        check_may_give(grant.role, role)
        check_token_may_give(user, role)
        person = await workspaces.find_person(session, grant.id, email)
        known = None if person is None else await repository.find(session, grant.id, person.id)
        if known is None:
            self._naming.enter(user.id)
        if person is None or (self._mailed and person.unproved and known is None):
            return await self._inviting.invite(session, user, workspace_id, Wanted(email=email, role=role))
        if known is not None:
            raise Conflict(
                "already_member",
                f"{person.email} already belongs to this workspace. Change the role instead.",
                "email",
            )
        await workspaces.add_member(session, grant.id, person.id, role)
        added = await the_member(session, grant.id, person.id)
        _check_may_own(added, role, "role")
        audit.describe(targets=[person.id], after=said_of(added), person=person.name)
        return added

    async def update(
        self,
        session: WriteSession,
        user: CurrentUser,
        workspace_id: str,
        user_id: str,
        *,
        role: WorkspaceRole | None,
        suspended: bool | None,
    ) -> Membership:
        """None leaves it as it is. Raises NotFound ``member_not_found``, Forbidden, Conflict ``last_owner``."""
        grant = await held(self._access, self._database, session, user, workspace_id, WorkspaceRole.ADMIN)
        member = await the_member(session, grant.id, user_id)
        check_may_give(grant.role, member.role)
        check_token_may_give(user, member.role)
        if role is not None:
            check_may_give(grant.role, role)
            check_token_may_give(user, role)
            _check_may_own(member, role, "role")
        if suspended and member.person.id == user.id:
            raise Conflict("own_membership", "Nobody suspends themselves. Leave the workspace instead.", "suspended")
        steps_down = role is not None and role is not WorkspaceRole.OWNER
        if member.counts_as_owner and (steps_down or suspended):
            await check_not_last_owner(session, grant.id, "suspended" if suspended else "role")

        if role is not None and role is not member.role:
            await repository.set_role(session, grant.id, member.person.id, role)
            if not role.covers(member.role):
                await self._inviting.withdraw_of(session, grant.id, member.person.id)
        if suspended is not None:
            await repository.set_suspended(session, grant.id, member.person.id, suspended=suspended)
        after = await the_member(session, grant.id, user_id)
        audit.describe(before=said_of(member), after=said_of(after), person=member.person.name)
        return after

    async def transfer(self, session: WriteSession, user: CurrentUser, workspace_id: str, user_id: str) -> None:
        """Another member becomes owner, and the caller admin. Raises Forbidden, NotFound ``member_not_found``,
        Conflict ``member_suspended``."""
        grant = await held(self._access, self._database, session, user, workspace_id, WorkspaceRole.OWNER)
        member = await the_member(session, grant.id, user_id)
        if member.person.id == user.id:
            raise Conflict("own_membership", "You own this workspace already. Name another member.", "userId")
        if member.status is not MemberStatus.ACTIVE:
            raise Conflict(
                "member_suspended", f"{member.person.name} cannot open this workspace now, so cannot own it.", "userId"
            )
        _check_may_own(member, WorkspaceRole.OWNER, "userId")
        await repository.set_role(session, grant.id, member.person.id, WorkspaceRole.OWNER)
        await repository.set_role(session, grant.id, user.id, WorkspaceRole.ADMIN)
        audit.describe(
            targets=[member.person.id, user.id],
            before={member.person.id: member.role.value, user.id: grant.role.value},
            after={member.person.id: WorkspaceRole.OWNER.value, user.id: WorkspaceRole.ADMIN.value},
            person=member.person.name,
        )


async def held(
    access: Access,
    database: Database,
    session: WriteSession,
    user: CurrentUser,
    workspace_id: str,
    needed: WorkspaceRole,
) -> WorkspaceGrant:
    """The caller's grant while nobody else changes who belongs to the workspace. Raises NotFound, Forbidden."""
    found = await access.workspace(user, workspace_id, needed)
    await workspaces.change_policy(session, found.grant.id)
    # Asked again: the caller may have been removed while this waited for its turn.
    return (await access.workspace(user, workspace_id, needed, await database.driver(session))).grant


async def the_member(session: ReadSession | WriteSession, workspace: WorkspaceId, user_id: str) -> Membership:
    """Raises NotFound ``member_not_found``."""
    member = await repository.find(session, workspace, user_id) if is_id("usr", user_id) else None
    if member is None:
        raise NotFound("member", user_id[:100])
    return member


def said_of(member: Membership) -> dict[str, str]:
    """For the audit log."""
    return {"role": member.role.value, "status": member.status.value}


async def check_not_last_owner(session: WriteSession, workspace: WorkspaceId, path: str) -> None:
    """Raises Conflict ``last_owner``."""
    if await repository.count_owners(session, workspace) < 2:
        raise Conflict("last_owner", "A workspace keeps at least one owner. Make somebody else an owner first.", path)


def _check_may_own(member: Membership, role: WorkspaceRole, path: str) -> None:
    """Raises Conflict ``owners_are_people``."""
    if member.service and role is WorkspaceRole.OWNER:
        raise Conflict("owners_are_people", "A service account cannot own a workspace. Name a person.", path)


def check_may_give(mine: WorkspaceRole, role: WorkspaceRole) -> None:
    """Nobody hands out, or takes away, more than they have."""
    if not mine.covers(role):
        raise Forbidden(f"Only {role}s may do this to the role {role}; yours is {mine}.")
