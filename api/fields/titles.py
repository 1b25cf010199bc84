"""Keeping the hidden lookups behind links (``core.computed.titles``) true to the formulas that there are.

Called in the transaction of any change of fields, after it: those that formulas have come to read are made, empty, and
those that none reads any more are dropped with their columns.
"""

from collections.abc import Iterable
from dataclasses import replace

import orjson
from psycopg import AsyncConnection

from api.db import physical
from api.fields.stored import raise_version
from api.kit.newid import new_id
from core.computed.titles import links_read, sketched
from core.ids import FieldId
from core.schema import FieldDef, TableSchema

_TAKE = b"UPDATE dataos.tables SET next_field = next_field + 1 WHERE id = %s RETURNING next_field - 1"
_ADD = b"""
INSERT INTO dataos.fields (id, table_id, number, name, type, config, position)
VALUES (%(id)s, %(table)s, %(number)s, %(id)s, %(type)s, %(config)s::jsonb, 0)
"""
_DROP = b"DELETE FROM dataos.fields WHERE id = %s"


async def keep_titles(conn: AsyncConnection, tables: Iterable[TableSchema]) -> set[str] | None:
    """``tables`` are all that are connected, as they are from now on, and held. The ids of those that were made, which
    are to be filled; None where nothing changed. Raises LimitExceeded ``too_many_fields``, Unavailable."""
    known: dict[str, TableSchema] = {table.id: table for table in tables}
    made: set[str] = set()
    changed = False
    for schema in known.values():
        links = links_read(schema)
        unread = [field for key, field in schema.titles_of.items() if key not in {link.id for link in links}]
        sketches = [sketched(schema, link, known) for link in links if link.id not in schema.titles_of]
        wanted = [sketch for sketch in sketches if sketch is not None]
        for field in unread:
            await conn.execute(_DROP, [field.id])
            await physical.drop_column(conn, schema, field)
        for sketch in wanted:
            made.add(await _add(conn, schema, sketch))
        if unread or wanted:
            changed = True
            await raise_version(conn, schema.id)
    return made if changed else None


async def _add(conn: AsyncConnection, schema: TableSchema, sketch: FieldDef) -> str:
    """Called by its id in the database, where names are unique: nobody sees that name."""
    row = await (await conn.execute(_TAKE, [schema.id])).fetchone()
    field = replace(sketch, id=FieldId(new_id("fld")), number=row[0] if row else 0)
    await conn.execute(
        _ADD,
        {
            "id": field.id,
            "table": schema.id,
            "number": field.number,
            "type": field.type.name,
            "config": orjson.dumps(dict(field.config.wire())).decode(),
        },
    )
    await physical.add_column(conn, schema, field)
    return field.id
