"""A page from anywhere in the table by cursor: the API against pgbench with the API's own statement."""

import random

from core.query.cursor import Position, encode
from ops.bench import pgbench
from ops.bench.benches.pages import LIMIT, over_http, page_request, page_sql
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import interleaved

_PLACES = 50
_NOWHERE = 271828182845  # a number that nothing else in the statement is


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    dice = random.Random(table.records)  # noqa: S311 - which pages are read is no secret
    last = max(1, table.records - 2 * LIMIT)
    keys = [dice.randint(1, last) for _ in range(_PLACES)]
    cursors = [encode(Position((), key), table.id, ()) for key in keys]
    recorded = page_sql(rig, table, {"cursor": encode(Position((), _NOWHERE), table.id, ())})
    place = {"k": (str(_NOWHERE), f"random(1, {last})")}
    script = pgbench.script(rig.url, recorded.statement, recorded.parameters, place)
    times = rig.effort.requests
    value, limit = interleaved(
        rig.effort.rounds,
        over_http(rig, [page_request(rig, table, {"cursor": cursor}) for cursor in cursors], times),
        lambda: pgbench.latencies(rig.url, script, times),
    )
    return [Measure("page by cursor", table.records, value, limit, "ms", "pgbench, same SQL", Goal.AT_MOST, 3.0)]
