"""A page of 100 of 100,000 records, each with five links and five lookups, against the page without them."""

import psycopg

from ops.bench.benches.recompute_later import until_done
from ops.bench.linked import add_field, make_linked
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, repeated

_ROWS, _LINKS, _FAN = 100_000, 5, 20


def run(rig: Rig) -> list[Measure]:
    rows = _ROWS // rig.effort.share
    linked = make_linked(rig, "Page", rows, _FAN)
    for at in range(2, _LINKS + 1):
        config = {"tableId": linked.parents["id"], "cardinality": "manyToOne", "symmetricName": f"Children {at}"}
        body = {"name": f"Parent {at}", "type": "link", "config": config}
        made = rig.client.call("POST", f"/tables/{linked.children['id']}/fields", body)
        _pair_up(rig, made["id"], rows)
    for at in range(1, _LINKS + 1):
        through = "Parent" if at == 1 else f"Parent {at}"
        add_field(rig, linked.children, "lookup", f"Name {at}", linkField=through, field="Name")
    until_done(rig, linked)
    path = f"/tables/{linked.children['id']}/records?limit=100"
    all_of_it = rig.client.request("GET", path)
    plain = rig.client.request("GET", path + "&fields=Name,Amount")
    value, limit = interleaved(
        rig.effort.rounds,
        lambda: repeated(rig.effort.requests, lambda: rig.client.send(all_of_it)),
        lambda: repeated(rig.effort.requests, lambda: rig.client.send(plain)),
        before=rig.settle,
    )
    name = f"page with {_LINKS} links and {_LINKS} lookups"
    return [Measure(name, rows, value, limit, "ms", "the same page without them", Goal.AT_MOST, 2.0)]


def _pair_up(rig: Rig, field: str, rows: int) -> None:
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        row = conn.execute(
            "SELECT 'ws_' || (config ->> 'workspace') || '.l_' || (config ->> 'link'), config ->> 'side'"
            " FROM dataos.fields WHERE id = %s",
            [field],
        ).fetchone()
        if row is None:
            raise LookupError(f"field {field} is not in the database")
        other = "b" if row[1] == "a" else "a"
        conn.execute(
            f"INSERT INTO {row[0]} ({row[1]}, {other})"
            f" SELECT i, 1 + (i - 1) / {_FAN} FROM generate_series(1, {rows}) i".encode()
        )
        conn.execute(f"VACUUM (ANALYZE) {row[0]}".encode())
