"""SQL of access: where things are, and what is said of one person in a workspace."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from psycopg import AsyncConnection, sql

from api.access.reach import REACHES_WORKSPACE
from core.access.grants import Grant, Level
from core.access.levels import FieldLevel, RowAccess, TableLevel, ViewLevel
from core.access.rights import Rights, RowRule
from core.access.roles import BaseRole, GivenRole, Guest, Standing, WorkspaceRole, standing
from core.access.scopes import Token
from core.access.subjects import Subject, SubjectType
from core.ids import BaseId, TableId, UserId, WorkspaceId
from core.values import JsonValue


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
_STANDING = sql.SQL(
    "SELECT w.id, m.role FROM dataos.workspaces w"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s"
    " WHERE w.id = %(key)s AND w.deleted_at IS NULL AND m.suspended_at IS NULL AND (m.role IS NOT NULL"
    " OR EXISTS (SELECT FROM dataos.bases b"
    " JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = %(user)s AND bm.role <> 'none'"
    " WHERE b.workspace_id = w.id AND b.deleted_at IS NULL))"
)
_REACHED = sql.SQL(REACHES_WORKSPACE).format(user=sql.Placeholder("user"), workspace=sql.SQL("w.id"))
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

_NAMES = (
    "(g.subject_type IN ('role', 'everyone') OR (g.subject_type = 'user' AND g.subject_id = %(user)s)"
    " OR (g.subject_type = 'token' AND g.subject_id = %(token)s)"
    " OR (g.subject_type = 'team' AND g.subject_id IN (SELECT id FROM mine)))"
)
_IN_BASES = "JOIN dataos.tables t ON t.id = {of} JOIN dataos.bases b ON b.id = t.base_id"
_HERE = "b.workspace_id = %(workspace)s AND b.deleted_at IS NULL AND (t.deleted_at IS NULL OR %(trashed)s)"
_RIGHTS = f"""
WITH mine AS MATERIALIZED (
  SELECT tm.id FROM dataos.teams tm JOIN dataos.team_members me ON me.team_id = tm.id AND me.user_id = %(user)s
   WHERE tm.workspace_id = %(workspace)s)
SELECT w.policy_version, m.role, m.suspended_at IS NOT NULL, w.default_base_role,
  (SELECT a.attributes FROM dataos.member_attributes a
    WHERE a.workspace_id = w.id AND a.user_id = %(user)s),
  ARRAY(SELECT id FROM mine),
  (SELECT jsonb_agg(jsonb_build_array(bm.base_id, bm.role)) FROM dataos.given_base_roles bm
     JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL
    WHERE bm.user_id = %(user)s AND b.workspace_id = w.id),
  (SELECT jsonb_agg(jsonb_build_array(g.table_id, g.subject_type, g.subject_id, g.level, t.base_id))
     FROM dataos.table_grants g {_IN_BASES.format(of="g.table_id")} WHERE {_HERE} AND {_NAMES}),
  (SELECT jsonb_agg(jsonb_build_array(g.field_id, g.subject_type, g.subject_id, g.level))
     FROM dataos.field_grants g JOIN dataos.fields f ON f.id = g.field_id {_IN_BASES.format(of="f.table_id")}
    WHERE {_HERE} AND {_NAMES}),
  (SELECT jsonb_agg(jsonb_build_array(g.view_id, g.subject_type, g.subject_id, g.level))
     FROM dataos.view_grants g JOIN dataos.views v ON v.id = g.view_id {_IN_BASES.format(of="v.table_id")}
    WHERE {_HERE} AND {_NAMES}),
  (SELECT jsonb_agg(jsonb_build_array(g.table_id, g.subject_type, g.subject_id, g.id, g.access, g.filter)
                   ORDER BY g.position, g.id)
     FROM dataos.row_rules g {_IN_BASES.format(of="g.table_id")} WHERE {_HERE} AND {_NAMES})
  FROM dataos.workspaces w LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s
 WHERE w.id = %(workspace)s AND w.deleted_at IS NULL
""".encode()


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


async def rights_of(
    conn: AsyncConnection, user: UserId, token: Token | None, workspace: WorkspaceId, *, trashed: bool = False
) -> Rights:
    """All that is said of a person, by their token if they use one, in a workspace; ``trashed``: of tables in the trash
    too."""
    values = {
        "user": user, "token": None if token is None else token.id, "workspace": workspace, "trashed": trashed,
    }  # fmt: skip
    row = await (await conn.execute(_RIGHTS, values)).fetchone()
    if row is None:
        return Rights(0, None)
    version, member, suspended, usual, attributes, teams, bases, tables, fields, views, rules = row
    given: dict[str, GivenRole] = {BaseId(base): GivenRole(role) for base, role in bases or ()}
    reached = not suspended and (member is not None or any(role is not GivenRole.NONE for role in given.values()))
    return Rights(
        version,
        (WorkspaceRole(member) if member is not None else Guest.GUEST) if reached else None,
        user,
        token,
        teams=frozenset(teams),
        bases=given,
        usual=GivenRole(usual),
        attributes=cast("dict[str, JsonValue]", attributes) if isinstance(attributes, dict) else {},
        tables=_grants(tables, TableLevel),
        fields=_grants(fields, FieldLevel),
        views=_grants(views, ViewLevel),
        rules=_rules(rules),
        homes={row[0]: BaseId(row[4]) for row in tables or ()},
    )


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


def _grants(rows: list[list[str]] | None, levels: type[Level]) -> dict[str, tuple[Grant[Level], ...]]:
    found: dict[str, tuple[Grant[Level], ...]] = {}
    for key, kind, subject, level, *_ in rows or ():
        found[key] = (*found.get(key, ()), Grant(Subject(SubjectType(kind), subject), levels(level)))
    return found


def _rules(rows: list[list[Any]] | None) -> dict[str, tuple[RowRule, ...]]:
    found: dict[str, tuple[RowRule, ...]] = {}
    for table, kind, subject, rule, access, asked in rows or ():
        made = RowRule(rule, Subject(SubjectType(kind), subject), RowAccess(access), asked)
        found[table] = (*found.get(table, ()), made)
    return found
