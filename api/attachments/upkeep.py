"""Files that nobody wants: in no cell after a day, of a base that was purged, uploads that nobody goes on with, blobs
that no row names.

Rows go first, in one transaction with the note that their blobs are loose; then the blobs, then the notes. So what is
deleted is in no cell, whenever this is cut short, and what was cut short is finished by the next round. An attachment
that a writer is putting into a cell at this moment is passed over.
"""

from datetime import timedelta
from typing import cast

from psycopg import AsyncConnection

from api.attachments.blobs import let_go
from api.db.engine import Database
from api.kit.storage import BlobStore

MOST = 500
"""Of each in one round."""
_HALF_WRITTEN = timedelta(days=1)

_BLOBS_OF = b"""
SELECT v.attachment_id, v.blob_key, v.thumbnails FROM dataos.attachment_versions v
 WHERE v.attachment_id = ANY (%s) FOR UPDATE
"""
_PICK = b"""
SELECT id FROM dataos.attachments a WHERE attached_at IS NULL AND created_at < now() - interval '24 hours'
   AND NOT EXISTS (SELECT FROM dataos.uploads u WHERE u.version_of = a.id AND u.attachment_id IS NULL
                    AND u.touched_at >= now() - interval '24 hours')
 ORDER BY created_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
# The rows of purged bases stay, so nothing else says that their files may go.
_PURGED = b"""
SELECT a.id FROM dataos.bases b JOIN dataos.attachments a ON a.base_id = b.id WHERE b.purged_at IS NOT NULL
 LIMIT %s FOR UPDATE OF a SKIP LOCKED
"""
_STALE = b"""
DELETE FROM dataos.uploads WHERE id IN (
  SELECT id FROM dataos.uploads WHERE touched_at < now() - interval '24 hours'
   ORDER BY touched_at LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING parts
"""
_DUE = b"SELECT key FROM dataos.loose_blobs WHERE due_at <= now() ORDER BY due_at LIMIT %s"
_GONE = b"DELETE FROM dataos.loose_blobs WHERE key = ANY (%s) AND due_at <= now()"


async def sweep(database: Database, store: BlobStore, *, most: int = MOST) -> int:
    """One round; how many blobs are gone. Raises Unavailable."""
    async with database.records() as conn:
        async with conn.transaction():
            await _uploads(conn, most)
        async with conn.transaction():
            await _attachments(conn, _PICK, most)
        async with conn.transaction():
            await _attachments(conn, _PURGED, most)
        keys = [row[0] for row in await (await conn.execute(_DUE, [most])).fetchall()]
    if keys:
        await store.delete(keys)
        async with database.records() as conn:
            await conn.execute(_GONE, [keys])
    await store.clear(_HALF_WRITTEN)
    return len(keys)


async def _uploads(conn: AsyncConnection, most: int) -> None:
    rows = await (await conn.execute(_STALE, [most])).fetchall()
    await let_go(conn, [key for (parts,) in rows for key, _ in parts])


async def _attachments(conn: AsyncConnection, pick: bytes, most: int) -> None:
    ids = [row[0] for row in await (await conn.execute(pick, [most])).fetchall()]
    if not ids:
        return
    keys: list[str] = []
    for _, key, thumbnails in await (await conn.execute(_BLOBS_OF, [ids])).fetchall():
        made = cast("dict[str, dict[str, str]]", thumbnails or {})
        keys += [key, *(item["key"] for item in made.values())]
    begun = await (
        await conn.execute(b"SELECT parts FROM dataos.uploads WHERE version_of = ANY (%s)", [ids])
    ).fetchall()
    await let_go(conn, [*keys, *(key for (parts,) in begun for key, _ in parts)])
    await conn.execute(b"DELETE FROM dataos.attachments WHERE id = ANY (%s)", [ids])
