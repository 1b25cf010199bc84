"""The end of what conversions keep: former columns and pairs are thrown away some time after the fields left them.

Until then a conversion can be taken back with every value; afterwards undo says that the time is over. What fields in
the trash were waits for them: they may come back with it, or it goes with them. A round is
bounded, each form is a transaction of its own, and a table that is busy is left to the next round.
"""

from dataclasses import replace
from datetime import datetime

import structlog
from psycopg import AsyncConnection

from api.db import pairs, physical
from api.db.engine import Database
from api.fields.convert import forms
from api.tables.schema import Schemas
from core.errors import NotFound, Unavailable
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema

_log = structlog.get_logger(__name__)

ROUND = 100
_OLD = b"""
SELECT m.field_id, m.number, t.number, t.id FROM dataos.field_forms m
  JOIN dataos.fields f ON f.id = m.field_id JOIN dataos.tables t ON t.id = f.table_id AND t.deleted_at IS NULL
 WHERE m.left_at < %s AND (f.deleted_at IS NULL OR f.purged_at IS NOT NULL) ORDER BY m.left_at LIMIT %s
"""
_HOLD = b"SELECT 1 FROM dataos.tables WHERE id = %s FOR UPDATE"
_TAKE = b"DELETE FROM dataos.field_forms WHERE field_id = %s AND number = %s AND left_at < %s RETURNING type, config"
_FORGET_LINK = b"DELETE FROM dataos.links WHERE number = %s"
_FORGET_FIELD = b"""
DELETE FROM dataos.fields f WHERE f.id = %s AND f.deleted_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM dataos.field_forms m WHERE m.config ->> 'symmetricFieldId' = f.id)
   AND NOT EXISTS (SELECT FROM dataos.fields o WHERE o.config ->> 'symmetricFieldId' = f.id AND o.purged_at IS NULL)
"""


async def purge(database: Database, schemas: Schemas, before: datetime, limit: int = ROUND) -> int:
    """Throws away what fields left before this moment; how many forms."""
    async with database.records() as conn:
        old = await (await conn.execute(_OLD, [before, limit])).fetchall()
    gone = 0
    for field_id, number, table_number, table_id in old:
        try:
            async with database.records() as conn, conn.transaction():
                await conn.execute(_HOLD, [table_id])
                gone += await _one(conn, schemas, field_id, number, table_number, before)
        except (Unavailable, NotFound) as error:
            _log.info("a former column stays for now", table=table_id, field=field_id, reason=error.detail)
    return gone


async def _one(
    conn: AsyncConnection, schemas: Schemas, field_id: str, number: int, table_number: int, before: datetime
) -> int:
    schema = await schemas.fresh(conn, table_number)
    row = await (await conn.execute(_TAKE, [field_id, number, before])).fetchone()
    if row is None:
        return 0  # The conversion was taken back meanwhile.
    some = next(iter(schema.fields))
    form = forms.read(replace(some, number=number), row[0], row[1])
    if form is not None:
        await _throw_away(conn, schema, form)
    return 1


async def _throw_away(conn: AsyncConnection, schema: TableSchema, form: FieldDef) -> None:
    if not isinstance(form.config, LinkConfig):
        await physical.drop_column(conn, schema, form)
        return
    await pairs.drop_pairs(conn, form.config)
    await conn.execute(_FORGET_LINK, [form.config.link])
    await conn.execute(_FORGET_FIELD, [form.config.symmetric_field_id])
