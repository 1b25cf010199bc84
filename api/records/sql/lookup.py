"""Small reads that the write path needs beside its statements."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import Fragment, Slot, compiled, compose, execute, param
from api.records.sql.guard import guard
from api.records.sql.input import many, many_values
from api.records.sql.mutation import columns
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.rowrules import RowRules
from api.records.stale import StaleSchema
from core.schema import FieldDef, TableSchema
from core.values import StoredValue


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


async def keys_matching(
    conn: AsyncConnection,
    access: TableAccess,
    rules: RowRules,
    on: Sequence[FieldDef],
    cells: Sequence[Mapping[int, StoredValue]],
) -> dict[int, list[int]]:
    """Which live records that the caller may read have the same values in these fields, by place in ``cells``. Raises
    StaleSchema."""
    schema = access.schema
    statement = compose(
        "WITH {guard} SELECT (SELECT current FROM guard), (SELECT coalesce(jsonb_agg(jsonb_build_array(m.n, m.keys)),"
        " '[]') FROM (SELECT e.n, array_agg(t.id ORDER BY t.id) AS keys FROM {source} JOIN {relation} t ON {same}"
        " WHERE t.deleted_at IS NULL AND {readable} GROUP BY e.n) m)",
        guard=guard(schema, access.policy),
        source=many((), on),
        relation=schema.relation,
        readable=rules.readable(column_of("t")),
        same=" AND ".join(f"t.{field.column} = e.{field.column}" for field in on),
    )
    wanted = [{field.number: values.get(field.number) for field in on} for values in cells]
    filled = many_values([dict[str, object]()] * len(wanted), wanted)
    row = await (await execute(conn, compiled(statement), filled)).fetchone()
    if row is None or not row[0]:
        raise StaleSchema(schema.number)
    return dict(row[1])


async def show(
    conn: AsyncConnection, access: TableAccess, rules: RowRules, keys: Sequence[int], shape: Shape
) -> tuple[bytes, list[int]]:
    """The JSON array of these records, deleted ones too, in this order, and their versions. They are such as the
    caller may read, or has just written."""
    schema = access.schema

    def build() -> Fragment:
        projection = record_json(access.policy.visible_fields(schema), shape, "r", reader=rules.reach(schema))
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
    row = await (await execute(conn, statement, {**access.file_slots(), "keys": list(keys)})).fetchone()
    return (b"[]", []) if row is None or row[0] is None else (row[0], row[1])
