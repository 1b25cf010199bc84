"""Sealing cells anew under the present data key.

This goes past the write path (decision 16): the values do not change, so there is no version, no change row and nothing
for automations to see. A cell that somebody writes at the same time is left alone: theirs is sealed with the present
key already.
"""

from dataclasses import dataclass

import orjson
from psycopg import AsyncConnection

from api.encryption.envelope import VERSION, Unopened
from api.encryption.vault import Keys
from core.schema import FieldDef, TableSchema

BATCH = 2_000
"""Records in one transaction."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """``skipped`` cells could not be opened, and stay as they are."""

    done: int = 0
    skipped: int = 0


async def any_under_others(conn: AsyncConnection, schema: TableSchema, field: FieldDef, key: str) -> bool:
    """Whether a cell of the field is under another key than this one."""
    cursor = await conn.execute(
        f"SELECT 1 FROM {schema.relation} t WHERE t.{field.column} NOT LIKE %s LIMIT 1".encode(), [f"{VERSION}.{key}.%"]
    )
    return await cursor.fetchone() is not None


async def reseal(
    conn: AsyncConnection, schema: TableSchema, field: FieldDef, keys: Keys, low: int, high: int
) -> Resealed:
    """The field's cells of the records with low < key ≤ high that are not under the present key; doing it twice does
    no more than once."""
    present = f"{VERSION}.{keys.current}.%"
    cursor = await conn.execute(
        f"SELECT t.id, t.{field.column} FROM {schema.relation} t WHERE t.id > %s AND t.id <= %s"
        f" AND t.{field.column} IS NOT NULL AND t.{field.column} NOT LIKE %s".encode(),
        [low, high, present],
    )
    rows: list[dict[str, object]] = []
    skipped = 0
    for key, stored in await cursor.fetchall():
        try:
            rows.append({"k": key, "old": stored, "new": keys.seal(schema, field, keys.open(schema, field, stored))})
        except Unopened:
            skipped += 1
    if not rows:
        return Resealed(0, skipped)
    cursor = await conn.execute(
        f"UPDATE {schema.relation} t SET {field.column} = m.new"
        " FROM jsonb_to_recordset(%s::jsonb) AS m(k bigint, old text, new text)"
        f" WHERE t.id = m.k AND t.{field.column} = m.old".encode(),
        [orjson.dumps(rows).decode()],
    )
    return Resealed(cursor.rowcount, skipped)
