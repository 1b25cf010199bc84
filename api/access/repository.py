"""SQL of access: where things are, and what somebody is there; ``rights`` has all that is said of them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from psycopg import AsyncConnection, sql

from api.access.reach import REACHES_WORKSPACE
from api.access.rights import rights_of
from core.access.levels import FieldLevel, TableLevel
from core.access.rights import Rights
from core.access.roles import BaseRole, Standing, WorkspaceRole, standing
from core.access.scopes import Token
from core.ids import BaseId, TableId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class WorkspaceGrant:
    id: WorkspaceId
    number: int
    role: WorkspaceRole
    policy_version: int


@dataclass(frozen=True, slots=True)
class BaseGrant:
    """``role`` is the effective one. Somebody with a role in the base alone is a guest of the workspace.

    ``partial``: they have no role in the base; grants open some of its tables to them, and as a viewer they see those.
    """

    id: BaseId
    role: BaseRole
    workspace_id: WorkspaceId
    workspace_number: int
    policy_version: int
    rights: Rights
    partial: bool = False


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role in a base, without what grants say of its tables."""

    id: BaseId
    workspace_id: WorkspaceId
    role: BaseRole


@dataclass(frozen=True, slots=True)
class TableGrant:
    """``level`` is the effective one, never ``none``."""

    id: TableId
    number: int
    base: BaseGrant
    level: TableLevel


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base, or a table in it, is; of tables with its number."""

    workspace_id: WorkspaceId
    workspace_number: int
    policy_version: int
    base_id: BaseId
    table_id: TableId | None = None
    table_number: int = 0


class TableKey(Enum):
    """What a table may be found by."""

    ID = sql.SQL("t.id = %(key)s")
    NUMBER = sql.SQL("t.number = %(key)s")
    FIELD = sql.SQL("t.id = (SELECT f.table_id FROM dataos.fields f WHERE f.id = %(key)s AND f.deleted_at IS NULL)")
    VIEW = sql.SQL("t.id = (SELECT v.table_id FROM dataos.views v WHERE v.id = %(key)s AND v.deleted_at IS NULL)")


_WORKSPACE = sql.SQL(
    "SELECT w.id, w.number, m.role, w.policy_version FROM dataos.workspaces w JOIN dataos.workspace_members m"
    " ON m.workspace_id = w.id AND m.user_id = %(user)s AND m.suspended_at IS NULL"
    " WHERE w.id = %(key)s AND w.deleted_at IS NULL"
)
_REACHED = sql.SQL(REACHES_WORKSPACE).format(user=sql.Placeholder("user"), workspace=sql.SQL("w.id"))
_STANDING = sql.SQL(
    "SELECT w.id, m.role FROM dataos.workspaces w"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s"
    " WHERE w.id = %(key)s AND w.deleted_at IS NULL AND {}"
).format(_REACHED)
_PLACE_COLUMNS = sql.SQL("w.id, w.number, w.policy_version, b.id")
_PLACE_JOINS = sql.SQL(
    "JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s"
)
_BASE = sql.SQL("SELECT {} FROM dataos.bases b {} WHERE b.id = %(key)s AND b.deleted_at IS NULL AND {}").format(
    _PLACE_COLUMNS, _PLACE_JOINS, _REACHED
)


def _tables(condition: sql.SQL) -> sql.Composed:
    return sql.SQL(
        "SELECT {}, t.id, t.number FROM dataos.tables t"
        " JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL {}"
        " WHERE {} AND t.deleted_at IS NULL AND t.ready AND {}"
    ).format(_PLACE_COLUMNS, _PLACE_JOINS, condition, _REACHED)


_TABLE = {key: _tables(key.value) for key in TableKey}
_TABLES = _tables(sql.SQL("t.id = ANY(%(keys)s)"))
_PRIMARY = b"""
SELECT f.id, f.type IN ('formula', 'lookup', 'rollup', 'count') FROM dataos.tables t
  JOIN dataos.fields f ON f.id = t.primary_field_id WHERE t.id = %s
"""


async def find_workspace(conn: AsyncConnection, user: UserId, workspace: str) -> WorkspaceGrant | None:
    cursor = await conn.execute(_WORKSPACE, {"user": user, "key": workspace})
    row = await cursor.fetchone()
    return None if row is None else WorkspaceGrant(WorkspaceId(row[0]), row[1], WorkspaceRole(row[2]), row[3])


async def administers(conn: AsyncConnection, user: UserId, workspace: str) -> bool:
    grant = await find_workspace(conn, user, workspace)
    return grant is not None and grant.role.covers(WorkspaceRole.ADMIN)


async def find_standing(conn: AsyncConnection, user: UserId, workspace: str) -> tuple[WorkspaceId, Standing] | None:
    cursor = await conn.execute(_STANDING, {"user": user, "key": workspace})
    row = await cursor.fetchone()
    return None if row is None else (WorkspaceId(row[0]), standing(row[1]))


async def place_of_base(conn: AsyncConnection, user: UserId, base: str) -> Place | None:
    """The live base, if this person has anything to do with its workspace."""
    row = await (await conn.execute(_BASE, {"user": user, "key": base})).fetchone()
    return None if row is None else _place(row)


async def place_of_table(conn: AsyncConnection, user: UserId, by: TableKey, key: str | int) -> Place | None:
    """The live, ready table, if this person has anything to do with its workspace."""
    row = await (await conn.execute(_TABLE[by], {"user": user, "key": key})).fetchone()
    return None if row is None else _place(row)


async def places_of_tables(conn: AsyncConnection, user: UserId, ids: Collection[str]) -> list[Place]:
    """Those of these tables that ``place_of_table`` would find, in no order."""
    if not ids:
        return []
    rows = await (await conn.execute(_TABLES, {"user": user, "keys": list(ids)})).fetchall()
    return [_place(row) for row in rows]


async def find_base(conn: AsyncConnection, user: UserId, base: str) -> OwnRole | None:
    """What a person is in a base, whoever asks; None where they have no role in it."""
    place = await place_of_base(conn, user, base)
    if place is None:
        return None
    role = (await rights_of(conn, user, None, place.workspace_id)).role(place.base_id)
    return None if role is None else OwnRole(place.base_id, place.workspace_id, role)


async def sees_titles(conn: AsyncConnection, user: UserId, token: Token | None, table: str) -> bool:
    """Whether a person may know by which titles all records of a table go."""
    place = await place_of_table(conn, user, TableKey.ID, table)
    if place is None:
        return False
    rights = await rights_of(conn, user, token, place.workspace_id)
    if rights.plain:
        return True
    if rights.table(table, place.base_id).level is TableLevel.NONE or rights.naming(table, place.base_id):
        return False
    primary = await (await conn.execute(_PRIMARY, [table])).fetchone()
    if primary is None:
        return False
    said = rights.field(primary[0], place.base_id)
    # What is computed may be made of what is hidden; who reads that openly has it looked up openly.
    if said is not None and said.level is FieldLevel.HIDDEN:
        return False
    return not primary[1] or rights.publishes(primary[0], place.base_id)


async def versions(conn: AsyncConnection, table_number: int) -> tuple[int, int] | None:
    """The table's version and its workspace's policy version now; None when the table is gone."""
    cursor = await conn.execute(
        "SELECT t.version, w.policy_version FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.number = %s AND t.deleted_at IS NULL",
        [table_number],
    )
    row = await cursor.fetchone()
    return None if row is None else (row[0], row[1])


async def table_versions(conn: AsyncConnection, numbers: Collection[int]) -> dict[int, int]:
    """By number, of those of these tables that are not deleted."""
    rows = await conn.execute(
        b"SELECT number, version FROM dataos.tables WHERE number = ANY(%s) AND deleted_at IS NULL", [list(numbers)]
    )
    return {row[0]: row[1] for row in await rows.fetchall()}


async def numbers_of(conn: AsyncConnection, users: Collection[str]) -> dict[str, int]:
    """People by id, whoever they are now; no statement when there are none."""
    if not users:
        return {}
    rows = await conn.execute(b"SELECT id, number FROM dataos.users WHERE id = ANY(%s)", [list(users)])
    return {row[0]: row[1] for row in await rows.fetchall()}


def _place(row: tuple[Any, ...]) -> Place:
    workspace_id, workspace_number, version, base_id, *table = row
    found = (TableId(table[0]), table[1]) if table else (None, 0)
    return Place(WorkspaceId(workspace_id), workspace_number, version, BaseId(base_id), *found)
