"""Thumbnails, made when they are first asked for and kept in the store.

A file that cannot have them says why once and for all (``thumbnail_error``), so it is not tried at every view. Only
what the drawing process itself says of the file is such a reason, and that it used up its processor time. A store or
database that is away, a busy machine or one without memory, and a process that was killed are not: those are
Unavailable, and tried again.
"""

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from api.attachments import repository
from api.attachments.blobs import Blobs, adopt
from api.attachments.repository import StoredVersion
from api.attachments.thumbnails import child
from api.db.engine import Database
from api.kit.printable import printable
from api.kit.storage import BlobMissing
from core.errors import NotFound, Unavailable
from core.files import THUMBNAILED
from core.ids import PREFIXES, is_id
from core.values import JsonValue

_MOST_BYTES = 256 * 1024 * 1024
_MEGABYTES = 1024
_CPU_SECONDS = 10
_WALL_SECONDS = 30.0
_PATIENCE_SECONDS = 20.0
"""Whoever waits longer for a free process is asked to come again."""
_CHILD = Path(child.__file__)
_KEEP = b"""
UPDATE dataos.attachment_versions SET thumbnails = %s::jsonb, thumbnail_error = %s
 WHERE attachment_id = %s AND version = %s AND thumbnails IS NULL AND thumbnail_error IS NULL RETURNING 1
"""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    key: str
    size: int


class NoThumbnail(NotFound):
    """There will never be one; the text says why."""

    def __init__(self, stored: StoredVersion) -> None:
        super().__init__("thumbnail", f"{stored.id}/{stored.version}")
        self.detail = f"{stored.name} has no thumbnail: {stored.thumbnail_error}."


class ThumbnailMaker:
    """``at_a_time`` processes at most; others wait their turn."""

    def __init__(self, database: Database, blobs: Blobs, *, at_a_time: int) -> None:
        self._database = database
        self._blobs = blobs
        self._off = at_a_time == 0
        self._free = asyncio.Semaphore(max(1, at_a_time))
        self._making: dict[str, asyncio.Lock] = {}

    async def get(self, attachment: str, version: int, size: str) -> Thumbnail:
        """Raises NotFound with the reason, Unavailable."""
        found = await self._version(attachment, version)
        if found.thumbnails is None and found.thumbnail_error is None:
            if self._off:
                raise NotFound("thumbnail", f"{attachment}/{version}")
            async with self._alone(found.blob_key):
                found = await self._version(attachment, version)
                if found.thumbnails is None and found.thumbnail_error is None:
                    await self._make(found)
                    found = await self._version(attachment, version)
        if found.thumbnails is None:
            raise NoThumbnail(found)
        return _thumbnail(found.thumbnails, size)

    @asynccontextmanager
    async def _alone(self, key: str) -> AsyncGenerator[None]:
        """One request of this process makes the thumbnails of a file, the others wait for it."""
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked():
                self._making.pop(key, None)

    async def _version(self, attachment: str, version: int) -> StoredVersion:
        found = None
        if is_id(PREFIXES["attachment"], attachment) and version < 2**31:
            async with self._database.records() as conn:
                found = await repository.find(conn, attachment, version)
        if found is None:
            raise NotFound("thumbnail", f"{attachment}/{version}"[:100])
        return found

    async def _make(self, stored: StoredVersion) -> None:
        if stored.type not in THUMBNAILED:
            return await self._keep(stored, None, f"files of type {stored.type} never have one", [])
        if stored.size > _MOST_BYTES:
            return await self._keep(stored, None, f"it has more than {_MOST_BYTES:,} bytes", [])
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise Unavailable("thumbnails_busy", "Many thumbnails are being made. Try again in a moment.") from None
        try:
            with tempfile.TemporaryDirectory(prefix="dataos-thumbnail-") as folder:
                return await self._made_in(Path(folder), stored)
        finally:
            self._free.release()

    async def _made_in(self, folder: Path, stored: StoredVersion) -> None:
        source = folder / "source"
        try:
            with await asyncio.to_thread(source.open, "wb") as file:
                async for block in self._blobs.store.read(stored.blob_key, 0, stored.size):
                    await asyncio.to_thread(file.write, block)
        except BlobMissing:
            raise NotFound("thumbnail", f"{stored.id}/{stored.version}") from None
        made, reason = await _run(source, stored.type, folder)
        if made is None:
            return await self._keep(stored, None, reason, [])
        kept: dict[str, JsonValue] = {}
        keys: list[str] = []
        for size, measures in made.items():
            content = await asyncio.to_thread((folder / f"{size}.webp").read_bytes)
            key = await self._blobs.loose_key()
            await self._blobs.store.put(key, content, type="image/webp", disposition="inline")
            keys.append(key)
            kept[size] = {"key": key, "size": len(content), **measures}
        await self._keep(stored, kept, None, keys)
        return None

    async def _keep(
        self, stored: StoredVersion, made: Mapping[str, JsonValue] | None, error: str | None, keys: list[str]
    ) -> None:
        """Another process may have been faster: then ours stay loose."""
        said = None if made is None else json.dumps(made)
        async with self._database.records() as conn, conn.transaction():
            cursor = await conn.execute(_KEEP, [said, error, stored.id, stored.version])
            if await cursor.fetchone() is not None:
                await adopt(conn, keys)


async def _run(source: Path, type: str, folder: Path) -> tuple[dict[str, dict[str, int]] | None, str]:
    """What the child made, or why it never will. Raises Unavailable."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(_CHILD), str(source), type, str(folder), str(_MEGABYTES), str(_CPU_SECONDS),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=folder,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_WALL_SECONDS):
            said, _ = await process.communicate()
    except TimeoutError:
        raise _not_now(f"it took longer than {_WALL_SECONDS:g} seconds") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return json.loads(said), ""
    if process.returncode == child.REFUSED and said:
        return None, printable(said.decode(errors="replace"))[:300]
    if process.returncode == -signal.SIGXCPU:
        return None, "it takes too much time to draw"
    raise _not_now(f"the process that draws ended with {process.returncode}")


def _not_now(reason: str) -> Unavailable:
    return Unavailable("thumbnail_not_made", f"The thumbnail was not made: {reason}. Try again later.")


def _thumbnail(made: Mapping[str, JsonValue], size: str) -> Thumbnail:
    found = made.get(size)
    key, length = (found.get("key"), found.get("size")) if isinstance(found, dict) else (None, None)
    if not isinstance(key, str) or not isinstance(length, int):
        raise NotFound("thumbnail", size)
    return Thumbnail(key, length)
