"""SQL of notifications. They belong to one person; nobody else reads them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection
from psycopg.rows import class_row

from api.access.reach import REACHES_BASE
from api.kit.newid import new_id


@dataclass(frozen=True)
class NewNotification:
    workspace_id: str
    title: str
    body: str
    table_id: str | None = None
    record_id: str | None = None
    run_id: str | None = None


@dataclass(frozen=True)
class Notification:
    id: str
    title: str
    body: str
    table_id: str | None
    record_id: str | None
    run_id: str | None
    created_at: datetime
    read_at: datetime | None


_ADD = """
INSERT INTO dataos.notifications (id, user_id, workspace_id, title, body, table_id, record_id, run_id)
SELECT given.id, u.id, %s, %s, %s, %s, %s, %s
FROM unnest(%s::text[], %s::bigint[]) AS given(id, number) JOIN dataos.users u ON u.number = given.number
"""
# A notice quotes records: whoever may open its table no more, or was removed from its workspace, sees it no more.
_STILL_OPEN = f"""
EXISTS (
  SELECT FROM dataos.workspaces w
  LEFT JOIN dataos.memberships m ON m.workspace_id = w.id AND m.user_id = n.user_id
  LEFT JOIN dataos.tables t ON t.id = n.table_id
  LEFT JOIN dataos.bases b ON b.id = t.base_id
  LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = n.user_id
  WHERE w.id = n.workspace_id AND w.deleted_at IS NULL AND m.suspended_at IS NULL
    AND ({REACHES_BASE} OR (n.table_id IS NULL AND m.role IS NOT NULL))
)
"""
_LIST = f"""
SELECT id, title, body, table_id, record_id, run_id, created_at, read_at FROM dataos.notifications n
WHERE user_id = %(user)s AND (%(after)s::text IS NULL OR id < %(after)s) AND {_STILL_OPEN}
  AND workspace_id <> ALL(%(closed)s::text[])
ORDER BY id DESC LIMIT %(limit)s
"""
_UNREAD = f"""
SELECT count(*) FROM dataos.notifications n
WHERE user_id = %s AND read_at IS NULL AND {_STILL_OPEN} AND workspace_id <> ALL(%s::text[])
"""
_READ = """
UPDATE dataos.notifications SET read_at = now()
WHERE user_id = %(user)s AND read_at IS NULL AND (%(ids)s::text[] IS NULL OR id = ANY(%(ids)s))
"""


async def add(conn: AsyncConnection, user_numbers: Collection[int], notice: NewNotification) -> int:
    """One for each of these people; how many."""
    numbers = sorted(user_numbers)
    values = (notice.workspace_id, notice.title, notice.body, notice.table_id, notice.record_id, notice.run_id)
    return (await conn.execute(_ADD, (*values, [new_id("ntf") for _ in numbers], numbers))).rowcount


async def page(
    conn: AsyncConnection, user_id: str, closed: Collection[str], *, after: str | None, limit: int
) -> list[Notification]:
    """Newest first; ``closed`` are workspaces that the person may not open now."""
    async with conn.cursor(row_factory=class_row(Notification)) as cursor:
        await cursor.execute(_LIST, {"user": user_id, "closed": list(closed), "after": after, "limit": limit})
        return await cursor.fetchall()


async def unread(conn: AsyncConnection, user_id: str, closed: Collection[str]) -> int:
    row = await (await conn.execute(_UNREAD, (user_id, list(closed)))).fetchone()
    return row[0] if row else 0


async def mark_read(conn: AsyncConnection, user_id: str, ids: Sequence[str] | None) -> None:
    """All of them when ``ids`` is None. Ids of other people's notifications are passed over."""
    await conn.execute(_READ, {"user": user_id, "ids": None if ids is None else list(ids)})
