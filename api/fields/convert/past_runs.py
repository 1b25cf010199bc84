"""The run log of a field that is encrypted: contexts of runs are sealed, what steps noted of it is masked.

A step notes texts that values were put into, under names that fields had then. So where an automation names the field
in the version that ran, its inputs and errors are masked whole. All of it goes a batch of runs at a time.
"""

import orjson
from psycopg import AsyncConnection

from core.fields.conversion import Cipher
from core.fields.sealing import MASKED
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue

BATCH = 1_000
"""Runs in one statement."""
_UNTOLD = "A field that this automation names was encrypted since, so the message is not kept."

_CONTEXTS = b"""
SELECT r.id, r.context -> 'record' -> %(n)s, r.context -> 'before' -> %(n)s FROM dataos.runs r
  JOIN dataos.automations a ON a.id = r.automation_id
 WHERE a.table_id = %(table)s AND r.id > %(past)s
   AND (r.context -> 'record' ? %(n)s OR r.context -> 'before' ? %(n)s) ORDER BY r.id LIMIT %(most)s
"""
_SEAL = b"""
UPDATE dataos.runs r SET context = context
    || CASE WHEN m.record IS NULL THEN '{}' ELSE jsonb_build_object('record', r.context -> 'record' || m.record) END
    || CASE WHEN m.before IS NULL THEN '{}' ELSE jsonb_build_object('before', r.context -> 'before' || m.before) END
  FROM jsonb_to_recordset(%s::jsonb) AS m(id text, record jsonb, before jsonb) WHERE r.id = m.id
"""
_RUNS = b"""
SELECT r.id, coalesce(position(%(field)s IN v.plan::text) > 0, true) FROM dataos.runs r
  JOIN dataos.automations a ON a.id = r.automation_id JOIN dataos.tables t ON t.id = a.table_id
  LEFT JOIN dataos.automation_versions v ON v.automation_id = r.automation_id AND v.version = r.version
 WHERE t.base_id = %(base)s AND r.id > %(past)s ORDER BY r.id LIMIT %(most)s
"""
_OUTPUTS = b"""
UPDATE dataos.run_steps SET output = jsonb_set(output, %(out)s, %(mask)s::jsonb)
 WHERE run_id = ANY(%(runs)s) AND output #> %(out)s IS NOT NULL
"""
_INPUTS = b"""
UPDATE dataos.run_steps SET
    input = CASE WHEN jsonb_typeof(input) <> 'null' THEN %(mask)s::jsonb ELSE input END,
    error = CASE WHEN jsonb_typeof(error) = 'object' THEN error || %(untold)s::jsonb ELSE error END
 WHERE run_id = ANY(%(runs)s) AND (jsonb_typeof(input) <> 'null' OR jsonb_typeof(error) = 'object')
"""
_ERRORS = b"""
UPDATE dataos.runs SET error = error || %(untold)s::jsonb WHERE id = ANY(%(runs)s) AND jsonb_typeof(error) = 'object'
"""


async def seal_contexts(conn: AsyncConnection, schema: TableSchema, form: FieldDef, cipher: Cipher) -> None:
    """What runs of the table's automations know of their record, under the number that the field had as ``form``."""
    number, past = str(form.number), ""

    def sealed(value: StoredValue) -> dict[str, JsonValue] | None:
        return None if value is None else {number: cipher.seal(form, value)}

    while True:
        asked = {"n": number, "table": schema.id, "past": past, "most": BATCH}
        found = await (await conn.execute(_CONTEXTS, asked)).fetchall()
        if not found:
            return
        rows = [{"id": run, "record": sealed(record), "before": sealed(before)} for run, record, before in found]
        await conn.execute(_SEAL, [orjson.dumps(rows).decode()])
        past = found[-1][0]


async def mask_steps(conn: AsyncConnection, schema: TableSchema, field: FieldDef) -> None:
    """What steps of the base's automations gave, had and said of the field."""
    said: dict[str, object] = {
        "out": ["value", "record", "fields", field.id],
        "mask": orjson.dumps(MASKED).decode(),
        "untold": orjson.dumps({"message": _UNTOLD}).decode(),
    }
    past = ""
    while True:
        asked = {"field": field.id, "base": schema.base_id, "past": past, "most": BATCH}
        found = await (await conn.execute(_RUNS, asked)).fetchall()
        if not found:
            return
        await conn.execute(_OUTPUTS, {**said, "runs": [run for run, _ in found]})
        naming = [run for run, names in found if names]
        if naming:
            await conn.execute(_INPUTS, {**said, "runs": naming})
            await conn.execute(_ERRORS, {**said, "runs": naming})
        past = found[-1][0]
