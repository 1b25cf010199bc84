"""Rules of workspaces."""

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import physical
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit.newid import new_id
from api.workspaces import repository
from api.workspaces.repository import Workspace
from core.access.roles import GivenRole, WorkspaceRole
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

    async def update(
        self,
        session: WriteSession,
        user: CurrentUser,
        workspace_id: str,
        *,
        name: str | None = None,
        default_base_role: GivenRole | None = None,
    ) -> Workspace:
        """None leaves it as it is. The usual role in bases is for owners and admins to change, like the name."""
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
        if default_base_role is not None:
            await repository.change_policy(session, access.grant.id)
            # Asked again: the caller may have been removed while this waited for its turn.
            conn = await self._database.driver(session)
            await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)
        await repository.update(session, access.grant.id, name=name, default_base_role=default_base_role)
        return await repository.get_mine(session, user.id, access.grant.id)

    async def delete(self, session: WriteSession, user: CurrentUser, workspace_id: str) -> None:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.OWNER)
        await repository.delete(session, access.grant.id)
