"""Derived fields of whole tables: a new one is filled, and what reads a changed field is worked out again.

No change of any record goes into the feed for it: what changed is the table.
"""

from collections.abc import Iterable

from psycopg import AsyncConnection

from api.records.recompute import calculations
from api.records.recompute.plan import Plan
from api.records.recompute.settle import MAX_ROWS
from api.records.recompute.work import affected, apply
from api.records.sql.mutation import UNSAID
from core.computed.graph import Node


async def fill(conn: AsyncConnection, plan: Plan, fields: Iterable[Node]) -> None:
    """Works out all records of these fields, in the plan's order; what exceeds ``MAX_ROWS`` is left to a workflow."""
    wanted = set(fields)
    for stage in plan.stages:
        steps = [step for step in stage.steps if step.node in wanted]
        if not steps:
            continue
        keys = await affected(conn, steps[0], [], None, after=0, limit=MAX_ROWS + 1)
        if len(keys) > MAX_ROWS:
            for step in steps:
                await calculations.defer(conn, step, [], None, UNSAID, logged=False)
        elif keys:
            await apply(conn, plan, steps, keys, [], UNSAID, logged=False)
