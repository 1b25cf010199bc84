"""SQL of uploads that come in parts."""

from dataclasses import dataclass

import orjson
from psycopg import AsyncConnection
from psycopg.rows import class_row


@dataclass(frozen=True, slots=True)
class Upload:
    """``parts`` are blobs in order, by key and size. ``attachment_id`` is set once the file is whole and stored."""

    id: str
    base_id: str
    version_of: str | None
    name: str
    length: int
    received: int
    parts: list[tuple[str, int]]
    uploaded_by: int
    attachment_id: str | None
    version: int | None

    @property
    def complete(self) -> bool:
        return self.received == self.length


_COLUMNS = "id, base_id, version_of, name, length, received, parts, uploaded_by, attachment_id, version"
_BY_ID = f"SELECT {_COLUMNS} FROM dataos.uploads WHERE id = %s".encode()
_LOCKED = _BY_ID + b" FOR UPDATE"
_ADD = b"""
INSERT INTO dataos.uploads (id, base_id, version_of, name, length, uploaded_by) VALUES (%s, %s, %s, %s, %s, %s)
"""
_GROW = b"""
WITH grown AS (
  UPDATE dataos.uploads SET received = received + %(size)s, touched_at = now(), parts = parts || %(part)s::jsonb
   WHERE id = %(id)s AND received = %(at)s AND attachment_id IS NULL AND jsonb_array_length(parts) < %(most)s
   RETURNING 1
),
adopted AS (DELETE FROM dataos.loose_blobs WHERE key = %(key)s AND EXISTS (SELECT FROM grown))
SELECT count(*) FROM grown
"""
_ALONE = b"SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 17))"
# The transaction waits for a whole file to be copied, and does nothing meanwhile.
_PATIENT = b"SET LOCAL idle_in_transaction_session_timeout = 0"
_DONE = b"""
UPDATE dataos.uploads SET attachment_id = %s, version = %s, parts = '[]', touched_at = now() WHERE id = %s
"""


async def add(
    conn: AsyncConnection, *, id: str, base: str, version_of: str | None, name: str, length: int, by: int
) -> None:
    await conn.execute(_ADD, [id, base, version_of, name, length, by])


async def find(conn: AsyncConnection, upload: str, *, lock: bool = False) -> Upload | None:
    async with conn.cursor(row_factory=class_row(Upload)) as cursor:
        await cursor.execute(_LOCKED if lock else _BY_ID, [upload])
        return await cursor.fetchone()


async def grow(conn: AsyncConnection, upload: str, at: int, key: str, size: int, most: int) -> bool:
    """The next part, whose blob is loose no more; False when another came first at this place, or when there are
    ``most`` parts."""
    part = orjson.dumps([[key, size]]).decode()
    cursor = await conn.execute(_GROW, {"id": upload, "at": at, "key": key, "size": size, "part": part, "most": most})
    row = await cursor.fetchone()
    return row is not None and row[0] == 1


async def try_alone(conn: AsyncConnection, upload: str) -> bool:
    """Whether this transaction is the only one that puts the upload together, from now until it ends."""
    row = await (await conn.execute(_ALONE, [upload])).fetchone()
    if row is None or not row[0]:
        return False
    await conn.execute(_PATIENT)
    return True


async def finish(conn: AsyncConnection, upload: str, attachment: str, version: int) -> None:
    await conn.execute(_DONE, [attachment, version, upload])


async def remove(conn: AsyncConnection, upload: str) -> None:
    await conn.execute(b"DELETE FROM dataos.uploads WHERE id = %s", [upload])
