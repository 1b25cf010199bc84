"""SQL of access: every question is one statement, answered for one person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from psycopg import AsyncConnection, sql

from api.access.reach import REACHES_BASE
from core.access.roles import BaseRole, GivenRole, Standing, WorkspaceRole, effective_base_role, standing
from core.ids import BaseId, TableId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class WorkspaceGrant:
    id: WorkspaceId
    number: int
    role: WorkspaceRole
    policy_version: int


@dataclass(frozen=True, slots=True)
class BaseGrant:
    """``role`` is the effective one. Somebody with a role in the base alone is a guest of the workspace."""

    id: BaseId
    role: BaseRole
    workspace_id: WorkspaceId
    workspace_number: int
    policy_version: int


@dataclass(frozen=True, slots=True)
class TableGrant:
    id: TableId
    number: int
    base: BaseGrant


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
_STANDING = sql.SQL(
    "SELECT w.id, m.role FROM dataos.workspaces w"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s"
    " WHERE w.id = %(key)s AND w.deleted_at IS NULL AND m.suspended_at IS NULL AND (m.role IS NOT NULL"
    " OR EXISTS (SELECT FROM dataos.bases b"
    " JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = %(user)s AND bm.role <> 'none'"
    " WHERE b.workspace_id = w.id AND b.deleted_at IS NULL))"
)
_BASE_COLUMNS = sql.SQL("w.id, w.number, m.role, w.policy_version, b.id, bm.role, w.default_base_role")
_BASE_JOINS = sql.SQL(
    "JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL"
    " LEFT JOIN dataos.memberships m ON m.workspace_id = w.id AND m.user_id = %(user)s"
    " LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = %(user)s"
)
_BELONGS = sql.SQL(REACHES_BASE)
_BASE = sql.SQL("SELECT {} FROM dataos.bases b {} WHERE b.id = %(key)s AND b.deleted_at IS NULL AND {}").format(
    _BASE_COLUMNS, _BASE_JOINS, _BELONGS
)


def _tables(condition: sql.SQL) -> sql.Composed:
    return sql.SQL(
        "SELECT {}, t.id, t.number FROM dataos.tables t"
        " JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL {}"
        " WHERE {} AND t.deleted_at IS NULL AND t.ready AND {}"
    ).format(_BASE_COLUMNS, _BASE_JOINS, condition, _BELONGS)


_TABLE = {key: _tables(key.value) for key in TableKey}
_TABLES = _tables(sql.SQL("t.id = ANY(%(keys)s)"))

_BaseRow = tuple[str, int, str | None, int, str, str | None, str]


async def find_workspace(conn: AsyncConnection, user: UserId, workspace: str) -> WorkspaceGrant | None:
    cursor = await conn.execute(_WORKSPACE, {"user": user, "key": workspace})
    row = await cursor.fetchone()
    return None if row is None else WorkspaceGrant(WorkspaceId(row[0]), row[1], WorkspaceRole(row[2]), row[3])


async def find_standing(conn: AsyncConnection, user: UserId, workspace: str) -> tuple[WorkspaceId, Standing] | None:
    cursor = await conn.execute(_STANDING, {"user": user, "key": workspace})
    row = await cursor.fetchone()
    return None if row is None else (WorkspaceId(row[0]), standing(row[1]))


async def find_base(conn: AsyncConnection, user: UserId, base: str) -> BaseGrant | None:
    cursor = await conn.execute(_BASE, {"user": user, "key": base})
    row = await cursor.fetchone()
    return None if row is None else _base(row[:7])


async def find_table(conn: AsyncConnection, user: UserId, by: TableKey, key: str | int) -> TableGrant | None:
    """The live, ready table, if this person belongs to its base."""
    cursor = await conn.execute(_TABLE[by], {"user": user, "key": key})
    row = await cursor.fetchone()
    return None if row is None else TableGrant(TableId(row[7]), row[8], _base(row[:7]))


async def find_tables(conn: AsyncConnection, user: UserId, ids: Collection[str]) -> list[TableGrant]:
    """Those of these tables that ``find_table`` would find, in no order."""
    if not ids:
        return []
    rows = await (await conn.execute(_TABLES, {"user": user, "keys": list(ids)})).fetchall()
    return [TableGrant(TableId(row[7]), row[8], _base(row[:7])) for row in rows]


def _base(row: _BaseRow) -> BaseGrant:
    workspace_id, workspace_number, member, policy_version, base_id, explicit, usual = row
    given = None if explicit is None else GivenRole(explicit)
    role = effective_base_role(standing(member), given, GivenRole(usual))
    if role is None:
        raise ValueError("a grant needs a role: the statement selects nobody without one")
    return BaseGrant(BaseId(base_id), role, WorkspaceId(workspace_id), workspace_number, policy_version)


async def closed_to(conn: AsyncConnection, user: UserId, tables: Iterable[int]) -> frozenset[int]:
    """Numbers of those of these tables that this person may not read."""
    return frozenset({number for number in tables if await find_table(conn, user, TableKey.NUMBER, number) is None})


async def versions(conn: AsyncConnection, table_number: int) -> tuple[int, int] | None:
    """The table's version and its workspace's policy version now; None when the table is gone."""
    cursor = await conn.execute(
        "SELECT t.version, w.policy_version FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.number = %s AND t.deleted_at IS NULL",
        [table_number],
    )
    row = await cursor.fetchone()
    return None if row is None else (row[0], row[1])
