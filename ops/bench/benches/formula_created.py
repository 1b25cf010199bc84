"""A formula made on 50,000 records, until a page sorted by it is there.

The limit is what a formula with a column costs: PostgreSQL adding a generated column with the same value.
"""

import psycopg

from ops.bench.linked import add_field, column, make_linked
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, timed

_ROWS = 50_000


def run(rig: Rig) -> list[Measure]:
    rows = _ROWS // rig.effort.share
    linked = make_linked(rig, "Formula", rows, 100)
    table = linked.children["id"]
    amount = next(field for field in linked.children["fields"] if field["name"] == "Amount")
    place = column(rig, amount)
    page = {"sorts": [{"field": "F", "direction": "desc"}], "limit": 100}

    def make() -> list[float]:
        took = timed(lambda: (_add(), rig.client.call("POST", f"/tables/{table}/query", page)))
        rig.client.call("DELETE", f"/fields/{made.pop()}")
        return [took]

    made: list[str] = []

    def _add() -> None:
        made.append(add_field(rig, linked.children, "formula", "F", expression="{Amount} * 3 + LEN({Name})")["id"])

    def generate() -> list[float]:
        with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
            took = timed(lambda: conn.execute(_generated(linked.child_relation, place)))
            conn.execute(f"ALTER TABLE {linked.child_relation} DROP COLUMN generated".encode())
        return [took]

    value, limit = interleaved(rig.effort.rounds, make, generate, before=rig.settle)
    name = "make a formula and see a page sorted by it"
    return [Measure(name, rows, value, limit, "ms", "adding a generated column", Goal.AT_MOST, 1.0)]


def _generated(relation: str, place: str) -> bytes:
    return f"ALTER TABLE {relation} ADD COLUMN generated float8 GENERATED ALWAYS AS ({place} * 3 + 7) STORED".encode()
