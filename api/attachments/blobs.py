"""Blobs that are received: nothing of them is lost track of, whenever the process dies.

A key is written down as loose before its blob is put, and is taken off that list in the transaction that makes a row
for it. What has no row after a day is deleted by upkeep (``upkeep.py``).
"""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

from psycopg import AsyncConnection

from api.attachments.sniffing import HEAD, sniff
from api.db.engine import Database
from api.kit.storage import BlobStore
from core.errors import LimitExceeded
from core.files import FALLBACK, PLAIN, inline

TOO_LARGE = "file_too_large"
SMALLER = "Make it smaller, or split it."
IN_PARTS = (
    "Larger ones are uploaded in parts, which can be continued (tus 1.0.0): begin with POST"
    " /api/v1/bases/{baseId}/uploads."
)


@dataclass(frozen=True, slots=True)
class Received:
    """A blob that is stored, and loose until ``adopt``."""

    key: str
    size: int
    sha256: bytes
    type: str


class Blobs:
    def __init__(self, database: Database, store: BlobStore) -> None:
        self._database = database
        self.store = store

    async def loose_key(self) -> str:
        """The key of a blob that is about to be put."""
        key = self.store.new_key()
        async with self._database.records() as conn:
            await conn.execute("INSERT INTO dataos.loose_blobs (key) VALUES (%s)", [key])
        return key

    async def receive(
        self, content: AsyncIterator[bytes], name: str, most: int, instead: str = SMALLER, *, key: str | None = None
    ) -> Received:
        """``instead`` is what to do with a larger one, ``key`` a ``loose_key`` that is there already. Raises
        LimitExceeded above ``most`` bytes, Unavailable."""
        head, rest = await _head(content)
        if len(head) > most:
            raise too_large(most, instead)
        kind = sniff(head[:HEAD], name)
        counted = _Counted(most, instead)
        key = key or await self.loose_key()
        await self.store.put(
            key, counted.through(head, rest), type=shown_type(kind), disposition=disposition(kind, name)
        )
        return Received(key, counted.size, counted.hash.digest(), kind)


async def adopt(conn: AsyncConnection, keys: list[str]) -> None:
    """In the transaction that makes the rows for them."""
    await conn.execute("DELETE FROM dataos.loose_blobs WHERE key = ANY (%s)", [keys])


async def let_go(conn: AsyncConnection, keys: list[str]) -> None:
    """In the transaction that deletes their rows: upkeep deletes them."""
    await conn.execute(
        "INSERT INTO dataos.loose_blobs (key, due_at) SELECT k, now() FROM unnest(%s::text[]) k"
        " ON CONFLICT (key) DO UPDATE SET due_at = now()",
        [keys],
    )


def disposition(type: str, name: str) -> str:
    """The header Content-Disposition: shown where that is safe, else saved."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    how = "inline" if inline(type) else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def shown_type(type: str) -> str:
    """The header Content-Type. What must not be shown is told to be nothing in particular."""
    if type == PLAIN:
        return "text/plain; charset=utf-8"
    return type if inline(type) else FALLBACK


def too_large(most: int, instead: str = SMALLER) -> LimitExceeded:
    return LimitExceeded(TOO_LARGE, f"A file may have at most {most:,} bytes here. {instead}", "file")


class _Counted:
    def __init__(self, most: int, instead: str) -> None:
        self._most = most
        self._instead = instead
        self.size = 0
        self.hash = hashlib.sha256()

    async def through(self, head: bytes, rest: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
        if head:
            yield self._seen(head)
        async for block in rest:
            yield self._seen(block)

    def _seen(self, block: bytes) -> bytes:
        self.size += len(block)
        if self.size > self._most:
            raise too_large(self._most, self._instead)
        self.hash.update(block)
        return block


async def _head(content: AsyncIterator[bytes]) -> tuple[bytes, AsyncIterator[bytes]]:
    """The first blocks, HEAD bytes or more, and the others."""
    head = bytearray()
    async for block in content:
        head += block
        if len(head) >= HEAD:
            break
    return bytes(head), content
