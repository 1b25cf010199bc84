"""One cell changed, with history and change feed: the API against pgbench with the API's own statement."""

import asyncio
import itertools
import random
from uuid import uuid4

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records import write
from api.records.acts import RecordEdit, WriteContext
from api.records.sql.project import Shape
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.ids import record_id
from ops.bench import pgbench
from ops.bench.client import Request
from ops.bench.measure import Goal, Measure
from ops.bench.recorder import Recorded, record
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import Series, Side, interleaved, repeated

_FIELD = "Quantity"
_WARM_UP = 3
_VALUE = 987654.5  # like the key below, a text that nothing else in the statement is


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    key = table.records - 1
    recorded = _update_sql(rig, table, key)
    varied = {"k": (str(key), f"random(1, {table.records})"), "v": (str(_VALUE), "random(1000, 900000)")}
    script = pgbench.script(rig.url, recorded.statement, recorded.parameters, varied)
    times = rig.effort.requests
    value, limit = interleaved(
        rig.effort.rounds,
        _over_http(rig, table, times),
        lambda: pgbench.latencies(rig.url, script, times),
        before=rig.settle,
    )
    return [Measure("change one cell", table.records, value, limit, "ms", "pgbench, same SQL", Goal.AT_MOST, 3.0)]


def _update_sql(rig: Rig, table: BenchTable, key: int) -> Recorded:
    actor = Actor(ActorKind.USER, rig.user.number, rig.user.id, rig.user.name)
    context = WriteContext(actor, Cause(CauseKind.REQUEST), "bench", uuid4())

    async def change(conn: AsyncConnection, access: TableAccess) -> None:
        edit = RecordEdit(key, {access.schema.by_name[_FIELD].number: _VALUE})
        await write.update(conn, access, [edit], context, shape=Shape.NAME)

    return asyncio.run(record(rig.settings, rig.user, table.id, change))


def _over_http(rig: Rig, table: BenchTable, times: int) -> Side:
    number = int(table.relation.rsplit("_", 1)[1])
    dice = random.Random(table.records)  # noqa: S311 - which records are changed is no secret
    values = itertools.count(1_000_000)

    def request() -> Request:
        record = record_id(number, dice.randint(1, table.records))
        return rig.client.request("PATCH", f"/records/{record}", {"fields": {_FIELD: next(values)}})

    def series() -> Series:
        prepared = [request() for _ in range(times + _WARM_UP)]
        return repeated(times, lambda: rig.client.send(prepared.pop()), warm_up=_WARM_UP)

    return series
