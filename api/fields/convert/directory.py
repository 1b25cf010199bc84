"""The people whom a conversion may meet, in one statement; none where no people are in the cells."""

from psycopg import AsyncConnection

from core.fields.conversion import Directory
from core.fields.people import Person
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

_HERE = """
SELECT u.number, u.id, u.name, u.email FROM dataos.users u
 WHERE EXISTS (SELECT FROM dataos.workspace_members m WHERE m.workspace_id = %s AND m.user_id = u.id)
    OR EXISTS (SELECT FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL
                WHERE b.workspace_id = %s AND bm.user_id = u.id AND bm.role <> 'none')
    OR u.number IN ({named})
"""


async def directory(conn: AsyncConnection, schema: TableSchema, source: FieldDef, into: ValueKind) -> Directory:
    """Everybody here, and whoever stands in the old cells though they left."""
    if ValueKind.USER not in (source.kind, into):
        return Directory()
    named = "NULL"
    if source.kind is ValueKind.USER:
        value = f"unnest({source.column})" if source.many else source.column
        named = f"SELECT {value} FROM {schema.relation}"
    rows = await (
        await conn.execute(_HERE.format(named=named).encode(), [schema.workspace_id, schema.workspace_id])
    ).fetchall()
    return Directory({number: Person(user_id, name, email) for number, user_id, name, email in rows})
