"""How far the keys of a table's records go, for whoever goes through them in order."""

from psycopg import AsyncConnection

from core.schema import TableSchema


async def last_key(conn: AsyncConnection, schema: TableSchema) -> int:
    """Of records in the trash too; 0 where there is none."""
    row = await (await conn.execute(f"SELECT coalesce(max(id), 0) FROM {schema.relation}".encode())).fetchone()
    return 0 if row is None else int(row[0])
