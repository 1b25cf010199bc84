"""One status (a share of about a tenth), sorted by due date: the API against pgbench with the API's own statement."""

from core.values import JsonValue
from ops.bench import pgbench
from ops.bench.benches.pages import over_http, page_request, page_sql
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import interleaved

_ASKED: dict[str, JsonValue] = {
    "filter": {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Negotiation"}]},
    "sort": [{"field": "Due", "direction": "asc"}],
}


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    asked = {"filter": _ASKED["filter"], "sorts": _ASKED["sort"]}
    recorded = page_sql(rig, table, asked)
    script = pgbench.script(rig.url, recorded.statement, recorded.parameters)
    times = rig.effort.slow_requests
    value, limit = interleaved(
        rig.effort.rounds,
        over_http(rig, [page_request(rig, table, _ASKED)], times),
        lambda: pgbench.latencies(rig.url, script, times),
    )
    return [
        Measure("filter and sort, no index", table.records, value, limit, "ms", "pgbench, same SQL", Goal.AT_MOST, 3.0)
    ]
