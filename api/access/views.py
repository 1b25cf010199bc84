"""What the grants of views say of one person."""

from collections.abc import Sequence
from typing import Final, LiteralString

from psycopg import AsyncConnection

from api.auth.current import CurrentUser
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.access.views import ViewLevel, view_level

VIEW_GRANT: Final[LiteralString] = """
(SELECT g.level FROM dataos.view_grants g
  WHERE g.view_id = v.id
    AND (g.subject_type = 'everyone'
      OR g.subject_type = 'role' AND g.subject_id = %(grant_role)s
      OR g.subject_type = 'user' AND g.subject_id = %(grant_user)s
      OR g.subject_type = 'token' AND g.subject_id = %(grant_token)s
      OR g.subject_type = 'team'
         AND g.subject_id IN (SELECT tm.team_id FROM dataos.team_members tm WHERE tm.user_id = %(grant_user)s))
    AND NOT EXISTS (SELECT FROM dataos.tables gt JOIN dataos.bases gb ON gb.id = gt.base_id
                      JOIN dataos.workspace_members gm ON gm.workspace_id = gb.workspace_id
                     WHERE gt.id = v.table_id AND gm.user_id = %(grant_user)s AND gm.role IN ('owner', 'admin'))
  ORDER BY array_position(ARRAY['token', 'link', 'user', 'team', 'role', 'everyone'], g.subject_type),
           array_position(ARRAY['edit', 'read', 'none'], g.level)
  LIMIT 1)
"""
"""The level that the nearest grant on the view ``v`` gives, the best of the teams' (``core.access.views``); null where
none names the person, and for owners and admins of the workspace, who are above grants. Values: ``grant_slots``."""


def grant_slots(user: CurrentUser, role: BaseRole) -> dict[str, str]:
    """For ``VIEW_GRANT``."""
    return {
        "grant_user": user.id,
        "grant_role": role.value,
        "grant_token": "" if user.token is None else user.token.id,
    }


_LEVELS = f"SELECT v.id, {VIEW_GRANT} FROM dataos.views v WHERE v.id = ANY(%(views)s)".encode()


async def levels_of_views(
    conn: AsyncConnection, user: CurrentUser, policy: Policy, views: Sequence[str]
) -> dict[str, ViewLevel]:
    """Of views of one table, deleted ones too; one statement, or none where there are none to ask of."""
    if not views:
        return {}
    slots = {"views": list(views), **grant_slots(user, policy.role)}
    rows = await (await conn.execute(_LEVELS, slots)).fetchall()
    edits = policy.role.covers(BaseRole.EDITOR)
    return {row[0]: view_level(row[1], edits=edits) for row in rows}
