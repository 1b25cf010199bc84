"""The automations that may fire: published and enabled, with whom they act as."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from psycopg import AsyncConnection

from api.auth.current import CurrentUser
from api.automations.firing.damaged import likely_triggers
from api.automations.guards import UNREADABLE_PLAN, RunError
from api.automations.plans import Plans, UnreadablePlan
from core.errors import NotFound
from core.ids import UserId
from core.triggers import TriggerSpec
from core.values import JsonValue
from workflows.language.plan import Plan

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ActiveAutomation:
    """``since`` is its first publication: it never fires on older changes. ``owner`` is None when they are disabled.

    One with an ``error`` cannot run, and each of its runs fails with that; its ``triggers`` are then a guess.
    """

    id: str
    version: int
    triggers: tuple[TriggerSpec, ...]
    conditions: dict[str, JsonValue] | None
    table_number: int
    table_version: int
    workspace_id: str
    since: datetime
    owner_number: int
    owner: CurrentUser | None
    error: RunError | None = None


_ACTIVE = """
SELECT a.id, a.published_version, t.number, t.version, b.workspace_id,
       coalesce((SELECT min(v.published_at) FROM dataos.automation_versions v WHERE v.automation_id = a.id),
                a.created_at),
       a.owner_number, u.id, u.name, u.email, u.disabled_at IS NOT NULL
FROM dataos.automations a
JOIN dataos.tables t ON t.id = a.table_id AND t.deleted_at IS NULL
JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL
JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
JOIN dataos.users u ON u.number = a.owner_number
WHERE a.enabled AND a.deleted_at IS NULL AND a.published_version IS NOT NULL AND t.number = ANY(%s)
ORDER BY a.id
"""
_LIVE = """
SELECT EXISTS (
  SELECT FROM dataos.tables t
  JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL
  JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
  WHERE t.number = %s AND t.deleted_at IS NULL AND t.ready)
"""
_Row = tuple[str, int, int, int, str, datetime, int, str, str, str, bool]


async def active(conn: AsyncConnection, plans: Plans, table_numbers: Collection[int]) -> list[ActiveAutomation]:
    """Those of these tables, oldest first."""
    rows: list[_Row] = await (await conn.execute(_ACTIVE, (list(table_numbers),))).fetchall()
    found: list[ActiveAutomation] = []
    for key, version, table, table_version, workspace, since, number, user_id, name, email, disabled in rows:
        owner = None if disabled else CurrentUser(UserId(user_id), number, name, email, session_id="")
        conditions, error = None, None
        try:
            plan = await plans.get(conn, key, version)
            triggers, conditions = (_trigger(plan),), plan.conditions
        except (UnreadablePlan, NotFound):
            _log.exception("an automation's published version cannot be read", automation=key, version=version)
            triggers, error = await likely_triggers(conn, key, version, table), UNREADABLE_PLAN
        found.append(
            ActiveAutomation(
                id=key,
                version=version,
                triggers=triggers,
                conditions=conditions,
                table_number=table,
                table_version=table_version,
                workspace_id=workspace,
                since=since,
                owner_number=number,
                owner=owner,
                error=error,
            )
        )
    return found


async def is_live(conn: AsyncConnection, table_number: int) -> bool:
    """Whether there is such a table for anybody: neither it nor what it lies in is in the trash."""
    row = await (await conn.execute(_LIVE, (table_number,))).fetchone()
    return bool(row and row[0])


def _trigger(plan: Plan) -> TriggerSpec:
    planned = plan.trigger
    return TriggerSpec(planned.type, planned.table, frozenset(planned.fields))
