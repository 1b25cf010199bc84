"""Who belongs to a base, as a condition in SQL: what ``core.access.roles.effective_base_role`` says, for statements."""

from typing import Final, LiteralString

REACHES_BASE: Final[LiteralString] = (
    "(m.suspended_at IS NULL AND (m.role IN ('owner', 'admin') OR coalesce(bm.role, m.base_role) <> 'none'))"
)
"""``m`` is the person's row of ``dataos.memberships`` in the workspace and ``bm`` theirs of ``dataos.given_base_roles``
in the base; both may be missing (all NULL)."""
