"""Uploads in parts: the server's half of tus 1.0.0 (core, creation, termination).

Every part that arrives is a blob and a line in the upload's row, so any API process can take the next one and a process
that dies loses only what it had not put yet. A part is taken at one place of the file only: of two that claim the same,
the second is refused. When the last byte is there, the parts are read once more into the blob of the file; whoever asks
for a complete upload that has not come to that does it, one at a time: others hear that it is not ready yet.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

from psycopg import AsyncConnection

from api.access.service import Access
from api.attachments import repository as attachments_repository
from api.attachments.blobs import Blobs, Received, let_go, too_large
from api.attachments.repository import StoredVersion
from api.attachments.service import Attachments
from api.attachments.uploads import repository
from api.attachments.uploads.repository import Upload
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.kit.newid import new_id
from api.kit.storage import BlobMissing
from core.access.roles import BaseRole
from core.counted import counted, verb
from core.errors import Conflict, LimitExceeded, NotFound
from core.files import clean_name
from core.ids import PREFIXES, is_id

PART = 8 * 1024 * 1024
"""Bytes that a request holds in memory before they are put."""
MAX_PARTS = 10_000
"""All parts but those that a broken connection cut short have PART bytes, if the sender lets them: the largest file has
8,192 of those. A sender that sends tiny ones is stopped, for every part rewrites the list of them."""
_COPIES_AT_A_TIME = 2
"""Each holds a connection to the database."""


class Uploads:
    def __init__(self, database: Database, access: Access, blobs: Blobs, attachments: Attachments) -> None:
        self._database = database
        self._access = access
        self._blobs = blobs
        self._attachments = attachments
        self._copies = asyncio.Semaphore(_COPIES_AT_A_TIME)

    @property
    def most(self) -> int:
        return self._attachments.most

    async def begin(
        self, session: WriteSession, user: CurrentUser, base_id: str, *, name: str, length: int, version_of: str | None
    ) -> Upload:
        """For whoever may upload to the base. Raises NotFound, LimitExceeded."""
        if length > self.most:
            raise too_large(self.most)
        conn = await self._database.driver(session)
        if version_of is not None:
            current = await self._attachments.may_add_version(user, version_of, length)
            if current.base_id != base_id:
                raise NotFound("attachment", version_of)
        await self._attachments.quota.take_room(conn, base_id, length)
        made = new_id(PREFIXES["upload"])
        await repository.add(
            conn, id=made, base=base_id, version_of=version_of, name=clean_name(name), length=length, by=user.number
        )
        return self._found(await repository.find(conn, made), made)

    async def get(self, user: CurrentUser, upload_id: str) -> tuple[Upload, StoredVersion | None]:
        """With the file once it is whole and put together. Raises NotFound, Unavailable."""
        upload = await self._seen(user, upload_id, BaseRole.VIEWER)
        if upload.complete and upload.attachment_id is None:
            return upload, await self._finish(user, upload)
        return upload, await self._stored(upload)

    async def require_mine(self, user: CurrentUser, upload_id: str) -> Upload:
        """For who began it, and still may upload. Raises NotFound, Forbidden."""
        return await self._seen(user, upload_id, BaseRole.EDITOR)

    async def append(
        self, user: CurrentUser, upload: Upload, offset: int, content: AsyncIterator[bytes]
    ) -> tuple[int, StoredVersion | None]:
        """How many bytes there are now, and the file when that is all of them and nobody else is putting it together.

        What had arrived when the sender went away is kept. Raises Conflict ``offset_mismatch``, LimitExceeded.
        """
        if offset != upload.received or (upload.attachment_id is not None and offset != upload.length):
            raise _mismatch(offset, upload.received)
        if not upload.complete and len(upload.parts) >= MAX_PARTS:
            raise _too_many()
        received = offset
        try:
            async for part in _parts(content, upload.length - offset):
                received = await self._take(upload, received, part)
        except _Cut as cut:
            if cut.rest:
                await self._take(upload, received, cut.rest)
            raise cut.cause from None
        if received < upload.length:
            return received, None
        fresh = await self._seen(user, upload.id, BaseRole.EDITOR)
        return received, await self._stored(fresh) or await self._finish(user, fresh)

    async def end(self, session: WriteSession, upload: Upload) -> None:
        """Whatever has arrived is thrown away; a file that is whole stays."""
        conn = await self._database.driver(session)
        current = await repository.find(conn, upload.id, lock=True)
        if current is not None:
            await let_go(conn, [key for key, _ in current.parts])
            await repository.remove(conn, upload.id)

    async def _take(self, upload: Upload, at: int, part: bytes) -> int:
        key = await self._blobs.loose_key()
        await self._blobs.store.put(key, part)
        async with self._database.records() as conn:
            if not await repository.grow(conn, upload.id, at, key, len(part), MAX_PARTS):
                now = await repository.find(conn, upload.id)
                if now is None:
                    raise NotFound("upload", upload.id)
                raise _too_many() if now.received == at and not now.complete else _mismatch(at, now.received)
        return at + len(part)

    async def _finish(self, user: CurrentUser, upload: Upload) -> StoredVersion | None:
        """The file out of the parts; None while another request puts it together, in whatever process."""
        # Asked first, so that who only wants to know makes no key and waits for no copy.
        async with self._database.records() as conn, conn.transaction():
            if not await repository.try_alone(conn, upload.id):
                return None
        if upload.version_of is not None:
            # It may have been withdrawn from them since they began, and a version of one's own would show it again.
            await self._attachments.require_in_reach(user, upload.version_of)
        async with self._copies:
            key = await self._blobs.loose_key()
            async with self._database.records() as conn, conn.transaction():
                if not await repository.try_alone(conn, upload.id):
                    return None
                current = self._found(await repository.find(conn, upload.id), upload.id)
                if current.attachment_id is None:
                    return await self._copied(conn, user, current, key)
                stored = await attachments_repository.find(conn, current.attachment_id, current.version)
                return self._there(stored, current.attachment_id)

    async def _copied(self, conn: AsyncConnection, user: CurrentUser, upload: Upload, key: str) -> StoredVersion:
        """In the transaction that is alone with the upload. It may be ended meanwhile: then its parts go. Its room was
        taken as it began; where the limit is lower by now they stay, and it can be finished once there is room."""
        await self._attachments.quota.require_room(conn, upload.base_id, upload.length, reserved=True)
        try:
            received = await self._blobs.receive(self._whole(upload), upload.name, self.most, key=key)
        except BlobMissing:
            raise NotFound("upload", upload.id) from None
        current = self._found(await repository.find(conn, upload.id, lock=True), upload.id)
        if received.size != upload.length:
            raise NotFound("upload", upload.id)
        stored = await self._stored_as(user, upload, received, conn)
        await repository.finish(conn, upload.id, stored.id, stored.version)
        await let_go(conn, [key for key, _ in current.parts])
        return stored

    async def _stored_as(
        self, user: CurrentUser, upload: Upload, received: Received, conn: AsyncConnection
    ) -> StoredVersion:
        name = upload.name
        if upload.version_of is None:
            return await self._attachments.add(conn, user, upload.base_id, name, received, reserved=True)
        return await self._attachments.add_version(conn, user, upload.version_of, name, received, reserved=True)

    async def _whole(self, upload: Upload) -> AsyncGenerator[bytes]:
        for key, size in upload.parts:
            async for block in self._blobs.store.read(key, 0, size):
                yield block

    async def _stored(self, upload: Upload) -> StoredVersion | None:
        if upload.attachment_id is None:
            return None
        async with self._database.records() as conn:
            return await attachments_repository.find(conn, upload.attachment_id, upload.version)

    async def _seen(self, user: CurrentUser, upload_id: str, needed: BaseRole) -> Upload:
        """One that this person began: whether others may see the file is for its cells to say."""
        found = None
        if is_id(PREFIXES["upload"], upload_id):
            async with self._database.records() as conn:
                found = await repository.find(conn, upload_id)
        upload = self._found(found, upload_id[:100])
        if upload.uploaded_by != user.number:
            raise NotFound("upload", upload_id)
        try:
            await self._access.base(user, upload.base_id, needed)
        except NotFound:
            raise NotFound("upload", upload_id) from None
        return upload

    @staticmethod
    def _found(upload: Upload | None, key: str) -> Upload:
        if upload is None:
            raise NotFound("upload", key)
        return upload

    @staticmethod
    def _there(stored: StoredVersion | None, key: str) -> StoredVersion:
        if stored is None:
            raise NotFound("attachment", key)
        return stored


class _Cut(Exception):
    """The sender stopped before the end: ``rest`` is what had arrived since the last part."""

    def __init__(self, rest: bytes, cause: Exception) -> None:
        super().__init__("the sender stopped")
        self.rest = rest
        self.cause = cause


async def _parts(content: AsyncIterator[bytes], most: int) -> AsyncGenerator[bytes]:
    """Blocks put together. Raises _Cut, LimitExceeded."""
    waiting, seen = bytearray(), 0
    try:
        async for block in content:
            seen += len(block)
            if seen > most:
                message = f"More bytes were sent than the {most:,} that are missing. Nothing of this part was kept."
                raise LimitExceeded("file_too_large", message, "Upload-Length")
            waiting += block
            if len(waiting) >= PART:
                yield bytes(waiting)
                waiting.clear()
    except LimitExceeded:
        raise
    except Exception as error:  # however the sender went away; it is raised again once what came is kept
        raise _Cut(bytes(waiting), error) from error
    if waiting:
        yield bytes(waiting)


def _too_many() -> LimitExceeded:
    message = f"A file may come in at most {MAX_PARTS:,} parts. Begin a new upload, and send larger ones."
    return LimitExceeded("too_many_parts", message, "Upload-Offset")


def _mismatch(sent: int, received: int) -> Conflict:
    return Conflict(
        "offset_mismatch",
        f"{counted(received, 'byte')} of this upload {verb(received, 'has', 'have')} arrived, and this part begins at "
        f"{sent:,}. HEAD says where to go on.",
        "Upload-Offset",
    )
