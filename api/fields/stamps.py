"""Keeping the columns that tell of changes (``core.stamps``) true to the fields that there are.

Called in the transaction of any change of fields, after it. A column that is new, or is about other fields than it was
filled for, is filled from the feed in one statement: with the latest change that touched one of its fields. What was
imported has no changes of its own, but the time of the import. A record that the feed knows nothing of, because nothing
was filled or the feed does not reach that far back, has none.
"""

from psycopg import AsyncConnection

from api.db import stamped
from api.fields.stored import hold_records
from api.records.sql.stamps import filled
from core.schema import TableSchema
from core.stamps import Stamp
from core.values import ValueKind

_FORMS = b"SELECT number FROM dataos.field_forms WHERE field_id = ANY(%s)"
_FILL = """
UPDATE {relation} t SET {column} = s.value FROM (
  SELECT r.id, CASE WHEN c.record_key IS NOT NULL THEN c.{fact} WHEN ({filled}) AND EXISTS (
      SELECT FROM dataos.changes i WHERE i.table_number = %(table)s AND i.operation = 'import'
         AND r.id BETWEEN (i.after ->> 'first')::bigint AND (i.after ->> 'last')::bigint) THEN r.{made} END AS value
    FROM {relation} r LEFT JOIN (
      SELECT DISTINCT ON (f.record_key) f.record_key, f.{fact} FROM dataos.changes f
       WHERE f.table_number = %(table)s AND f.record_key IS NOT NULL AND (
         f.operation = 'update' AND (f.before ?| %(numbers)s OR f.after ?| %(numbers)s)
         OR f.operation = 'create' AND EXISTS (
           SELECT FROM jsonb_each(f.after) e WHERE e.key = ANY(%(written)s) AND e.value <> 'false'))
       ORDER BY f.record_key, f.seq DESC) c ON c.record_key = r.id) s
 WHERE t.id = s.id AND t.{column} IS DISTINCT FROM s.value
"""


async def keep_stamps(conn: AsyncConnection, schema: TableSchema) -> None:
    """``schema`` is as it is from now on. Raises LimitExceeded, Unavailable."""
    known = await stamped.found(conn, schema)
    wanted = {stamp.column: stamp for stamp in schema.stamps}
    for column in known.keys() - wanted.keys():
        # Of formulas nobody asks any more; a field's column outlives the field in the trash.
        await (stamped.drop(conn, schema, column) if column[0] == "m" else stamped.note(conn, schema, column, None))
    stale = [stamp for stamp in schema.stamps if known.get(stamp.column) != _said(stamp)]
    if not stale:
        return
    await hold_records(conn, schema)
    for stamp in stale:
        await stamped.add(conn, schema, stamp)
        await _fill(conn, schema, stamp)
        await stamped.note(conn, schema, stamp.column, _said(stamp))


async def _fill(conn: AsyncConnection, schema: TableSchema, stamp: Stamp) -> None:
    former = [row[0] for row in await (await conn.execute(_FORMS, [sorted(stamp.sources)])).fetchall()]
    fields = [schema.by_number[number] for number in sorted(stamp.numbers)]
    written = [field for field in fields if not field.type.computed]
    own = [filled(field, f"r.{field.column}") for field in written if field.kind is not ValueKind.LINK]
    statement = _FILL.format(
        relation=schema.relation,
        column=stamp.column,
        fact="actor_number" if stamp.person else "at",
        made="created_by" if stamp.person else "created_at",
        filled=" OR ".join(own) or "false",
    )
    given = {
        "table": schema.number,
        "numbers": [str(number) for number in (*sorted(stamp.numbers), *former)],
        "written": [str(number) for number in (*(field.number for field in written), *former)],
    }
    await conn.execute(statement.encode(), given)


def _said(stamp: Stamp) -> str:
    return " ".join(["of", *sorted(stamp.sources)])
