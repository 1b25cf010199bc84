"""The first 100 records of a table: the API against pgbench with the API's own statement."""

from ops.bench import pgbench
from ops.bench.benches.pages import over_http, page_request, page_sql
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import interleaved


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    recorded = page_sql(rig, table, {})
    script = pgbench.script(rig.url, recorded.statement, recorded.parameters)
    times = rig.effort.requests
    value, limit = interleaved(
        rig.effort.rounds,
        over_http(rig, [page_request(rig, table, {})], times),
        lambda: pgbench.latencies(rig.url, script, times),
    )
    return [Measure("first page, 100 × 20", table.records, value, limit, "ms", "pgbench, same SQL", Goal.AT_MOST, 2.5)]
