"""The audit log as tests look at it: through the database, after the consumer has done its round."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from psycopg import AsyncConnection

from api.audit.chain.seal import seal_all
from api.audit.changes import record_all
from api.db.engine import Database

Row = dict[str, Any]


def database_of(app: FastAPI) -> Database:
    return app.state.services.database


@asynccontextmanager
async def connection(app: FastAPI) -> AsyncGenerator[AsyncConnection]:
    async with database_of(app).records() as conn:
        yield conn


async def settle(app: FastAPI) -> None:
    """What the worker's consumer does: entries from the feed, and seals."""
    async with connection(app) as conn:
        await record_all(conn)
        await seal_all(conn)


async def entries(app: FastAPI, **equal: object) -> list[Row]:
    """In the order in which they were written."""
    where = " AND ".join(f"{name} = %({name})s" for name in equal) or "true"
    names = (
        "id, chain, action, outcome, actor_kind, actor_id, actor_name, address, request_id, base_id, table_id,"
        " targets, before, after, detail, position"
    )
    async with connection(app) as conn:
        cursor = await conn.execute(f"SELECT {names} FROM dataos.audit_log WHERE {where} ORDER BY seq".encode(), equal)
        return [dict(zip(names.replace(",", "").split(), row, strict=True)) for row in await cursor.fetchall()]
