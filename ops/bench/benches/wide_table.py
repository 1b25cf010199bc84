"""100,000 records with five links, five lookups and ten formulas each: made, read by the page, and changed."""

import itertools
import random
import time

import psycopg

from ops.bench.linked import Linked, add_field, column, describe_pairs, make_linked, until_done
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, percentile, repeated

_ROWS, _LINKS, _FAN = 100_000, 5, 20
_FORMULAS = (
    "{Amount} * 1.24",
    "ROUND({Amount} / 7, 2)",
    "IF({Amount} > 50, 'high', 'low')",
    "UPPER({Name})",
    "LEFT({Name}, 3) & '-' & {Amount}",
    "MAX({Amount}, 10) - MIN({Amount}, 10)",
    "IF(FIND('9', {Name}), 'nine', '')",
    "CONCATENATE({Name}, ' (', {Amount}, ')')",
    "MOD({Amount}, 7)",
    "SWITCH(MOD({Amount}, 3), 0, 'a', 1, 'b', 'c')",
)
_BUDGET_MS = 30.0


def run(rig: Rig) -> list[Measure]:
    rows = _ROWS // rig.effort.share
    linked = make_linked(rig, "Wide", rows, _FAN)
    for at in range(2, _LINKS + 1):
        _link(rig, linked, f"Parent {at}", f"Children {at}")
    started = time.perf_counter()
    looked = [
        add_field(rig, linked.children, "lookup", f"L {at}", linkField=through, field="Name")
        for at, through in enumerate(("Parent", *(f"Parent {at}" for at in range(2, _LINKS + 1))), start=1)
    ]
    for at, expression in enumerate(_FORMULAS, start=1):
        add_field(rig, linked.children, "formula", f"F {at}", expression=expression)
    until_done(rig, linked)
    made = time.perf_counter() - started
    by_hand = _by_hand(rig, linked, [column(rig, field) for field in looked])
    return [
        Measure(
            "make 5 lookups and 10 formulas", rows, made, by_hand, "s", "an UPDATE a lookup by hand", Goal.AT_MOST, 20.0
        ),
        *_pages(rig, linked, rows),
        _edits(rig, linked, rows),
    ]


def _link(rig: Rig, linked: Linked, name: str, other_name: str) -> None:
    """Every child gets the parent that its first link has."""
    config = {"tableId": linked.parents["id"], "cardinality": "manyToOne", "symmetricName": other_name}
    add_field(rig, linked.children, "link", name, **config)
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        pairs = describe_pairs(conn, linked.children["id"], name)
        conn.execute(
            f"INSERT INTO {pairs.relation} ({pairs.side}, {pairs.other})"
            f" SELECT i, 1 + (i - 1) / {_FAN} FROM generate_series(1, {linked.count}) i".encode()
        )
        conn.execute(f"VACUUM (ANALYZE) {pairs.relation}".encode())


def _pages(rig: Rig, linked: Linked, rows: int) -> list[Measure]:
    path = f"/tables/{linked.children['id']}/records?limit=100"
    names = {
        "page with 5 links and 5 lookups": ["Name", "Amount", *_named(linked, rig, "link", "lookup")],
        "page with 10 formulas": ["Name", "Amount", *_named(linked, rig, "formula")],
    }
    plain = rig.client.request("GET", f"{path}&fields=Name,Amount")
    found: list[Measure] = []
    for name, fields in names.items():
        full = rig.client.request("GET", f"{path}&fields={','.join(fields).replace(' ', '%20')}")
        value, limit = interleaved(
            rig.effort.rounds,
            lambda full=full: repeated(rig.effort.requests, lambda: rig.client.send(full)),
            lambda: repeated(rig.effort.requests, lambda: rig.client.send(plain)),
            before=rig.settle,
        )
        found.append(Measure(name, rows, value, limit, "ms", "the same page without them", Goal.AT_MOST, 2.0))
    return found


def _named(linked: Linked, rig: Rig, *types: str) -> list[str]:
    fields = rig.client.call("GET", f"/tables/{linked.children['id']}")["fields"]
    return [field["name"] for field in fields if field["type"] in types]


def _edits(rig: Rig, linked: Linked, rows: int) -> Measure:
    dice = random.Random(rows)  # noqa: S311 - which records are changed is no secret
    values = itertools.count(1_000)

    def edit() -> None:
        body = {"fields": {"Amount": next(values)}}
        rig.client.call("PATCH", f"/records/{linked.child(dice.randint(1, rows))}", body)

    (value,) = interleaved(
        rig.effort.rounds,
        lambda: repeated(rig.effort.requests, edit),
        before=rig.settle,
        of=lambda series: percentile(series, 0.95),
    )
    return Measure("change a cell of that table, p95", rows, value, _BUDGET_MS, "ms", "the budget", Goal.AT_MOST, 1.0)


def _by_hand(rig: Rig, linked: Linked, columns: list[str]) -> float:
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        started = time.perf_counter()
        with conn.transaction(force_rollback=True):
            for place in columns:
                conn.execute(f"UPDATE {linked.child_relation} SET {place} = ARRAY['x'], version = version + 1".encode())
        return time.perf_counter() - started
