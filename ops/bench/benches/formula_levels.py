"""20,000 records changed, a thousand a request, under formulas four levels deep.

The limits are the same change without the formulas, and plain updates of the same rows over psycopg.
"""

import itertools

import psycopg

from ops.bench.linked import Linked, add_field, column, make_linked
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, timed

_ROWS, _BATCH = 20_000, 1_000
_LEVELS = {
    "Doubled": "{Amount} * 2",
    "Raised": "{Doubled} + 1",
    "Squared": "{Raised} * {Raised}",
    "Said": "IF({Squared} > 100, 'more than ' & {Raised}, 'only ' & {Amount})",
}


def run(rig: Rig) -> list[Measure]:
    rows = _ROWS // rig.effort.share
    plain = make_linked(rig, "Level", rows, 100)
    deep = make_linked(rig, "Four levels", rows, 100)
    for name, expression in _LEVELS.items():
        add_field(rig, deep.children, "formula", name, expression=expression)
    values = itertools.count(1)
    amount = next(field for field in plain.children["fields"] if field["name"] == "Amount")
    place = column(rig, amount)
    with psycopg.connect(rig.url, autocommit=True) as conn:
        value, without, by_hand = interleaved(
            rig.effort.rounds,
            lambda: [timed(lambda: _change(rig, deep, next(values)))],
            lambda: [timed(lambda: _change(rig, plain, next(values)))],
            lambda: [timed(lambda: _by_hand(conn, plain, place, next(values)))],
            before=rig.settle,
        )
    name = "change a cell of each record under 4 formula levels"
    return [
        Measure(name, rows, value / 1000, without / 1000, "s", "the same without formulas", Goal.AT_MOST, 2.0),
        Measure(name, rows, value / 1000, by_hand / 1000, "s", "plain UPDATEs of those rows", Goal.AT_MOST, 10.0),
    ]


def _change(rig: Rig, linked: Linked, value: int) -> None:
    for first in range(1, linked.count + 1, _BATCH):
        keys = range(first, min(first + _BATCH, linked.count + 1))
        records = [{"id": linked.child(key), "fields": {"Amount": value + key}} for key in keys]
        rig.client.call("PATCH", f"/tables/{linked.children['id']}/records", {"records": records})


def _by_hand(conn: psycopg.Connection, linked: Linked, place: str, value: int) -> None:
    statement = (
        f"UPDATE {linked.child_relation} t SET {place} = v.value, version = version + 1"
        " FROM unnest(%s::bigint[], %s::float8[]) AS v (id, value) WHERE t.id = v.id"
    ).encode()
    for first in range(1, linked.count + 1, _BATCH):
        keys = list(range(first, min(first + _BATCH, linked.count + 1)))
        conn.execute(statement, [keys, [float(value + key) for key in keys]])
