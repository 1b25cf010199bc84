"""SQL of views."""

import json
from collections.abc import Mapping

from psycopg import AsyncConnection
from pydantic import JsonValue
from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from api.tables.rows import VIEW_COLUMNS, ViewRow, view_of
from api.tables.summary import View
from api.views.giving import LiveLink
from core.errors import NotFound
from core.ids import TableId, ViewId


async def get(session: ReadSession | WriteSession, view_id: str) -> View:
    """Raises NotFound."""
    rows = await session.execute(
        text(f"SELECT {VIEW_COLUMNS} FROM dataos.views v WHERE v.id = :id AND v.deleted_at IS NULL"), {"id": view_id}
    )
    row = rows.one_or_none()
    if row is None:
        raise NotFound("view", view_id)
    return view_of(ViewRow(*row))


async def count(session: WriteSession, table: TableId) -> int:
    statement = text("SELECT count(*) FROM dataos.views WHERE table_id = :id AND deleted_at IS NULL")
    return (await session.execute(statement, {"id": table})).scalar_one()


async def live_links(conn: AsyncConnection, view: str) -> list[LiveLink]:
    """Those that have not expired, fifty at most (``api.sharing``)."""
    statement = (
        b"SELECT kind = 'form', opened FROM dataos.shared_links"
        b" WHERE view_id = %s AND (expires_at IS NULL OR expires_at > now())"
    )
    rows = await (await conn.execute(statement, [view])).fetchall()
    return [LiveLink(form, frozenset(opened)) for form, opened in rows]


async def update(session: WriteSession, view: ViewId, name: str | None, config: Mapping[str, JsonValue] | None) -> None:
    """None leaves things as they are."""
    await session.execute(
        text(
            "UPDATE dataos.views SET name = coalesce(:name, name), config = coalesce(CAST(:config AS jsonb), config)"
            " WHERE id = :id"
        ),
        {"id": view, "name": name, "config": None if config is None else json.dumps(config)},
    )


async def delete(session: WriteSession, view: ViewId, by: int) -> None:
    """``by`` is a person's number."""
    statement = text("UPDATE dataos.views SET deleted_at = now(), deleted_by = :by WHERE id = :id")
    await session.execute(statement, {"id": view, "by": by})
