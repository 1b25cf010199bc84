"""What a field held before it was encrypted: sealed in the feed and in the run log, and its old columns thrown away.

Otherwise the values would go on standing in the database in the open, in every change that ever wrote them.
"""

import orjson
from psycopg import AsyncConnection

from api.db import physical
from api.fields.convert import columns, forms
from api.fields.convert.change import Change
from core.fields.conversion import Cipher
from core.fields.sealing import MASKED
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue

SEALS_THE_PAST = (
    "The field's earlier values are encrypted in the history too, and its old column is deleted, so this cannot be"
    " undone: to go back, convert with encrypted: false. It does not reach what people or automations copied elsewhere,"
    " former values of formulas and lookups over the field, answers kept for repetition (a day), mails that were sent,"
    " backups, and disk blocks that PostgreSQL has not written anew (VACUUM FULL does)."
)

_FORMS = b"""
UPDATE dataos.field_forms SET reveal_to = %s WHERE field_id = %s AND reveal_to IS NULL AND type <> 'link'
RETURNING number
"""
_RUNS = b"""
SELECT r.id, r.context -> 'record' -> %(n)s, r.context -> 'before' -> %(n)s FROM dataos.runs r
  JOIN dataos.automations a ON a.id = r.automation_id
 WHERE a.table_id = %(table)s AND (r.context -> 'record' ? %(n)s OR r.context -> 'before' ? %(n)s)
"""
_SEAL_RUNS = """
UPDATE dataos.runs r SET context = context
    || CASE WHEN m.record IS NULL THEN '{}' ELSE jsonb_build_object('record', r.context -> 'record' || m.record) END
    || CASE WHEN m.before IS NULL THEN '{}' ELSE jsonb_build_object('before', r.context -> 'before' || m.before) END
  FROM jsonb_to_recordset(%s::jsonb) AS m(id text, record jsonb, before jsonb) WHERE r.id = m.id
"""
_STEPS = b"""
UPDATE dataos.run_steps s SET
    output = CASE WHEN s.output #> %(out)s IS NULL THEN s.output ELSE jsonb_set(s.output, %(out)s, %(mask)s::jsonb) END,
    input = CASE WHEN s.input -> 'fields' -> %(name)s IS NULL THEN s.input
                 ELSE jsonb_set(s.input, ARRAY['fields', %(name)s], %(mask)s::jsonb) END
  FROM dataos.runs r JOIN dataos.automations a ON a.id = r.automation_id JOIN dataos.tables t ON t.id = a.table_id
 WHERE r.id = s.run_id AND t.base_id = %(base)s
   AND (s.output #> %(out)s IS NOT NULL OR s.input -> 'fields' -> %(name)s IS NOT NULL)
"""


async def past_of(conn: AsyncConnection, schema: TableSchema, change: Change, most: int) -> int:
    """How many changes of the field ``seal_the_past`` will seal; counted no further than a little above ``most``."""
    source = change.source
    if source.encrypted or not change.target.encrypted:
        return 0
    numbers = [str(form.number) for form in await forms.former(conn, schema) if form.id == source.id]
    return await columns.count_changes(conn, schema, [str(source.number), *numbers], most + 1)


async def seal_the_past(conn: AsyncConnection, schema: TableSchema, field: FieldDef, cipher: Cipher) -> None:
    """In the transaction that makes ``field`` an encrypted one; its table is held."""
    numbers = [row[0] for row in await (await conn.execute(_FORMS, [field.reveal_to, field.id])).fetchall()]
    for form in await forms.former(conn, schema):
        if form.id == field.id and form.number in numbers:
            # The form stays, so that history knows what its values mean; with the flag, that they are sealed.
            await physical.drop_column(conn, schema, form)
            await columns.seal_changes(conn, schema, form, cipher)
            await _seal_runs(conn, schema, form, cipher)
    path = ["value", "record", "fields", field.id]
    said = {"out": path, "mask": orjson.dumps(MASKED).decode(), "name": field.name, "base": schema.base_id}
    await conn.execute(_STEPS, said)


async def _seal_runs(conn: AsyncConnection, schema: TableSchema, form: FieldDef, cipher: Cipher) -> None:
    number = str(form.number)

    def sealed(value: StoredValue) -> dict[str, JsonValue] | None:
        return None if value is None else {number: cipher.seal(form, value)}

    found = await (await conn.execute(_RUNS, {"n": number, "table": schema.id})).fetchall()
    rows = [{"id": run, "record": sealed(record), "before": sealed(before)} for run, record, before in found]
    if rows:
        await conn.execute(_SEAL_RUNS.encode(), [orjson.dumps(rows).decode()])
