"""How many bytes of files a workspace may have.

What counts is every version of every attachment, for each is a blob of its own; thumbnails do not. An upload in parts
counts with its announced length from its beginning, so that the store never has more of parts than there is room for,
and what was begun fits in the end. All is counted when somebody asks, so there is no number that could drift: an upload
that is ended, or that upkeep deletes, takes no room any more.

Asked is twice: before anything is read, and in the transaction that begins an upload in parts or makes a file of what
came, alone in the workspace, so that however many come at once there is never more than there may be.
"""

from psycopg import AsyncConnection

from core.counted import counted
from core.errors import LimitExceeded

# An upload that is a file by now counts as that.
_COUNT = b"""
SELECT (SELECT coalesce(sum(v.size), 0)::bigint FROM dataos.attachments a
          JOIN dataos.attachment_versions v ON v.attachment_id = a.id
         WHERE a.workspace_id = b.workspace_id),
       (SELECT coalesce(sum(u.length), 0)::bigint FROM dataos.bases o
          JOIN dataos.uploads u ON u.base_id = o.id AND u.attachment_id IS NULL
         WHERE o.workspace_id = b.workspace_id)
  FROM dataos.bases b WHERE b.id = %s
"""
_ALONE = b"SELECT pg_advisory_xact_lock(hashtextextended(workspace_id, 31)) FROM dataos.bases WHERE id = %s"


class Quota:
    """``most`` 0 is no limit, and asks nothing.

    ``reserved``: an upload asks that has its room since it began, so only files are in its way. Of several that do not
    fit any more, because the limit is lower by now, the first ones do.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    @property
    def limited(self) -> bool:
        return self._most > 0

    async def require_room(self, conn: AsyncConnection, base_id: str, size: int, *, reserved: bool = False) -> None:
        """For a file that is about to come, as far as its size is known. Raises LimitExceeded ``storage_full``."""
        if not self.limited:
            return
        row = await (await conn.execute(_COUNT, [base_id])).fetchone()
        files, begun = (0, 0) if row is None else (int(row[0]), 0 if reserved else int(row[1]))
        if files + begun + max(size, 1) > self._most:
            raise self._full(files, begun, size)

    async def take_room(self, conn: AsyncConnection, base_id: str, size: int, *, reserved: bool = False) -> None:
        """The same in the transaction that adds the file or the upload, which others in the workspace wait for. Raises
        LimitExceeded ``storage_full``."""
        if self.limited:
            await conn.execute(_ALONE, [base_id])
            await self.require_room(conn, base_id, size, reserved=reserved)

    def _full(self, files: int, begun: int, size: int) -> LimitExceeded:
        also = f", and uploads that are under way take {begun:,}" if begun else ""
        wait = " End uploads that nobody goes on with, or wait: those go after a day." if begun else ""
        return LimitExceeded(
            "storage_full",
            f"The files of this workspace may have {counted(self._most, 'byte')}. They have {files:,}{also}, so this"
            f" one of {size:,} does not fit.{wait} Delete a base whose files are not needed (they go when it leaves the"
            " trash; files in no cell go after a day), or ask your administrator to raise DATAOS_WORKSPACE_FILE_BYTES.",
            "file",
        )
