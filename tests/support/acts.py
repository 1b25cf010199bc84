"""Acts on the schema, entered in the feed as the services do it."""

from psycopg import AsyncConnection

from api.kit.newid import new_id
from api.records.acts import WriteContext
from api.tables import acts
from api.tables.acts import Noun, SchemaAct

_VIEW = b"INSERT INTO dataos.views (id, table_id, name, type, config) VALUES (%s, %s, 'V', 'grid', '{}')"
_RENAME = b"UPDATE dataos.views SET name = 'W' WHERE id = %s"


async def make_and_rename_a_view(conn: AsyncConnection, table_id: str, context: WriteContext) -> str:
    """The view's id."""
    act = SchemaAct(context.actor, context.cause, context.tab, context.change_set)
    key = new_id("viw")
    async with conn.transaction():
        await conn.execute(_VIEW, [key, table_id])
        await acts.enter(conn, act, Noun.VIEW, key)
        was = await acts.find(conn, Noun.VIEW, key)
        await conn.execute(_RENAME, [key])
        await acts.enter(conn, act, Noun.VIEW, key, was)
    return key
