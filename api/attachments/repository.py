"""SQL of attachments and their versions. Those of a base that was purged are not there any more, even where upkeep has
not come to them yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection
from psycopg.rows import class_row

from core.values import JsonValue


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """``current`` is the number of the attachment's newest version."""

    id: str
    base_id: str
    current: int
    version: int
    name: str
    type: str
    size: int
    sha256: bytes
    blob_key: str
    thumbnails: Mapping[str, JsonValue] | None
    thumbnail_error: str | None
    created_at: datetime
    author_id: str | None
    author_name: str | None


_COLUMNS = """
SELECT a.id, a.base_id, a.current_version AS current, v.version, v.name, v.type, v.size, v.sha256, v.blob_key,
       v.thumbnails, v.thumbnail_error, v.created_at, u.id AS author_id, u.name AS author_name
  FROM dataos.attachments a
  JOIN dataos.bases b ON b.id = a.base_id AND b.purged_at IS NULL
  JOIN dataos.attachment_versions v ON v.attachment_id = a.id
  LEFT JOIN dataos.users u ON u.number = v.uploaded_by
 WHERE a.id = %(id)s
"""
_ONE = f"{_COLUMNS} AND v.version = %(version)s".encode()
_CURRENT = f"{_COLUMNS} AND v.version = a.current_version".encode()
_ALL = f"{_COLUMNS} ORDER BY v.version DESC".encode()
_ADD = b"""
WITH adopted AS (DELETE FROM dataos.loose_blobs WHERE key = %(key)s),
made AS (
  INSERT INTO dataos.attachments (id, workspace_id, base_id, uploaded_by, current_version)
  SELECT %(id)s, b.workspace_id, b.id, %(by)s, 1 FROM dataos.bases b WHERE b.id = %(base)s
)
INSERT INTO dataos.attachment_versions (attachment_id, version, name, type, size, sha256, blob_key, uploaded_by)
VALUES (%(id)s, 1, %(name)s, %(type)s, %(size)s, %(sha256)s, %(key)s, %(by)s)
"""
_NEXT = b"""
UPDATE dataos.attachments SET current_version = current_version + 1
 WHERE id = %s RETURNING current_version
"""
_ADD_VERSION = b"""
WITH adopted AS (DELETE FROM dataos.loose_blobs WHERE key = %(key)s)
INSERT INTO dataos.attachment_versions (attachment_id, version, name, type, size, sha256, blob_key, uploaded_by)
VALUES (%(id)s, %(version)s, %(name)s, %(type)s, %(size)s, %(sha256)s, %(key)s, %(by)s)
"""


@dataclass(frozen=True, slots=True)
class NewVersion:
    name: str
    type: str
    size: int
    sha256: bytes
    blob_key: str
    by: int

    def values(self) -> dict[str, object]:
        return {
            "name": self.name,
            "type": self.type,
            "size": self.size,
            "sha256": self.sha256,
            "key": self.blob_key,
            "by": self.by,
        }


async def add(conn: AsyncConnection, attachment: str, base: str, version: NewVersion) -> None:
    """With its first version, whose blob is loose no more."""
    await conn.execute(_ADD, {**version.values(), "id": attachment, "base": base})


async def take_number(conn: AsyncConnection, attachment: str) -> int | None:
    """The number of the next version, which is the current one from the commit on; None when there is no such
    attachment. Others who add a version wait."""
    row = await (await conn.execute(_NEXT, [attachment])).fetchone()
    return None if row is None else row[0]


async def add_version(conn: AsyncConnection, attachment: str, number: int, version: NewVersion) -> None:
    await conn.execute(_ADD_VERSION, {**version.values(), "id": attachment, "version": number})


async def find(conn: AsyncConnection, attachment: str, version: int | None = None) -> StoredVersion | None:
    """The current version unless another is named."""
    async with conn.cursor(row_factory=class_row(StoredVersion)) as cursor:
        await cursor.execute(_CURRENT if version is None else _ONE, {"id": attachment, "version": version})
        return await cursor.fetchone()


async def list_versions(conn: AsyncConnection, attachment: str) -> list[StoredVersion]:
    """Newest first."""
    async with conn.cursor(row_factory=class_row(StoredVersion)) as cursor:
        await cursor.execute(_ALL, {"id": attachment})
        return await cursor.fetchall()
