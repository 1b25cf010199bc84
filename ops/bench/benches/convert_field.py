"""A text field of numbers, one in fifty of them no number, becomes a number field, and is taken back.

Measured from the request to the end of the job, as a person waits for it. Beside it what PostgreSQL needs for the same
on a table of the same rows: one UPDATE into a new column, and ``ALTER TABLE … USING``, which locks everybody out.
"""

import time

import psycopg

from api.fields.convert.service import IN_REQUEST
from ops.bench.client import BenchError, Json
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig, describe

_PATIENCE_SECONDS = 1_800.0
_POLL_SECONDS = 0.25
_MISFIT = 50
_FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Amount", "type": "text"},
    {"name": "Note", "type": "text"},
    {"name": "Count", "type": "number"},
]
_PLACES = 2
"""Between nothing and all: whoever waits sees that it goes on."""
_NUMBER = "'^-?[0-9]+(\\.[0-9]+)?$'"


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    """On a table of its own that has as many records."""
    rows = table.records
    made = _make(rig, rows)
    update, alter = _by_hand(rig, made)
    rig.settle()
    seconds, places, change_set = _convert(rig, made)
    _check(rig, made, rows)
    started = time.perf_counter()
    undone = rig.client.call("POST", "/undo", {"changeSet": change_set})
    back = time.perf_counter() - started
    if not undone["done"]:
        raise BenchError(f"the conversion was not taken back: {undone}")
    if rows > IN_REQUEST and len(places) < _PLACES:
        raise BenchError(f"a conversion of {rows:,} records told its progress at {len(places)} places only")
    name = "convert text to number"
    return [
        Measure(name, rows, seconds, update, "s", "one UPDATE", Goal.AT_MOST, 6.0, enough=1.0),
        Measure(name, rows, seconds, alter, "s", "ALTER … USING", Goal.AT_MOST, 12.0, enough=1.0),
        Measure("take that conversion back", rows, back, update, "s", "one UPDATE", Goal.AT_MOST, 1.0, enough=0.5),
    ]


def _make(rig: Rig, rows: int) -> BenchTable:
    name = f"Numbers as text {rows}"
    made = rig.client.call("POST", f"/bases/{rig.base_id}/tables", {"name": name, "fields": _FIELDS})
    table = describe(rig, made, rows)
    columns = ", ".join(table.columns)
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        conn.execute(
            f"INSERT INTO {table.relation} ({columns}) SELECT 'record ' || i,"
            f" CASE WHEN i % {_MISFIT} = 0 THEN 'about ' || i WHEN i % 3 = 0 THEN (i * 0.01)::text ELSE i::text END,"
            f" 'a note of some length on record ' || i, i FROM generate_series(1, {rows}) i".encode()
        )
        conn.execute(f"VACUUM (ANALYZE) {table.relation}".encode())
    return table


def _by_hand(rig: Rig, table: BenchTable) -> tuple[float, float]:
    """Seconds of one UPDATE into a new column, and of ALTER TABLE … USING."""
    old = table.columns[1]
    number = f"CASE WHEN {old} ~ {_NUMBER} THEN {old}::double precision END"
    took: list[float] = []
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        for statement in (
            f"UPDATE {table.relation} SET by_hand = {number}",
            f"ALTER TABLE {table.relation} ALTER COLUMN {old} TYPE double precision USING {number}",
        ):
            with conn.transaction(force_rollback=True):
                conn.execute(f"ALTER TABLE {table.relation} ADD COLUMN by_hand double precision".encode())
                started = time.perf_counter()
                conn.execute(statement.encode())
                took.append(time.perf_counter() - started)
        conn.execute(f"VACUUM (FULL, ANALYZE) {table.relation}".encode())
    return took[0], took[1]


def _convert(rig: Rig, table: BenchTable) -> tuple[float, list[int], str]:
    """Seconds, the different counts of done records that its job told on the way, and the change set."""
    started = time.perf_counter()
    answer = rig.client.call("POST", f"/fields/{table.field_ids['Amount']}/convert", {"type": "number"})
    job, places = answer["job"], set[int]()
    if job is None:
        return time.perf_counter() - started, [], str(answer["changeSet"])
    while job["status"] in ("queued", "running"):
        if time.perf_counter() - started > _PATIENCE_SECONDS:
            raise BenchError(f"the conversion was not done after {_PATIENCE_SECONDS:g} s: {job}")
        time.sleep(_POLL_SECONDS)
        job = rig.client.call("GET", f"/jobs/{job['id']}")
        places.add(job["done"])
    seconds = time.perf_counter() - started
    if job["status"] != "succeeded":
        raise BenchError(f"the conversion failed: {job}")
    return seconds, sorted(places), str(job["result"]["changeSet"])


def _check(rig: Rig, table: BenchTable, rows: int) -> None:
    """Raises BenchError where not exactly the misfits were cleared."""
    asked = {"aggregates": [{"fn": "empty", "field": "Amount"}]}
    found = rig.client.call("POST", f"/tables/{table.id}/query", asked)["groups"][0]["aggregates"][0]
    if found != rows // _MISFIT:
        raise BenchError(f"{found} values were cleared, not {rows // _MISFIT}")
