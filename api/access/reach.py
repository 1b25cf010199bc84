"""Who belongs to a base, as a condition in SQL: what ``core.access.roles.effective_base_role`` says, for statements."""

from typing import Final, LiteralString

REACHES_BASE: Final[LiteralString] = "(m.role IN ('owner', 'admin') OR coalesce(bm.role, m.role) <> 'none')"
"""``m`` is the person's row in the workspace and ``bm`` theirs in the base; both may be missing (all NULL)."""
