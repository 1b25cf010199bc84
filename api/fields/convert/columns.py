"""SQL of a conversion: the old column is read, a new one is filled, and the feed says that it happened.

This goes past the write path (decision 8): nobody reads the new column before the field is switched over to it, and a
change row per record would say a million times what one row says.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from api.fields.convert.sure import sure
from api.records.acts import WriteContext
from api.records.slots import slots_of
from core.changes import Operation
from core.fields.conversion import Cipher, Conversion
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue

BATCH = 5_000
"""Records in one statement: small enough that nobody waits long for one of them."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """One value of the old column, in how many live records it is, and one of them."""

    value: StoredValue
    count: int
    key: int


async def distinct(
    conn: AsyncConnection, schema: TableSchema, value: str, *, step: int = 1
) -> AsyncGenerator[list[Distinct]]:
    """The old values of the live records, in batches; of every ``step``-th record. ``value`` is SQL of the record
    ``t``. The transaction must be open."""
    sample = f" AND t.id %% {step} = 0" if step > 1 else ""
    async with conn.cursor("distinct_values") as cursor:
        await cursor.execute(
            f"SELECT to_jsonb(g.v), g.n, g.first FROM (SELECT o.v, count(*) AS n, min(o.id) AS first"
            f" FROM (SELECT {value} AS v, t.id FROM {schema.relation} t WHERE t.deleted_at IS NULL{sample}) o"
            " WHERE o.v IS NOT NULL GROUP BY o.v ORDER BY min(o.id)) g".encode(),
            [],
        )
        while rows := await cursor.fetchmany(BATCH):
            yield [Distinct(value, count, key) for value, count, key in rows]


async def count_records(conn: AsyncConnection, schema: TableSchema) -> tuple[int, int]:
    """How many are live, and how many there are with those in the trash, whose cells are converted too."""
    cursor = await conn.execute(
        f"SELECT count(*) FILTER (WHERE deleted_at IS NULL), count(*) FROM {schema.relation}".encode()
    )
    row = await cursor.fetchone()
    return cast("tuple[int, int]", row) if row else (0, 0)


async def values(
    conn: AsyncConnection, schema: TableSchema, value: str, where: str, params: list[object]
) -> list[tuple[StoredValue, list[int]]]:
    """Each distinct old value of the records ``t`` that ``where`` says, and whose it is."""
    cursor = await conn.execute(
        f"SELECT to_jsonb(g.v), array_agg(g.id) FROM (SELECT {value} AS v, t.id FROM {schema.relation} t"
        f" WHERE {where}) g WHERE g.v IS NOT NULL GROUP BY g.v".encode(),
        params,
    )
    return [(found, keys) for found, keys in await cursor.fetchall()]


async def empty(conn: AsyncConnection, schema: TableSchema, target: FieldDef, keys: Sequence[int]) -> None:
    """The new column of these records as it was made."""
    nothing = "false" if _never_null(target) else "NULL"
    statement = f"UPDATE {schema.relation} t SET {target.column} = {nothing} WHERE t.id = ANY(%s)"
    await conn.execute(statement.encode(), [list(keys)])


async def fill(
    conn: AsyncConnection, schema: TableSchema, value: str, conversion: Conversion, where: str, params: list[object]
) -> None:
    """The new column of the records ``t`` that ``where`` says, those in the trash too.

    What is beyond doubt PostgreSQL converts by itself. Of the rest Python sees each distinct value once; which records
    have it is told by key, so no value is compared twice.
    """
    target = conversion.target
    plain = sure(conversion)
    if plain is not None:
        known, at_once = (text.replace("{v}", f"({value})") for text in (plain.when, plain.value))
        await conn.execute(
            f"UPDATE {schema.relation} t SET {target.column} = {at_once} WHERE {where} AND {value} IS NOT NULL"
            f" AND {known}".encode(),
            params,
        )
        if plain.always:
            return
        where = f"{where} AND NOT ({known})"
    rows: list[dict[str, JsonValue]] = []
    for found, keys in await values(conn, schema, value, where, params):
        if target.encrypted:
            # Each for itself: cells that hold the same must not look the same.
            rows.extend({"keys": [key], "v": conversion.value(found)} for key in keys)
            continue
        converted = conversion.value(found)
        if converted is not None and converted is not False:
            numbers: list[JsonValue] = [*keys]
            rows.append({"keys": numbers, "v": converted})
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


async def made_in(conn: AsyncConnection, table: int, change_set: UUID) -> list[int]:
    """The records of this table that the change set made and that nobody has written since."""
    cursor = await conn.execute(
        b"SELECT c.record_key FROM dataos.changes c WHERE c.change_set = %s AND c.table_number = %s"
        b" AND c.operation = 'create' AND NOT EXISTS (SELECT FROM dataos.changes l"
        b" WHERE l.table_number = c.table_number"
        b" AND l.record_key = c.record_key AND l.seq > c.seq) ORDER BY c.record_key",
        [change_set, table],
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


async def count_changes(conn: AsyncConnection, schema: TableSchema, numbers: Sequence[str], most: int) -> int:
    """How many changes of records hold one of these fields; counting ends at ``most``."""
    cursor = await conn.execute(
        b"SELECT count(*) FROM (SELECT FROM dataos.changes WHERE table_number = %s AND record_key IS NOT NULL"
        b" AND (before ?| %s OR after ?| %s) LIMIT %s) c",
        [schema.number, list(numbers), list(numbers), most],
    )
    row = await cursor.fetchone()
    return cast("int", row[0]) if row else 0


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


async def forget_defaults(conn: AsyncConnection, schema: TableSchema, field: FieldDef) -> None:
    """The defaults that the field had, which are values of it: in acts on it in the feed, and in its former forms."""
    asked = {"table": schema.number, "field": field.id}
    await conn.execute(
        b"UPDATE dataos.changes c SET before = c.before #- '{settings,config,default}' #- '{config,default}',"
        b" after = c.after #- '{settings,config,default}' #- '{config,default}'"
        b" WHERE c.table_number = %(table)s AND c.record_key IS NULL"
        b" AND (c.operation = 'schema' AND c.after ->> 'id' = %(field)s"
        b" OR c.operation = 'convert' AND c.after ->> 'field' = %(field)s)",
        asked,
    )
    await conn.execute(b"UPDATE dataos.field_forms SET config = config - 'default' WHERE field_id = %(field)s", asked)
