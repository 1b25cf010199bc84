"""Filling the new column and switching the field over to it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from psycopg import AsyncConnection

from api.db import physical
from api.fields.convert import columns, forms
from api.fields.convert.past import seal_the_past
from api.fields.dependants import refresh
from api.records.acts import WriteContext
from api.records.sql.broken import count_breaking
from api.tables.rows import LINKING
from core.errors import Conflict, NotFound
from core.fields.constraints import of_field
from core.fields.conversion import Cipher, Conversion
from core.schema import FieldDef, TableSchema

_HOLD = f"""
SELECT id FROM dataos.tables WHERE deleted_at IS NULL AND (id = %(id)s OR id IN ({LINKING.format(id="%(id)s")}))
 ORDER BY id FOR UPDATE
""".encode()


async def hold_table(conn: AsyncConnection, table_id: str) -> None:
    """The table's row until commit: changes of a table happen one after another. Those that link to it are held too,
    in one order (``api.tables.repository.lock``). Raises NotFound."""
    cursor = await conn.execute(_HOLD, {"id": table_id})
    if (table_id,) not in await cursor.fetchall():
        raise NotFound("table", table_id)


async def add_column(conn: AsyncConnection, schema: TableSchema, target: FieldDef) -> FieldDef:
    """``target`` with a column of its own, which is empty; a type that shows a system column needs none."""
    made = replace(target, number=await forms.take_number(conn, schema))
    await physical.add_column(conn, schema, made)  # does nothing where there is nothing to store
    return made


async def fill(
    conn: AsyncConnection,
    schema: TableSchema,
    conversion: Conversion,
    low: int,
    high: int,
) -> None:
    """The records with low < key ≤ high, batch by batch."""
    if not conversion.target.stored:
        return
    for start in range(low, high, columns.BATCH):
        end = min(high, start + columns.BATCH)
        source, target = conversion.source, conversion.target
        await columns.fill_range(conn, schema, source, target, conversion.convert, start, end)
        await asyncio.sleep(0)


async def refill(conn: AsyncConnection, schema: TableSchema, conversion: Conversion, keys: Sequence[int]) -> None:
    """These records again, whatever their new cells held."""
    if conversion.target.stored:
        await columns.fill_keys(conn, schema, conversion.source, conversion.target, conversion.convert, keys)


async def switch_over(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldDef,
    context: WriteContext,
    cipher: Cipher | None = None,
) -> int:
    """The field is ``target`` from the commit on. The caller holds the table's row and its records.

    Raises Conflict where the new values break a rule that the field has: ``empty_values``, ``duplicate_values``,
    ``values_against``.
    """
    await _check_required(conn, schema, source, target)
    await _check_limits(conn, schema, target)
    if source.unique:
        await physical.drop_unique(conn, schema, source)
    if target.unique:
        await physical.add_unique(conn, schema, target)
    await forms.switch(conn, schema, target)
    await refresh(conn, schema.id, {target.id})
    if target.encrypted and cipher is not None:
        await seal_the_past(conn, schema, target, cipher)
    return await columns.log_conversion(conn, schema, context, forms.form_of(source), forms.form_of(target))


async def _check_required(conn: AsyncConnection, schema: TableSchema, source: FieldDef, target: FieldDef) -> None:
    if not target.required:
        return
    column = f"t.{target.column}"
    empty = f"coalesce(cardinality({column}), 0) = 0" if target.many else f"{column} IS NULL"
    cursor = await conn.execute(
        f"SELECT count(*) FROM {schema.relation} t WHERE deleted_at IS NULL AND {empty}".encode()
    )
    row = await cursor.fetchone()
    if row and row[0]:
        raise Conflict(
            "empty_values",
            f"{source.name} must not be empty, and {row[0]:,} of its values cannot become {target.type.name}. "
            "Change them first, or make the field optional.",
            "type",
        )


async def _check_limits(conn: AsyncConnection, schema: TableSchema, target: FieldDef) -> None:
    for constraint in of_field(target, schema):
        count = await count_breaking(conn, schema, constraint)
        if count:
            raise Conflict("values_against", constraint.against.format(count=f"{count:,}"), constraint.setting)
