"""What is too much for one request: a cell that 20,000 records look up, and a new lookup on 50,000 records.

Measured until nothing is calculating any more. The physical limit is one statement that writes the same rows.
"""

import time
from collections.abc import Callable

import psycopg

from ops.bench.linked import Linked, add_field, column, make_linked, until_done
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig

_READERS, _ROWS = 20_000, 50_000


def run(rig: Rig) -> list[Measure]:
    return [_edit(rig), _create(rig)]


def _edit(rig: Rig) -> Measure:
    readers = _READERS // rig.effort.share
    linked = make_linked(rig, "Readers", readers, readers)
    field = add_field(rig, linked.children, "lookup", "L", linkField="Parent", field="Name")
    until_done(rig, linked)
    body = {"fields": {"Name": "another name"}}
    seconds = _took(rig, linked, lambda: rig.client.call("PATCH", f"/records/{linked.parent(1)}", body))
    limit = _by_hand(rig, linked, column(rig, field))
    name = "change a cell that a whole table looks up"
    return Measure(name, readers, seconds, limit, "s", "one UPDATE of those rows", Goal.AT_MOST, 20.0)


def _create(rig: Rig) -> Measure:
    rows = _ROWS // rig.effort.share
    linked = make_linked(rig, "Filled", rows, 10)
    seconds = _took(
        rig, linked, lambda: add_field(rig, linked.children, "lookup", "L", linkField="Parent", field="Name")
    )
    fields = rig.client.call("GET", f"/tables/{linked.children['id']}")["fields"]
    limit = _by_hand(rig, linked, column(rig, next(field for field in fields if field["name"] == "L")))
    name = "make a lookup on a table full of records"
    return Measure(name, rows, seconds, limit, "s", "one UPDATE of those rows", Goal.AT_MOST, 20.0)


def _took(rig: Rig, linked: Linked, work: Callable[[], object]) -> float:
    rig.settle()
    started = time.perf_counter()
    work()
    until_done(rig, linked)
    return time.perf_counter() - started


def _by_hand(rig: Rig, linked: Linked, looked: str) -> float:
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        started = time.perf_counter()
        with conn.transaction(force_rollback=True):
            conn.execute(f"UPDATE {linked.child_relation} SET {looked} = ARRAY['x'], version = version + 1".encode())
        return time.perf_counter() - started
