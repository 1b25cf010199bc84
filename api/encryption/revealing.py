"""Opening encrypted values in an answer that PostgreSQL has made.

Statements put a marked object in the place of a value that the reader may see (``api/records/sql/project.py``). Only an
answer that has such marks is touched, and only there: everything else goes out as it came. What the answer was made
for is asked again here, because an answer that was stored for repetition may be given much later.
"""

import re
from collections.abc import Mapping

import orjson
from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.lens import Lens, lens_over
from api.encryption.vault import Vault
from api.records.sql.project import MASKED_JSON, SEALED_MARK
from core.errors import VersionConflict
from core.values import JsonValue

_MARK = SEALED_MARK.encode()
_SEALED = re.compile(re.escape(_MARK) + rb'"(fld_[0-9a-z]{26})",("(?:[^"\\]|\\.)*")\]\}')
_MASKED = MASKED_JSON.encode()


class Revealing:
    def __init__(self, database: Database, access: Access, vault: Vault) -> None:
        self._database = database
        self._access = access
        self._vault = vault

    async def body(self, user: CurrentUser, table: str | int, body: bytes) -> bytes:
        """The answer as this person sees it. Raises NotFound when the table is not theirs any more."""
        if _MARK not in body:
            return body
        access = await self._access.table(user, table)
        async with self._database.records() as conn:
            return await revealed(self._vault, conn, access, body)

    async def conflict(self, user: CurrentUser, table: str | int, error: VersionConflict) -> VersionConflict:
        """The same conflict, its current record as this person sees it."""
        if error.record is None:
            return error
        record: Mapping[str, object] = orjson.loads(await self.body(user, table, orjson.dumps(error.record)))
        path = error.faults[0].path if error.faults else "If-Match"
        return VersionConflict(sent=error.sent, current=error.current, record=record, path=path)


async def revealed(vault: Vault, conn: AsyncConnection, access: TableAccess, body: bytes) -> bytes:
    """Where a field is gone since, or may not be seen any more, the value is masked."""
    if _MARK not in body:
        return body
    by_id = access.schema.by_id
    found = [(by_id.get(mark[1].decode()), orjson.loads(mark[2])) for mark in _SEALED.finditer(body)]
    lens = await lens_over(vault, conn, access, ((field, stored) for field, stored in found if field is not None))
    return _SEALED.sub(lambda mark: _opened(lens, mark), body)


def _opened(lens: Lens, mark: re.Match[bytes]) -> bytes:
    field = lens.access.schema.by_id.get(mark[1].decode())
    if field is None or not field.encrypted:
        return _MASKED
    stored: JsonValue = orjson.loads(mark[2])
    return orjson.dumps(lens.show(stored, field))
