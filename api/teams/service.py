"""Rules of teams: members of the workspace see them, its owners and admins change them.

Rights may be given to a team, so a change of who is in it raises the workspace's policy version.
"""

from collections.abc import Sequence

from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit.newid import new_id
from api.teams import repository
from api.teams.repository import Team
from api.workspaces import repository as workspaces
from api.workspaces.repository import Person
from core.access.roles import WorkspaceRole
from core.errors import Fault, Invalid, LimitExceeded, NotFound
from core.ids import WorkspaceId, is_id


class Teams:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def list_in_workspace(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> list[Team]:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.MEMBER)
        return await repository.list_in_workspace(session, access.grant.id, limits.MAX_TEAMS_PER_WORKSPACE)

    async def create(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, *, name: str, description: str
    ) -> Team:
        """Raises Conflict ``name_taken``, LimitExceeded ``too_many_teams``."""
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
        await workspaces.change_policy(session, access.grant.id)
        if await repository.count(session, access.grant.id) >= limits.MAX_TEAMS_PER_WORKSPACE:
            most = f"A workspace has at most {limits.MAX_TEAMS_PER_WORKSPACE} teams. Delete one that is not needed."
            raise LimitExceeded("too_many_teams", most)
        team = new_id("tea")
        await repository.add(session, team, access.grant.id, name, description)
        return await self._found(session, team)

    async def get(self, session: ReadSession, user: CurrentUser, team_id: str) -> Team:
        return await self._seen(session, user, team_id, WorkspaceRole.MEMBER)

    async def update(
        self, session: WriteSession, user: CurrentUser, team_id: str, *, name: str | None, description: str | None
    ) -> Team:
        """Raises NotFound, Forbidden, Conflict ``name_taken``."""
        team = await self._seen(session, user, team_id, WorkspaceRole.ADMIN)
        await repository.update(session, team.id, name=name, description=description)
        changed = await self._found(session, team.id)
        audit.describe(
            before={"name": team.name, "description": team.description},
            after={"name": changed.name, "description": changed.description},
        )
        return changed

    async def delete(self, session: WriteSession, user: CurrentUser, team_id: str) -> None:
        """Grants and rules that name it go with it."""
        team = await self._held(session, user, team_id)
        # It is gone when the entry is written.
        described = {"name": team.name, "description": team.description, "members": team.members}
        audit.describe(workspace=team.workspace_id, before=described)
        await repository.delete(session, team.id)
        # The entry is written when the team is gone, and whose it was is not to be found any more.
        audit.describe(workspace=team.workspace_id)

    async def list_members(self, session: ReadSession, user: CurrentUser, team_id: str) -> list[Person]:
        team = await self._seen(session, user, team_id, WorkspaceRole.MEMBER)
        return await repository.list_members(session, team.id, limits.MAX_MEMBERS_LISTED)

    async def set_members(
        self, session: WriteSession, user: CurrentUser, team_id: str, user_ids: Sequence[str]
    ) -> Team:
        """Raises Invalid with a fault for everybody who is no member of the workspace."""
        team = await self._held(session, user, team_id)
        await self._check_members(session, team.workspace_id, user_ids, "userIds[{}]")
        await repository.keep_only(session, team.id, user_ids)
        await repository.add_members(session, team.id, user_ids)
        return await self._found(session, team.id)

    async def add_member(self, session: WriteSession, user: CurrentUser, team_id: str, user_id: str) -> Team:
        """Somebody who is in it already stays. Raises Invalid ``member_not_found``."""
        team = await self._held(session, user, team_id)
        await self._check_members(session, team.workspace_id, [user_id], "userId")
        await repository.add_members(session, team.id, [user_id])
        return await self._found(session, team.id)

    async def remove_member(self, session: WriteSession, user: CurrentUser, team_id: str, user_id: str) -> None:
        team = await self._held(session, user, team_id)
        if not is_id("usr", user_id) or not await repository.remove_member(session, team.id, user_id):
            raise NotFound("member", user_id[:100])

    async def _seen(
        self, session: ReadSession | WriteSession, user: CurrentUser, team_id: str, needed: WorkspaceRole
    ) -> Team:
        """Raises NotFound ``team_not_found`` also to people outside of its workspace, Forbidden."""
        team = await repository.find(session, team_id) if is_id("tea", team_id) else None
        if team is None:
            raise NotFound("team", team_id[:100])
        try:
            await self._access.workspace(user, team.workspace_id, needed)
        except NotFound as error:
            raise NotFound("team", team_id) from error
        return team

    async def _held(self, session: WriteSession, user: CurrentUser, team_id: str) -> Team:
        """The team while nobody else changes who belongs to the workspace. Raises as ``_seen``."""
        team = await self._seen(session, user, team_id, WorkspaceRole.ADMIN)
        await workspaces.change_policy(session, team.workspace_id)
        # Asked again: the caller may have been removed, or the team deleted, while this waited for its turn.
        conn = await self._database.driver(session)
        await self._access.workspace(user, team.workspace_id, WorkspaceRole.ADMIN, conn)
        return await self._found(session, team.id)

    async def _found(self, session: WriteSession, team_id: str) -> Team:
        team = await repository.find(session, team_id)
        if team is None:
            raise NotFound("team", team_id)
        return team

    async def _check_members(
        self, session: WriteSession, workspace: WorkspaceId, user_ids: Sequence[str], path: str
    ) -> None:
        asked = [user_id for user_id in user_ids if is_id("usr", user_id)]
        known = await repository.in_workspace(session, workspace, asked)
        faults = [
            Fault(path.format(at), "member_not_found", f"{user_id[:100]!r} is no member of this workspace.")
            for at, user_id in enumerate(user_ids)
            if user_id not in known
        ]
        if faults:
            raise Invalid(faults, "member_not_found")
