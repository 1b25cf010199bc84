"""SQL of a conversion: the old column is read, a new one is filled, and the feed says that it happened.

This goes past the write path (decision 8): nobody reads the new column before the field is switched over to it, and a
change row per record would say a million times what one row says.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import cast

import orjson
from psycopg import AsyncConnection

from api.records.acts import WriteContext
from api.records.slots import slots_of
from core.changes import Operation
from core.fields.conversion import Cipher, Converted
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue

BATCH = 5_000
"""Records in one statement: small enough that nobody waits long for one of them."""

Convert = Callable[[StoredValue], Converted]


@dataclass(frozen=True, slots=True)
class Distinct:
    """One value of the old column, in how many live records it is, and one of them."""

    value: StoredValue
    count: int
    key: int


async def distinct(
    conn: AsyncConnection, schema: TableSchema, field: FieldDef, *, step: int = 1
) -> AsyncGenerator[list[Distinct]]:
    """The values of the live records, in batches; of every ``step``-th record. The transaction must be open."""
    column, sample = field.column, f" AND id % {step} = 0" if step > 1 else ""
    async with conn.cursor("distinct_values") as cursor:
        await cursor.execute(
            f"SELECT to_jsonb(g.v), g.n, g.first FROM (SELECT {column} AS v, count(*) AS n, min(id) AS first"
            f" FROM {schema.relation} WHERE deleted_at IS NULL AND {column} IS NOT NULL{sample}"
            f" GROUP BY {column} ORDER BY min(id)) g".encode()
        )
        while rows := await cursor.fetchmany(BATCH):
            yield [Distinct(value, count, key) for value, count, key in rows]


async def live_records(conn: AsyncConnection, schema: TableSchema) -> int:
    cursor = await conn.execute(f"SELECT count(*) FROM {schema.relation} WHERE deleted_at IS NULL".encode())
    row = await cursor.fetchone()
    return cast("int", row[0]) if row else 0


async def last_key(conn: AsyncConnection, schema: TableSchema) -> int:
    cursor = await conn.execute(f"SELECT coalesce(max(id), 0) FROM {schema.relation}".encode())
    row = await cursor.fetchone()
    return cast("int", row[0]) if row else 0


async def fill_range(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldDef,
    convert: Convert,
    low: int,
    high: int,
) -> None:
    """The new column of all records with low < key ≤ high, those in the trash too."""
    where = f"t.id > {low:d} AND t.id <= {high:d}"
    await _fill(conn, schema, source, target, convert, where, [])


async def fill_keys(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldDef,
    convert: Convert,
    keys: Sequence[int],
) -> None:
    """Likewise for these records; what the new column held is replaced."""
    for at in range(0, len(keys), BATCH):
        part = list(keys[at : at + BATCH])
        empty = "false" if _never_null(target) else "NULL"
        await conn.execute(
            f"UPDATE {schema.relation} t SET {target.column} = {empty} WHERE t.id = ANY(%s)".encode(), [part]
        )
        await _fill(conn, schema, source, target, convert, "t.id = ANY(%s::bigint[])", [part])


async def _fill(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldDef,
    convert: Convert,
    where: str,
    params: list[object],
) -> None:
    """Python sees each distinct value once; which records have it is told by key, so no value is compared twice."""
    cursor = await conn.execute(
        f"SELECT to_jsonb(t.{source.column}), array_agg(t.id) FROM {schema.relation} t"
        f" WHERE {where} AND t.{source.column} IS NOT NULL GROUP BY t.{source.column}".encode(),
        params,
    )
    rows: list[dict[str, JsonValue]] = []
    for value, keys in await cursor.fetchall():
        if target.encrypted:
            # Each for itself: cells that hold the same must not look the same.
            rows.extend({"keys": [key], "v": convert(value).value} for key in keys)
            continue
        converted = convert(value).value
        if converted is not None and converted is not False:
            rows.append({"keys": keys, "v": converted})
    if rows:
        await conn.execute(
            f"UPDATE {schema.relation} t SET {target.column} = m.v FROM (SELECT unnest(r.keys) AS key, r.v"
            f" FROM jsonb_to_recordset(%s::jsonb) AS r(keys bigint[], v {target.column_type.value})) m"
            " WHERE t.id = m.key".encode(),
            [orjson.dumps(rows).decode()],
        )


def _never_null(field: FieldDef) -> bool:
    return field.column_type.value == "boolean"


async def changed_since(conn: AsyncConnection, schema: TableSchema, field: FieldDef, seq: int) -> list[int]:
    """The records whose cell of this field was written after this place in the feed, new records included.

    Whoever asks holds the table, so every writer up to now has committed.
    """
    cursor = await conn.execute(
        b"SELECT DISTINCT record_key FROM dataos.changes WHERE table_number = %s AND seq > %s"
        b" AND record_key IS NOT NULL AND (operation = 'create' OR after ? %s OR before ? %s) ORDER BY record_key",
        [schema.number, seq, str(field.number), str(field.number)],
    )
    return [row[0] for row in await cursor.fetchall()]


async def feed_end(conn: AsyncConnection) -> int:
    """The highest place that any change has got so far."""
    row = await (await conn.execute(b"SELECT coalesce(max(seq), 0) FROM dataos.changes")).fetchone()
    return cast("int", row[0]) if row else 0


async def log_conversion(
    conn: AsyncConnection,
    schema: TableSchema,
    context: WriteContext,
    before: dict[str, JsonValue],
    after: dict[str, JsonValue],
) -> int:
    """The change of the whole table; ``before`` and ``after`` are forms of the field. Its place in the feed."""
    said = slots_of(context)
    cursor = await conn.execute(
        b"INSERT INTO dataos.changes (change_set, workspace_number, table_number, operation, before, after,"
        b" actor_kind, actor_number, cause, cause_depth, cause_detail, tab)"
        b" VALUES (%s, %s, %s, %s, %s::jsonb, %s::jsonb, %s, %s, %s, %s, %s::jsonb, %s) RETURNING seq",
        [
            said["change_set"], schema.workspace_number, schema.number, Operation.CONVERT.value,
            orjson.dumps(before).decode(), orjson.dumps(after).decode(), said["actor_kind"],
            said["actor_number"], said["cause"], said["cause_depth"], said["cause_detail"], said["tab"],
        ],
    )  # fmt: skip
    row = await cursor.fetchone()
    return cast("int", row[0]) if row else 0


_HELD = """
SELECT c.seq, c.at, c.before -> %(n)s, c.after -> %(n)s FROM dataos.changes c
 WHERE c.table_number = %(table)s AND c.seq > %(past)s AND c.record_key IS NOT NULL
   AND (c.before ? %(n)s OR c.after ? %(n)s) ORDER BY c.seq LIMIT %(most)s
"""
_SEAL = """
UPDATE dataos.changes c SET before = c.before || m.before, after = c.after || m.after
  FROM jsonb_to_recordset(%s::jsonb) AS m(seq bigint, at timestamptz, before jsonb, after jsonb)
 WHERE c.seq = m.seq AND c.at = m.at
"""


async def seal_changes(conn: AsyncConnection, schema: TableSchema, field: FieldDef, cipher: Cipher) -> None:
    """The field's values in the feed, in the place of those that stand there in the open. ``field`` is a former form.

    Nothing else of a change is touched, so whoever reads the feed sees what happened as before.
    """
    number, past = str(field.number), 0
    while True:
        asked = {"n": number, "table": schema.number, "past": past, "most": BATCH}
        found = await (await conn.execute(_HELD.encode(), asked)).fetchall()
        if not found:
            return
        rows = [
            {"seq": seq, "at": at.isoformat(), "before": _only(number, before, field, cipher),
             "after": _only(number, after, field, cipher)}
            for seq, at, before, after in found
        ]  # fmt: skip
        await conn.execute(_SEAL.encode(), [orjson.dumps(rows).decode()])
        past = found[-1][0]
        await asyncio.sleep(0)


def _only(number: str, value: StoredValue, field: FieldDef, cipher: Cipher) -> dict[str, JsonValue]:
    return {} if value is None else {number: cipher.seal(field, value)}
