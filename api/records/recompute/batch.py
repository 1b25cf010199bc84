"""One batch of a calculation: a transaction that may be tried again at any time."""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.records.effects import take_turns
from api.records.recompute import calculations
from api.records.recompute.calculations import Calculation
from api.records.recompute.plan import Plan
from api.records.recompute.plans import load_plan
from api.records.recompute.settle import Settling
from api.records.recompute.work import affected
from api.tables.schema import Schemas
from core.errors import NotFound

BATCH = 500


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int
    finished: bool


async def work_off(conn: AsyncConnection, number: int, *, size: int = BATCH) -> Progress:
    """The next records of the calculation, and everything downstream of them."""
    async with conn.transaction():
        taken = await calculations.take(conn, number)
        if taken is None:
            return Progress(0, 0, finished=True)
        plan = await _plan(conn, taken)
        step = None if plan is None else plan.steps.get(taken.node)
        if plan is None or step is None:
            # The field was deleted or became invalid: it has nothing to be worked out.
            if await calculations.in_trash(conn, taken.field_id):
                return Progress(taken.done, taken.total, finished=True)
            return await _finished(conn, taken)
        keys = await affected(conn, step, taken.own, taken.others, after=taken.after, limit=size)
        if not keys:
            return await _finished(conn, taken)
        settling = Settling(conn, plan, taken.slots, logged=taken.logged)
        await settling.work_out([step], keys)
        await settling.run()
        await calculations.progress(conn, taken.number, keys[-1], len(keys))
        return Progress(taken.done + len(keys), max(taken.total, taken.done + len(keys)), finished=False)


async def _plan(conn: AsyncConnection, taken: Calculation) -> Plan | None:
    try:
        schema = await Schemas().fresh(conn, taken.node.table)
    except NotFound:
        return None
    await take_turns(conn, schema, linked=False)
    return await load_plan(conn, schema)


async def _finished(conn: AsyncConnection, taken: Calculation) -> Progress:
    await calculations.drop(conn, taken.number)
    return Progress(taken.done, taken.done, finished=True)
