"""Files that people upload, and their versions.

A version never changes, and cells name one: a new version is in no cell until somebody writes it there, so that
history and undo bring former ones back.
"""

from collections.abc import AsyncIterator

from psycopg import AsyncConnection

from api.access.repository import BaseGrant
from api.access.service import Access
from api.attachments import repository
from api.attachments.blobs import IN_PARTS, Blobs, Received
from api.attachments.quota import Quota
from api.attachments.repository import NewVersion, StoredVersion
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.kit.newid import new_id
from api.records.sight import in_sight
from api.records.stale import StaleSchema
from core.access.roles import BaseRole
from core.errors import LimitExceeded, NotFound
from core.files import clean_name
from core.ids import PREFIXES, is_id

MAX_VERSIONS = 1_000


class Attachments:
    """``most`` and ``most_at_once`` are the bytes of a file, and of one that comes in one request."""

    def __init__(
        self, database: Database, access: Access, blobs: Blobs, quota: Quota, *, most: int, most_at_once: int
    ) -> None:
        self.quota = quota
        self._database = database
        self._access = access
        self._blobs = blobs
        self.most = most
        self.most_at_once = min(most, most_at_once)

    async def may_upload(self, user: CurrentUser, base_id: str, size: int = 0) -> None:
        """``size`` as far as it is known. Raises NotFound, Forbidden, LimitExceeded ``storage_full``."""
        async with self._database.records() as conn:
            await self._access.base(user, base_id, BaseRole.EDITOR, conn)
            await self.quota.require_room(conn, base_id, size)

    async def upload(
        self, session: WriteSession, user: CurrentUser, base_id: str, name: str, content: AsyncIterator[bytes]
    ) -> StoredVersion:
        """For whoever ``may_upload``. Raises LimitExceeded, Unavailable."""
        cleaned = clean_name(name)
        received = await self._blobs.receive(content, cleaned, self.most_at_once, IN_PARTS)
        return await self.add(await self._database.driver(session), user, base_id, cleaned, received)

    async def add(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        base_id: str,
        name: str,
        received: Received,
        *,
        reserved: bool = False,
    ) -> StoredVersion:
        """A new attachment, in the transaction that is open; ``reserved`` as the quota has it. Raises
        LimitExceeded ``storage_full``."""
        await self.quota.take_room(conn, base_id, received.size, reserved=reserved)
        made = new_id(PREFIXES["attachment"])
        await repository.add(conn, made, base_id, _version(user, name, received))
        return await _found(conn, made)

    async def may_add_version(self, user: CurrentUser, attachment_id: str, size: int = 0) -> StoredVersion:
        """``size`` as far as it is known. Raises NotFound, Forbidden, LimitExceeded."""
        current = await self._seen(user, attachment_id, BaseRole.EDITOR)
        if current.current >= MAX_VERSIONS:
            message = f"A file has at most {MAX_VERSIONS:,} versions. Upload it as a new one."
            raise LimitExceeded("too_many_versions", message, "attachmentId")
        async with self._database.records() as conn:
            await self.quota.require_room(conn, current.base_id, size)
        return current

    async def require_in_reach(self, user: CurrentUser, attachment_id: str) -> None:
        """Of somebody who may add versions to it. Raises NotFound, Forbidden."""
        await self._seen(user, attachment_id, BaseRole.EDITOR)

    async def upload_version(
        self, session: WriteSession, user: CurrentUser, attachment_id: str, name: str, content: AsyncIterator[bytes]
    ) -> StoredVersion:
        """For whoever ``may_add_version``. Raises NotFound, LimitExceeded, Unavailable."""
        cleaned = clean_name(name)
        received = await self._blobs.receive(content, cleaned, self.most_at_once, IN_PARTS)
        return await self.add_version(await self._database.driver(session), user, attachment_id, cleaned, received)

    async def add_version(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        attachment_id: str,
        name: str,
        received: Received,
        *,
        reserved: bool = False,
    ) -> StoredVersion:
        """In the transaction that is open. Raises NotFound: upkeep deletes what is in no cell; LimitExceeded."""
        if self.quota.limited:
            base_id = (await _found(conn, attachment_id)).base_id
            await self.quota.take_room(conn, base_id, received.size, reserved=reserved)
        number = await repository.take_number(conn, attachment_id)
        if number is None:
            raise NotFound("attachment", attachment_id)
        await repository.add_version(conn, attachment_id, number, _version(user, name, received))
        return await _found(conn, attachment_id)

    async def get(self, user: CurrentUser, attachment_id: str) -> StoredVersion:
        """The current version, for readers of the base. Raises NotFound."""
        return await self._seen(user, attachment_id, BaseRole.VIEWER)

    async def versions(self, user: CurrentUser, attachment_id: str) -> list[StoredVersion]:
        """Newest first. Raises NotFound."""
        await self._seen(user, attachment_id, BaseRole.VIEWER)
        async with self._database.records() as conn:
            return await repository.list_versions(conn, attachment_id)

    async def _seen(self, user: CurrentUser, attachment_id: str, needed: BaseRole) -> StoredVersion:
        """Raises NotFound for a file out of sight, whatever ``needed``; Forbidden."""
        found = None
        if is_id(PREFIXES["attachment"], attachment_id):
            async with self._database.records() as conn:
                found = await repository.find(conn, attachment_id)
        if found is None:
            raise NotFound("attachment", attachment_id[:100])
        try:
            grant = (await self._access.base(user, found.base_id, BaseRole.VIEWER)).grant
            if not await self._in_sight(user, grant, attachment_id):
                raise NotFound("attachment", attachment_id)
            if not grant.role.covers(needed):
                await self._access.base(user, found.base_id, needed)
        except NotFound:
            raise NotFound("attachment", attachment_id) from None
        return found

    async def _in_sight(self, user: CurrentUser, grant: BaseGrant, attachment_id: str) -> bool:
        for last in (False, True):
            try:
                async with self._database.records() as conn:
                    return await in_sight(conn, self._access, user, grant, attachment_id)
            except StaleSchema as stale:
                self._access.forget_table(stale.table)
                if last:
                    raise
        return False


async def _found(conn: AsyncConnection, attachment_id: str) -> StoredVersion:
    found = await repository.find(conn, attachment_id)
    if found is None:
        raise NotFound("attachment", attachment_id)
    return found


def _version(user: CurrentUser, name: str, received: Received) -> NewVersion:
    return NewVersion(name, received.type, received.size, received.sha256, received.key, user.number)
