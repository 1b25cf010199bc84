"""How many bytes of files a workspace may have.

What counts is every version of every attachment, for each is a blob of its own; thumbnails do not. It is counted when
somebody asks, so there is no number that could drift. Asked is twice: before anything is read, where what has arrived
of other uploads counts too, so that a full workspace does not fill the store with parts; and in the transaction that
makes a file of what came, alone in the workspace, so that however many come at once the files never have more than they
may.
"""

from psycopg import AsyncConnection

from core.errors import LimitExceeded

_FILES = b"""
SELECT coalesce(sum(v.size), 0)::bigint FROM dataos.bases b
  JOIN dataos.attachments a ON a.workspace_id = b.workspace_id
  JOIN dataos.attachment_versions v ON v.attachment_id = a.id
 WHERE b.id = %s
"""
_ARRIVING = b"""
SELECT coalesce(sum(u.received), 0)::bigint FROM dataos.bases b
  JOIN dataos.bases o ON o.workspace_id = b.workspace_id
  JOIN dataos.uploads u ON u.base_id = o.id AND u.attachment_id IS NULL
 WHERE b.id = %s
"""
_BOTH = b"SELECT (" + _FILES + b") + (" + _ARRIVING + b")"
_ALONE = b"SELECT pg_advisory_xact_lock(hashtextextended(workspace_id, 31)) FROM dataos.bases WHERE id = %s"


class Quota:
    """``most`` 0 is no limit, and asks nothing."""

    def __init__(self, most: int) -> None:
        self._most = most

    @property
    def limited(self) -> bool:
        return self._most > 0

    async def require_room(self, conn: AsyncConnection, base_id: str, size: int) -> None:
        """For a file that is about to come, as far as its size is known. Raises LimitExceeded ``storage_full``."""
        if self.limited:
            self._check(await _count(conn, _BOTH, [base_id, base_id]), size, "with uploads that are under way")

    async def require_room_whole(self, conn: AsyncConnection, base_id: str, size: int) -> None:
        """For a file all of which has arrived. Raises LimitExceeded ``storage_full``."""
        if self.limited:
            self._check(await _count(conn, _FILES, [base_id]), size)

    async def take_room(self, conn: AsyncConnection, base_id: str, size: int) -> None:
        """The same in the transaction that adds the file, which others in the workspace wait for. Raises
        LimitExceeded ``storage_full``."""
        if self.limited:
            await conn.execute(_ALONE, [base_id])
            await self.require_room_whole(conn, base_id, size)

    def _check(self, used: int, size: int, beside: str = "") -> None:
        if used + max(size, 1) <= self._most:
            return
        raise LimitExceeded(
            "storage_full",
            f"The files of this workspace may have {self._most:,} bytes. They have {used:,}{beside and f', {beside}'},"
            f" so this one of {size:,} does not fit. Delete a base whose files are not needed (they go when it leaves"
            " the trash; files in no cell go after a day), or ask your administrator to raise"
            " DATAOS_WORKSPACE_FILE_BYTES.",
            "file",
        )


async def _count(conn: AsyncConnection, statement: bytes, values: list[str]) -> int:
    row = await (await conn.execute(statement, values)).fetchone()
    return 0 if row is None else int(row[0])
