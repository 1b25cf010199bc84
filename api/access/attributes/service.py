"""Attributes of the people of a workspace, which row rules may ask for."""

from collections.abc import Mapping

import orjson
from psycopg import AsyncConnection

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

_GET = b"SELECT attributes FROM dataos.member_attributes WHERE workspace_id = %s AND user_id = %s"
_SET = b"""
INSERT INTO dataos.member_attributes (workspace_id, user_id, attributes) VALUES (%s, %s, %s::jsonb)
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET attributes = excluded.attributes
"""


class Attributes:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def get(
        self, session: ReadSession, user: CurrentUser, workspace_id: str, user_id: str
    ) -> dict[str, JsonValue]:
        """One's own, and for admins everybody's. Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        if user_id == user.id:
            # Guests have attributes too.
            workspace, _ = await self._access.standing(user, workspace_id)
            return await _attributes(conn, workspace, user_id)
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)
        await _require(conn, access.grant.id, user_id)
        return await _attributes(conn, access.grant.id, user_id)

    async def replace(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, user_id: str, given: Mapping[str, JsonValue]
    ) -> dict[str, JsonValue]:
        """Raises NotFound, Forbidden, Invalid."""
        conn = await self._database.driver(session)
        workspace = (await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)).grant.id
        await hold(conn, workspace)
        await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN, conn)
        await _require(conn, workspace, user_id)
        wanted = parse_attributes(given)
        if await _attributes(conn, workspace, user_id) != wanted:
            await conn.execute(_SET, [workspace, user_id, orjson.dumps(wanted).decode()])
            await raise_policy(conn, workspace)
        return wanted


async def _attributes(conn: AsyncConnection, workspace: WorkspaceId, user_id: str) -> dict[str, JsonValue]:
    row = await (await conn.execute(_GET, [workspace, user_id])).fetchone()
    found: dict[str, JsonValue] = {} if row is None else row[0]
    return found


async def _require(conn: AsyncConnection, workspace: WorkspaceId, user_id: str) -> None:
    """Raises NotFound for somebody who has nothing to do with the workspace."""
    known = is_id(PREFIXES["user"], user_id) and (await find_people(conn, workspace, [user_id])).ids
    if not known:
        raise NotFound("member", user_id[:100])
