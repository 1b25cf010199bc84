"""Small reads that the write path needs beside its statements."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import Fragment, Slot, bound, compose, param
from api.records.sql.mutation import columns
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.rowrules import RowRules
from core.schema import TableSchema


async def keys_of_client_keys(
    conn: AsyncConnection, schema: TableSchema, rules: RowRules, client_keys: Sequence[UUID]
) -> dict[UUID, int]:
    """The readable records that have these client keys, as committed now."""
    found = compose(
        "SELECT t.ckey, t.id FROM {relation} t WHERE t.ckey = ANY({keys}) AND {readable}",
        relation=schema.relation,
        keys=param([str(key) for key in client_keys], "uuid[]"),
        readable=rules.readable(column_of("t")),
    )
    cursor = await conn.execute(found.sql.encode(), found.params)
    return {row[0]: row[1] for row in await cursor.fetchall()}


async def show(
    conn: AsyncConnection, access: TableAccess, keys: Sequence[int], shape: Shape
) -> tuple[bytes, list[int]]:
    """The JSON array of these records, deleted ones too, in this order, and their versions."""
    schema = access.schema

    def build() -> Fragment:
        projection = record_json(schema, access.policy.visible_fields(schema), shape, "r")
        return compose(
            "SELECT json_agg({json} ORDER BY r.n), array_agg(r.version ORDER BY r.n)"
            " FROM (SELECT e.n, {columns} FROM unnest({keys}) WITH ORDINALITY AS e(k, n)"
            " JOIN {relation} t ON t.id = e.k) r{joins}",
            json=projection.json,
            columns=columns(schema, "t"),
            keys=Fragment("%s::bigint[]", (Slot("keys"),)),
            relation=schema.relation,
            joins=projection.joins,
        )

    statement = statement_for(schema, access.policy, ("show", shape), build)
    row = await (await conn.execute(statement.sql, bound(statement, {"keys": list(keys)}))).fetchone()
    return (b"[]", []) if row is None or row[0] is None else (row[0], row[1])
