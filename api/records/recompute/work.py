"""The two statements of a step, run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import AsyncConnection

from api.records.recompute.plan import Plan, Step
from api.records.sql.fragment import Statement, array, execute
from api.records.sql.rederive import others_of
from api.records.stale import MOVED, StaleSchema


async def affected(
    conn: AsyncConnection,
    step: Step,
    own: Sequence[int],
    others: Sequence[int] | None,
    *,
    after: int,
    limit: int,
) -> list[int]:
    """Locks and gives the keys of the step's records that are stale; all of the table where ``others`` is None."""
    slots: dict[str, object] = {"after": str(after), "limit": str(limit)}
    if others is None:
        return [row[0] for row in await _run(conn, step, step.every, slots)]
    slots |= {"own": array(own), "others": array(others)}
    return [row[0] for row in await _run(conn, step, step.affected, slots)]


async def lock_all(
    conn: AsyncConnection, plan: Plan, stale: Mapping[int, tuple[Step, Sequence[int]]], limit: int
) -> None:
    """``stale`` has, by link, a step of one table and the records over there whose partners are stale."""
    slots: dict[str, object] = {"limit": str(limit)}
    slots |= {others_of(at).name: array(keys) for at, (_, keys) in enumerate(stale.values())}
    steps = [step for step, _ in stale.values()]
    await _run(conn, steps[0], plan.lock(steps), slots)


async def apply(
    conn: AsyncConnection,
    plan: Plan,
    steps: Sequence[Step],
    keys: Sequence[int],
    raised: Iterable[int],
    slots: Mapping[str, object],
    *,
    logged: bool,
) -> list[list[int]]:
    """Works the fields out for these records and gives, per field, the keys of those in which it differs now.

    Without a log there is no change of records, and no version rises.
    """
    mine = {"keys": array(keys), "raised": array(raised if logged else keys), "logged": logged}
    [row] = await _run(conn, steps[0], plan.apply(steps), {**slots, **mine})
    return [list(changed) for changed in row]


async def _run(
    conn: AsyncConnection, step: Step, statement: Statement, slots: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """Raises StaleSchema where a column or a table that the plan knows is gone."""
    try:
        cursor = await execute(conn, statement, slots)
        return await cursor.fetchall()
    except MOVED as error:
        raise StaleSchema(step.node.table) from error
