"""SQL of tables that an import is filling."""

import json

from psycopg.errors import UniqueViolation
from pydantic import JsonValue
from sqlalchemy import text

from api.db.engine import WriteSession
from api.transfer.statement import Connection, fetch
from core.fields.options import SelectConfig
from core.fields.registry import parse_config
from core.ids import BaseId, TableId
from core.schema import FieldDef, TableSchema


async def free_name(conn: Connection, base: BaseId, wanted: str, longest: int) -> str:
    """``wanted``, or with a number after it when the base has such a table already."""
    rows = await fetch(
        conn, "SELECT lower(name) FROM dataos.tables WHERE base_id = %s AND deleted_at IS NULL AND ready", [base]
    )
    taken = {row[0] for row in rows}
    name, again = wanted[:longest], 1
    while name.lower() in taken:
        again += 1
        ending = f" {again}"
        name = wanted[: longest - len(ending)] + ending
    return name


async def hold_back(session: WriteSession, table: TableId) -> None:
    """In the transaction that makes the table: nobody sees it before ``release``."""
    await session.execute(text("UPDATE dataos.tables SET ready = false WHERE id = :id"), {"id": table})


async def add_options(conn: Connection, field: FieldDef, config: dict[str, JsonValue] | None) -> None:
    """Gives a select that nobody sees yet the options of ``config``, if those are more than it has."""
    if not isinstance(field.config, SelectConfig) or config is None:
        return
    whole = parse_config(field.type, config)
    if whole != field.config:
        await conn.execute(
            "UPDATE dataos.fields SET config = %s::jsonb WHERE id = %s", [json.dumps(whole.wire()), field.id]
        )


async def release(conn: Connection, table: TableSchema, longest: int) -> str:
    """Everybody sees the table from now on. Returns its name, another one when its own was given away meanwhile."""
    name = table.name
    await conn.execute("SET synchronous_commit = on")
    while True:
        try:
            await fetch(
                conn, "UPDATE dataos.tables SET ready = true, name = %s WHERE id = %s RETURNING id", [name, table.id]
            )
        except UniqueViolation:
            name = await free_name(conn, table.base_id, table.name, longest)
        else:
            return name
