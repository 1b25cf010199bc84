"""Who belongs to a base or a workspace, as conditions in SQL: what ``core.access.rights`` says, for statements."""

from typing import Final, LiteralString

REACHES_BASE: Final[LiteralString] = (
    "(m.suspended_at IS NULL AND (m.role IN ('owner', 'admin') OR coalesce(bm.role, m.base_role) <> 'none'))"
)
"""``m`` is the person's row of ``dataos.memberships`` in the workspace and ``bm`` theirs of ``dataos.given_base_roles``
in the base; both may be missing (all NULL)."""

REACHES_WORKSPACE: Final[LiteralString] = (
    "(m.suspended_at IS NULL AND (m.role IS NOT NULL OR EXISTS (SELECT FROM dataos.given_base_roles rm"
    " JOIN dataos.bases rb ON rb.id = rm.base_id AND rb.deleted_at IS NULL"
    " WHERE rm.user_id = {user} AND rm.role <> 'none' AND rb.workspace_id = {workspace})))"
)
"""``m`` is the person's row in the workspace; ``{user}`` and ``{workspace}`` are SQL for their ids."""

OPENED_BY_GRANT: Final[LiteralString] = (
    "EXISTS (SELECT FROM dataos.tables ot JOIN dataos.table_grants og ON og.table_id = ot.id AND og.level <> 'none'"
    " WHERE ot.base_id = b.id AND ot.deleted_at IS NULL AND ot.ready"
    " AND ((og.subject_type = 'user' AND og.subject_id = {user}) OR (og.subject_type = 'team' AND og.subject_id IN"
    " (SELECT om.team_id FROM dataos.team_members om WHERE om.user_id = {user}))))"
)
"""Whether a grant on a table opens the base ``b``, with that table alone, to somebody who has no role in it.

A nearer grant may still close the table to them: they then open an empty base, as anybody does whom every table is
closed to.
"""

OPENS_BASE: Final[LiteralString] = f"({REACHES_BASE} OR ({OPENED_BY_GRANT} AND {REACHES_WORKSPACE}))"
"""Whether somebody opens the base ``b``; ``m``, ``bm``, ``{user}`` and ``{workspace}`` as above."""
