"""The bench's table with five of its twenty fields computed: three formulas, a lookup and a rollup through a link."""

import time
from dataclasses import dataclass

import psycopg

from ops.bench.linked import Linked, add_field, describe_pairs, until_done
from ops.bench.rig import BenchTable, Rig, describe, make_table
from ops.bench.rows import FIELDS

_LEFT_OUT = ("Address", "Weight", "Billable", "Email", "Rating", "Website")
_PLAIN = tuple(item for item in FIELDS if item.name not in _LEFT_OUT)
_FAN = 20
_PATIENCE_SECONDS = 1800.0

FORMULAS = {
    "Margin": "ROUND({Amount} * 0.35, 2)",
    "Offer": "IF({Due}, DATETIME_FORMAT({Due}, 'YYYY-MM') & ' ' & {Margin}, '' & {Margin})",
    "Label": "UPPER({Company}) & ' / ' & IF({Amount} > 1000, 'large', 'small')",
}
"""All of them change with the amount."""


@dataclass(frozen=True)
class Derived:
    """``seconds`` is how long lookup and rollup took, from the first request until nothing was calculating."""

    table: BenchTable
    linked: Linked
    seconds: float


def make_derived(rig: Rig, records: int) -> Derived:
    """``records`` deals, twenty to an account: its region is looked up there, its budget summed, and theirs in it."""
    deals = make_table(rig, records, "Derived deals", _PLAIN)
    accounts = (records + _FAN - 1) // _FAN
    fields = [{"name": "Region", "type": "text"}, {"name": "Budget", "type": "number"}]
    made = rig.client.call("POST", f"/bases/{rig.base_id}/tables", {"name": f"Accounts {records}", "fields": fields})
    parents = describe(rig, made, accounts)
    children = {"id": deals.id}
    add_field(rig, children, "link", "Account", tableId=made["id"], cardinality="manyToOne", symmetricName="Deals")
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        pairs = describe_pairs(conn, deals.id)
        region, budget = parents.columns[:2]
        conn.execute(
            f"INSERT INTO {parents.relation} ({region}, {budget})"
            f" SELECT 'Region ' || i % 40, i % 1000 FROM generate_series(1, {accounts}) i".encode()
        )
        conn.execute(
            f"INSERT INTO {pairs.relation} ({pairs.side}, {pairs.other})"
            f" SELECT i, 1 + (i - 1) / {_FAN} FROM generate_series(1, {records}) i".encode()
        )
        for relation in (parents.relation, pairs.relation):
            conn.execute(f"VACUUM (ANALYZE) {relation}".encode())
    linked = Linked(made, children, parents.relation, deals.relation, _FAN, records)
    seconds = _derive(rig, linked)
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        conn.execute(f"VACUUM (ANALYZE) {deals.relation}".encode())
    table = rig.client.call("GET", f"/tables/{deals.id}")
    return Derived(describe(rig, table, records), linked, seconds)


def _derive(rig: Rig, linked: Linked) -> float:
    for name, expression in FORMULAS.items():
        add_field(rig, linked.children, "formula", name, expression=expression)
    add_field(rig, linked.parents, "rollup", "Volume", linkField="Deals", field="Amount", aggregate="sum")
    started = time.perf_counter()
    add_field(rig, linked.children, "lookup", "Region", linkField="Account", field="Region")
    add_field(rig, linked.children, "rollup", "Account budget", linkField="Account", field="Budget", aggregate="sum")
    until_done(rig, linked, _PATIENCE_SECONDS)
    return time.perf_counter() - started
