"""The first page again, against psycopg with the same statement: what HTTP, sign-in and checks cost by themselves."""

import psycopg

from api.db.loaders import register_loaders
from ops.bench.benches.pages import over_http, page_request, page_sql
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import interleaved, repeated


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    recorded = page_sql(rig, table, {})
    times = rig.effort.requests
    with psycopg.connect(rig.url, autocommit=True) as conn:
        register_loaders(conn.adapters)
        cursor = psycopg.RawCursor(conn)

        def ask() -> None:
            cursor.execute(recorded.statement, recorded.parameters, prepare=True).fetchone()

        value, limit = interleaved(
            rig.effort.rounds,
            over_http(rig, [page_request(rig, table, {})], times),
            lambda: repeated(times, ask),
        )
    return [Measure("first page, 100 × 20", table.records, value, limit, "ms", "psycopg, same SQL", Goal.AT_MOST, 3.0)]
