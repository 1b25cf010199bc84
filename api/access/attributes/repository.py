"""SQL of the attributes of people."""

from collections.abc import Mapping

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from core.values import JsonValue

_GET = b"SELECT attributes FROM dataos.member_attributes WHERE workspace_id = %s AND user_id = %s"
_SET = b"""
INSERT INTO dataos.member_attributes (workspace_id, user_id, attributes) VALUES (%s, %s, %s)
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET attributes = excluded.attributes
"""


async def get(conn: AsyncConnection, workspace: str, user: str) -> dict[str, JsonValue]:
    row = await (await conn.execute(_GET, [workspace, user])).fetchone()
    return {} if row is None else row[0]


async def put(conn: AsyncConnection, workspace: str, user: str, attributes: Mapping[str, JsonValue]) -> None:
    await conn.execute(_SET, [workspace, user, Jsonb(dict(attributes))])
