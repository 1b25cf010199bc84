"""All that is said of one person in a workspace: by grants, rules, teams and roles."""

from typing import Any, cast

from psycopg import AsyncConnection

from core.access.grants import Grant, Level
from core.access.levels import FieldLevel, RowAccess, TableLevel, ViewLevel
from core.access.rights import Rights, RowRule
from core.access.roles import GivenRole, Guest, WorkspaceRole
from core.access.scopes import Token
from core.access.subjects import Subject, SubjectType
from core.ids import BaseId, UserId, WorkspaceId
from core.values import JsonValue

_NAMES = (
    "(g.subject_type IN ('role', 'everyone') OR (g.subject_type = 'user' AND g.subject_id = %(user)s)"
    " OR (g.subject_type = 'token' AND g.subject_id = %(token)s)"
    " OR (g.subject_type = 'team' AND g.subject_id IN (SELECT id FROM mine)))"
)
_IN_BASES = "JOIN dataos.tables t ON t.id = {of} JOIN dataos.bases b ON b.id = t.base_id"
_HERE = "b.workspace_id = %(workspace)s AND b.deleted_at IS NULL AND (t.deleted_at IS NULL OR %(trashed)s)"
_OF_GONE = f"""
EXISTS (SELECT FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
         WHERE b.workspace_id = w.id AND b.deleted_at IS NULL AND t.deleted_at IS NOT NULL
           AND (EXISTS (SELECT FROM dataos.table_grants g WHERE g.table_id = t.id AND {_NAMES})
             OR EXISTS (SELECT FROM dataos.row_rules g WHERE g.table_id = t.id AND {_NAMES})
             OR EXISTS (SELECT FROM dataos.field_grants g JOIN dataos.fields f ON f.id = g.field_id
                         WHERE f.table_id = t.id AND {_NAMES})))
"""
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
     FROM dataos.row_rules g {_IN_BASES.format(of="g.table_id")} WHERE {_HERE} AND {_NAMES}),
  %(token)s::text IS NULL OR EXISTS (SELECT FROM dataos.access_tokens WHERE id = %(token)s),
  {_OF_GONE}
  FROM dataos.workspaces w LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = %(user)s
 WHERE w.id = %(workspace)s AND w.deleted_at IS NULL
""".encode()


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
    version, member, suspended, usual, attributes, teams, bases, tables, fields, views, rules, there, gone = row
    given: dict[str, GivenRole] = {BaseId(base): GivenRole(role) for base, role in bases or ()}
    # What narrowed a token went with it, and other processes may know it for some seconds: it is nobody then.
    belongs = member is not None or any(role is not GivenRole.NONE for role in given.values())
    reached = there and not suspended and belongs
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
        gone=gone,
    )


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
