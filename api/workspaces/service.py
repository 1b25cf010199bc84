"""Rules of workspaces and their members."""

from api.access.repository import WorkspaceGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import physical
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit.newid import new_id
from api.workspaces import repository
from api.workspaces.repository import Member, Workspace
from core import ids
from core.access.roles import WorkspaceRole
from core.errors import Conflict, Forbidden, NotFound
from core.ids import WorkspaceId


class Workspaces:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def list_mine(self, session: ReadSession, user: CurrentUser) -> list[Workspace]:
        return await repository.list_mine(session, user.id, limits.MAX_WORKSPACES_LISTED)

    async def create(self, session: WriteSession, user: CurrentUser, name: str) -> Workspace:
        """The caller becomes its owner."""
        workspace = await repository.add(session, WorkspaceId(new_id("wsp")), name, user.id)
        await physical.create_schema(await self._database.driver(session), workspace.number)
        return workspace

    async def get(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> Workspace:
        workspace, _ = await self._access.standing(user, workspace_id)
        return await repository.get_mine(session, user.id, workspace)

    async def rename(self, session: WriteSession, user: CurrentUser, workspace_id: str, name: str) -> Workspace:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
        await repository.rename(session, access.grant.id, name)
        return await repository.get_mine(session, user.id, access.grant.id)

    async def delete(self, session: WriteSession, user: CurrentUser, workspace_id: str) -> None:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.OWNER)
        await repository.delete(session, access.grant.id)

    async def list_members(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> list[Member]:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.MEMBER)
        return await repository.list_members(session, access.grant.id, limits.MAX_MEMBERS_LISTED)

    async def add_member(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, *, email: str, role: WorkspaceRole
    ) -> Member:
        """Adds a registered person. Raises NotFound ``user_not_found``, Conflict ``already_member``."""
        grant = await self._held(session, user, workspace_id, WorkspaceRole.ADMIN)
        workspace = grant.id
        _check_may_give(grant.role, role)
        person = await repository.find_person(session, email)
        if person is None:
            raise NotFound("user", email, "email")
        if await repository.find_member(session, workspace, person.id) is not None:
            raise Conflict(
                "already_member",
                f"{person.email} already belongs to this workspace. Change the role instead.",
                "email",
            )

        await repository.add_member(session, workspace, person.id, role)
        return Member(person, role)

    async def set_role(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, user_id: str, role: WorkspaceRole
    ) -> Member:
        """Raises NotFound ``member_not_found``, Forbidden, Conflict ``last_owner``."""
        grant = await self._held(session, user, workspace_id, WorkspaceRole.ADMIN)
        workspace = grant.id
        member = await self._member(session, workspace, user_id)
        _check_may_give(grant.role, role)
        _check_may_give(grant.role, member.role)
        if member.role is WorkspaceRole.OWNER and role is not WorkspaceRole.OWNER:
            await self._check_not_last_owner(session, workspace, "role")

        await repository.set_role(session, workspace, member.person.id, role)
        return Member(member.person, role)

    async def remove_member(self, session: WriteSession, user: CurrentUser, workspace_id: str, user_id: str) -> None:
        """Admins remove others; everybody may leave. Raises as ``set_role``."""
        leaving = user_id == user.id
        needed = WorkspaceRole.MEMBER if leaving else WorkspaceRole.ADMIN
        grant = await self._held(session, user, workspace_id, needed)
        workspace = grant.id
        member = await self._member(session, workspace, user_id)
        _check_may_give(grant.role, member.role)
        if member.role is WorkspaceRole.OWNER:
            await self._check_not_last_owner(session, workspace, "userId")

        await repository.remove_member(session, workspace, member.person.id)

    async def _held(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, needed: WorkspaceRole
    ) -> WorkspaceGrant:
        """The caller's grant while nobody else changes who belongs to the workspace. Raises NotFound, Forbidden."""
        access = await self._access.workspace(user, workspace_id, needed)
        await repository.change_policy(session, access.grant.id)
        # Asked again: the caller may have been removed while this waited for its turn.
        return (await self._access.workspace(user, workspace_id, needed, await self._database.driver(session))).grant

    async def _member(self, session: WriteSession, workspace: WorkspaceId, user_id: str) -> Member:
        known = ids.is_id("usr", user_id)
        member = await repository.find_member(session, workspace, user_id) if known else None
        if member is None:
            raise NotFound("member", user_id)
        return member

    async def _check_not_last_owner(self, session: WriteSession, workspace: WorkspaceId, path: str) -> None:
        if await repository.count_owners(session, workspace) < 2:
            raise Conflict(
                "last_owner", "A workspace keeps at least one owner. Make somebody else an owner first.", path
            )


def _check_may_give(mine: WorkspaceRole, role: WorkspaceRole) -> None:
    """Nobody hands out, or takes away, more than they have."""
    if not mine.covers(role):
        raise Forbidden(f"Only {role}s may do this to the role {role}; yours is {mine}.")
