"""Tables that are treated as large ones, and what is asked of them."""

import json
from datetime import UTC, datetime

from api.access.service import TableAccess
from api.db import indexes
from api.indexes import upkeep
from api.indexes.upkeep import Round
from api.records.slow import SlowQuestions
from api.records.snapshots.sizes import Sizes
from core.schema import TableSchema
from core.values import JsonValue
from tests.api.records.snapshots.lists import fill, make_table, parsed
from tests.api.records.world import World

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


async def tend(url: str, now: datetime = NOW) -> Round:
    return await upkeep.run(url, now, large=0)


async def made(world: World, schema: TableSchema) -> dict[str, str]:
    """Definitions by name."""
    rows = await world.rows(
        "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = to_regclass(%s) AND starts_with(c.relname, %s)",
        schema.relation,
        indexes.prefix(schema),
    )
    return {str(name): str(definition) for name, definition in rows}


async def view(world: World, schema: TableSchema, name: str, config: JsonValue) -> None:
    await world.rows(
        "INSERT INTO dataos.views (id, table_id, name, type, config) VALUES (%s, %s, %s, 'grid', %s) RETURNING id",
        f"viw_{name}",
        schema.id,
        name,
        json.dumps(config),
    )


async def slow(world: World, access: TableAccess, raw: dict[str, JsonValue], times: int = 2) -> None:
    async with world.database.records() as conn:
        for _ in range(times):
            await SlowQuestions(Sizes(), least=0).note(conn, access, parsed(access, raw), seconds=1.0)


async def ready(world: World, records: int = 300) -> TableAccess:
    access = world.access(await make_table(world))
    await fill(world, access, records)
    async with world.database.records() as conn:
        await conn.execute(f"ANALYZE {access.schema.relation}".encode())
    return access
