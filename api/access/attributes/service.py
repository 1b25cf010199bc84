"""What row rules may ask of people: owners and admins of the workspace say it, and everybody may see their own."""

from collections.abc import Mapping

from psycopg import AsyncConnection

from api.access.attributes import repository
from api.access.grants.repository import hold, raise_policy
from api.access.people import find_people
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from core.access.attributes import parse_attributes
from core.access.roles import WorkspaceRole
from core.errors import NotFound
from core.ids import PREFIXES, WorkspaceId, is_id
from core.values import JsonValue


class Attributes:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def get(
        self, session: ReadSession, user: CurrentUser, workspace_id: str, user_id: str
    ) -> dict[str, JsonValue]:
        """Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        if user_id == user.id:
            workspace, _ = await self._access.standing(user, workspace_id)
            return await repository.get(conn, workspace, user.id)
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)
        await _require_person(conn, access.grant.id, user_id)
        return await repository.get(conn, access.grant.id, user_id)

    async def replace(
        self,
        session: WriteSession,
        user: CurrentUser,
        workspace_id: str,
        user_id: str,
        given: Mapping[str, JsonValue],
    ) -> dict[str, JsonValue]:
        """``given`` takes the place of all attributes. Raises NotFound, Forbidden, Invalid."""
        conn = await self._database.driver(session)
        workspace = (await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)).grant.id
        await hold(conn, workspace)
        # Asked again: the caller's role may have changed while this waited for its turn.
        await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)
        await _require_person(conn, workspace, user_id)
        wanted = parse_attributes(given)
        if wanted != await repository.get(conn, workspace, user_id):
            await repository.put(conn, workspace, user_id, wanted)
            await raise_policy(conn, workspace)
        return wanted


async def _require_person(conn: AsyncConnection, workspace: WorkspaceId, user_id: str) -> None:
    """A member of the workspace or a guest of one of its bases. Raises NotFound ``member_not_found``."""
    known = is_id(PREFIXES["user"], user_id)
    if not known or user_id not in (await find_people(conn, workspace, [user_id])).numbers:
        raise NotFound("member", user_id[:100])
