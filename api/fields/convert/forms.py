"""What a field was before it was converted: its type, settings and column, kept so that the conversion can be undone.

A **form** is (number, type, config, required, unique, revealTo). The field's row in ``dataos.fields`` has the present
one, ``dataos.field_forms`` has those before; a form's column stays in the table as it was when the field left it, but
goes when the field is encrypted (``past.py``).
"""

from dataclasses import replace

import orjson
from psycopg import AsyncConnection

from api.fields.formulas import settle_again
from api.tables.rows import LINKING, revealed_to
from core.errors import NotFound
from core.fields.registry import FIELD_TYPES
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_RAISE = f"""
UPDATE dataos.tables SET version = version + 1 WHERE id = %(id)s OR id IN ({LINKING.format(id="%(id)s")})
""".encode()
_FORMER = b"""
SELECT m.field_id, m.number, m.type, m.config, m.required, m.is_unique, m.reveal_to FROM dataos.field_forms m
  JOIN dataos.fields f ON f.id = m.field_id WHERE f.table_id = %s AND f.deleted_at IS NULL
"""
_LEAVE = b"""
INSERT INTO dataos.field_forms (field_id, number, type, config, required, is_unique, reveal_to)
SELECT id, number, type, config, required, is_unique, reveal_to FROM dataos.fields WHERE id = %s
"""
_ENTER = b"""
UPDATE dataos.fields SET number = %s, type = %s, config = %s::jsonb, required = %s, is_unique = %s,
       reveal_to = %s WHERE id = %s
"""


def form_of(field: FieldDef) -> dict[str, JsonValue]:
    """As the feed says it."""
    return {
        "field": field.id, "number": field.number, "type": field.type.name, "config": dict(field.config.wire()),
        "required": field.required, "unique": field.unique, "revealTo": field.reveal_to,
    }  # fmt: skip


async def former(conn: AsyncConnection, schema: TableSchema) -> list[FieldDef]:
    """The fields of the table as they were before conversions, under their present names."""
    rows = await (await conn.execute(_FORMER, [schema.id])).fetchall()
    found: list[FieldDef] = []
    for field_id, number, type_name, config, required, unique, reveal_to in rows:
        present = schema.by_id.get(field_id)
        form = None if present is None else read(replace(present, number=number), type_name, config)
        if form is not None:
            found.append(replace(form, required=required, unique=unique, reveal_to=revealed_to(reveal_to)))
    return found


def read(field: FieldDef, type_name: str, config: object) -> FieldDef | None:
    """``field`` with this type and config; None where there is no such type any more."""
    then = FIELD_TYPES.get(type_name)
    if then is None:
        return None
    return replace(field, type=then, config=then.config_model.model_validate(config), formulas=None)


async def switch(conn: AsyncConnection, schema: TableSchema, target: FieldDef) -> None:
    """The field becomes ``target``, what it was becomes a former form, and nobody writes with the old schema any more.

    The caller holds the table's row and its records.
    """
    await conn.execute(
        b"DELETE FROM dataos.field_forms WHERE field_id = %s AND number = %s", [target.id, target.number]
    )
    await conn.execute(_LEAVE, [target.id])
    config = orjson.dumps(target.config.wire()).decode()
    await conn.execute(
        _ENTER, [target.number, target.type.name, config, target.required, target.unique, target.reveal_to, target.id]
    )
    await settle_again(conn, schema, target)
    await conn.execute(_RAISE, {"id": schema.id})


async def take_number(conn: AsyncConnection, schema: TableSchema) -> int:
    """A number for a new column."""
    cursor = await conn.execute(
        b"UPDATE dataos.tables SET next_field = next_field + 1 WHERE id = %s RETURNING next_field - 1", [schema.id]
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound("table", schema.id)
    return row[0]
