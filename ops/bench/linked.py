"""Tables that are linked with each other, for benches of what is made across links; filled by the server itself."""

import time
from dataclasses import dataclass

import psycopg

from ops.bench.client import BenchError, Json
from ops.bench.rig import Rig


@dataclass(frozen=True)
class Linked:
    """``children`` link to ``parents``; child n belongs to parent 1 + (n - 1) / fan. Relations are physical names."""

    parents: Json
    children: Json
    parent_relation: str
    child_relation: str
    fan: int
    count: int

    def parent(self, key: int) -> str:
        return _record(self.parent_relation, key)

    def child(self, key: int) -> str:
        return _record(self.child_relation, key)


def make_linked(rig: Rig, name: str, children: int, fan: int) -> Linked:
    """Parents with ``Name``; children with ``Name``, ``Amount`` and the link ``Parent``, ``Children`` from there."""
    tables = f"/bases/{rig.base_id}/tables"
    text = {"name": "Name", "type": "text"}
    parents = rig.client.call("POST", tables, {"name": f"{name} parents", "fields": [text]})
    link = {
        "name": "Parent",
        "type": "link",
        "config": {"tableId": parents["id"], "cardinality": "manyToOne", "symmetricName": "Children"},
    }
    fields = [text, {"name": "Amount", "type": "number"}, link]
    made = rig.client.call("POST", tables, {"name": f"{name} children", "fields": fields})
    count = (children + fan - 1) // fan
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        upper, lower = _relation(conn, parents["id"]), _relation(conn, made["id"])
        pairs = describe_pairs(conn, made["id"])
        numbers = _numbers(conn, made["id"])
        (head,) = _numbers(conn, parents["id"], "Name")
        conn.execute(
            f"INSERT INTO {upper} (f_{head}) SELECT 'parent ' || i FROM generate_series(1, {count}) i".encode()
        )
        conn.execute(
            f"INSERT INTO {lower} (f_{numbers[0]}, f_{numbers[1]})"
            f" SELECT 'child ' || i, i % 100 FROM generate_series(1, {children}) i".encode()
        )
        conn.execute(
            f"INSERT INTO {pairs.relation} ({pairs.side}, {pairs.other}) SELECT i, 1 + (i - 1) / {fan}"
            f" FROM generate_series(1, {children}) i".encode()
        )
        for relation in (upper, lower, pairs.relation):
            conn.execute(f"VACUUM (ANALYZE) {relation}".encode())
    return Linked(parents, made, upper, lower, fan, children)


def add_field(rig: Rig, table: Json, type: str, name: str, **config: object) -> Json:
    return rig.client.call("POST", f"/tables/{table['id']}/fields", {"name": name, "type": type, "config": config})


@dataclass(frozen=True)
class Pairs:
    """Where a link's pairs are; ``side`` is the column of the records that have the link field."""

    relation: str
    side: str
    other: str


def describe_pairs(conn: psycopg.Connection, table: str, name: str | None = None) -> Pairs:
    """Of the link called ``name``; without a name, of the table's first."""
    row = conn.execute(
        "SELECT 'ws_' || (config ->> 'workspace') || '.l_' || (config ->> 'link'), config ->> 'side'"
        " FROM dataos.fields WHERE table_id = %s AND type = 'link' AND coalesce(name = %s, true) ORDER BY position",
        [table, name],
    ).fetchone()
    if row is None:
        raise LookupError(f"table {table} has no link {name or ''}")
    return Pairs(row[0], row[1], "b" if row[1] == "a" else "a")


def calculating(rig: Rig, table: Json) -> bool:
    """Whether any field of the table is still being worked out."""
    fields = rig.client.call("GET", f"/tables/{table['id']}")["fields"]
    return any(field["calculating"] is not None for field in fields)


def until_done(rig: Rig, linked: Linked, patience: float = 180.0) -> None:
    """Until no field of the children is calculating. Raises BenchError after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while calculating(rig, linked.children):
        if time.monotonic() > deadline:
            raise BenchError(f"a calculation was not done after {patience:g} s")
        time.sleep(0.05)


def column(rig: Rig, field: Json) -> str:
    with psycopg.connect(rig.url) as conn:
        row = conn.execute("SELECT number FROM dataos.fields WHERE id = %s", [field["id"]]).fetchone()
    return f"f_{row[0] if row else 0}"


def _relation(conn: psycopg.Connection, table: str) -> str:
    row = conn.execute(
        "SELECT w.number, t.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.id = %s",
        [table],
    ).fetchone()
    if row is None:
        raise LookupError(f"table {table} is not in the database")
    return f"ws_{row[0]}.t_{row[1]}"


def _numbers(conn: psycopg.Connection, table: str, *names: str) -> list[int]:
    wanted = list(names or ("Name", "Amount"))
    rows = conn.execute(
        "SELECT number FROM dataos.fields WHERE table_id = %s AND name = ANY(%s) ORDER BY array_position(%s, name)",
        [table, wanted, wanted],
    ).fetchall()
    return [row[0] for row in rows]


def _record(relation: str, key: int) -> str:
    number = int(relation.rsplit("_", 1)[1])
    return f"rec_{number:08x}{key:012x}"
