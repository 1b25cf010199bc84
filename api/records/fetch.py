"""Running guarded statements."""

from collections.abc import Mapping

from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.rows import TupleRow

from api.records.sql import fragment
from api.records.sql.fragment import Statement
from api.records.stale import MOVED, StaleSchema
from core.schema import TableSchema


async def fetch_row(
    conn: AsyncConnection,
    schema: TableSchema,
    statement: Statement,
    values: Mapping[str, object],
    *,
    binary: bool = False,
) -> tuple[object, ...]:
    """The one row of a guarded statement. Raises StaleSchema."""
    cursor = await execute(conn, schema, statement, values, binary=binary)
    row = await cursor.fetchone()
    if row is None or not row[0]:
        raise StaleSchema(schema.number)
    return row


async def execute(
    conn: AsyncConnection,
    schema: TableSchema,
    statement: Statement,
    values: Mapping[str, object],
    *,
    binary: bool = False,
) -> AsyncRawCursor[TupleRow]:
    """``binary`` is how values are sent back: for large ones. Raises StaleSchema where the table is not as it was."""
    try:
        return await fragment.execute(conn, statement, values, binary=binary)
    except MOVED as error:
        raise StaleSchema(schema.number) from error
