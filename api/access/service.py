"""What the caller may do with a workspace, base or table (DESIGN §9).

Somebody outside the workspace gets NotFound, whatever the id; somebody inside with too low a role gets Forbidden.
Questions about metadata are asked afresh, one statement each. ``table`` is for record statements and answers from
memory for up to five seconds: those statements carry a guard on the schema's and the policy's version, and whoever
sees the guard fail calls ``forget_table`` and asks again, so a stale answer cannot do anything. Nor should it refuse
anything: before a request is told that a field is unknown or a role too low, ``still_current`` looks again.
"""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access import repository
from api.access.admitting import admit, admit_to_base
from api.access.repository import BaseGrant, TableGrant, TableKey, WorkspaceGrant
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.kit import clock
from api.kit.file_links import FileLinks
from api.tables.schema import Schemas
from core import ids
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole, Standing, WorkspaceRole
from core.errors import Forbidden, NotFound
from core.ids import WorkspaceId
from core.schema import TableSchema

CACHE_SECONDS = 5.0
_CACHED = 20_000
_NO_SLOTS: Mapping[str, object] = {}
_NO_SIGNATURE: Mapping[str, object] = dict.fromkeys(("file_expires", "file_inner", "file_outer"))


@dataclass(frozen=True, slots=True)
class WorkspaceAccess:
    grant: WorkspaceGrant
    user: CurrentUser


@dataclass(frozen=True, slots=True)
class BaseAccess:
    grant: BaseGrant
    user: CurrentUser


@dataclass(frozen=True, slots=True)
class TableAccess:
    """One person's view of one table: its schema, and the policy that every statement on it takes."""

    schema: TableSchema
    policy: Policy
    user: CurrentUser
    file_links: FileLinks | None = None
    """What addresses of files are signed with; without it cells of files have none."""

    def file_slots(self) -> Mapping[str, object]:
        """For statements that make records' JSON. Tables without files have nothing to sign."""
        if not self.schema.has_files:
            return _NO_SLOTS
        return _NO_SIGNATURE if self.file_links is None else self.file_links.slots()


@dataclass(frozen=True, slots=True)
class _Cached:
    grant: TableGrant
    until: float


class Access:
    def __init__(self, database: Database, schemas: Schemas, file_links: FileLinks | None = None) -> None:
        self._database = database
        self._file_links = file_links
        self._schemas = schemas
        self._cache: OrderedDict[tuple[str, str | int], _Cached] = OrderedDict()
        self._closed: OrderedDict[tuple[str, int, int, int], frozenset[int]] = OrderedDict()

    async def workspace(
        self, user: CurrentUser, workspace_id: str, needed: WorkspaceRole, given: AsyncConnection | None = None
    ) -> WorkspaceAccess:
        """Raises NotFound, Forbidden."""
        _require_id("workspace", workspace_id)
        async with self._connection(given) as conn:
            grant = await repository.find_workspace(conn, user.id, workspace_id)
        if grant is None:
            raise NotFound("workspace", workspace_id)
        admit(user, grant.id)
        if not grant.role.covers(needed):
            raise Forbidden(f"This needs the role {needed} in the workspace; yours is {grant.role}.")
        return WorkspaceAccess(grant, user)

    async def standing(self, user: CurrentUser, workspace_id: str) -> tuple[WorkspaceId, Standing]:
        """For what guests may see too. Raises NotFound."""
        _require_id("workspace", workspace_id)
        async with self._database.records() as conn:
            found = await repository.find_standing(conn, user.id, workspace_id)
        if found is None:
            raise NotFound("workspace", workspace_id)
        admit(user, found[0])
        return found

    async def base(
        self, user: CurrentUser, base_id: str, needed: BaseRole, given: AsyncConnection | None = None
    ) -> BaseAccess:
        """Raises NotFound, Forbidden."""
        _require_id("base", base_id)
        async with self._connection(given) as conn:
            grant = await repository.find_base(conn, user.id, base_id)
        if grant is None:
            raise NotFound("base", base_id)
        admit_to_base(user, grant, "base", base_id)
        _require_role(grant, needed)
        return BaseAccess(grant, user)

    async def table(self, user: CurrentUser, table: str | int, conn: AsyncConnection | None = None) -> TableAccess:
        """By id or number, for guarded record statements only. Who holds a connection gives it: waiting for a second
        one while holding the first would stall everybody once the pool is empty. Raises NotFound.
        """
        key, now = (user.id, table), clock.monotonic()
        cached = self._cache.get(key)
        if cached is None or cached.until <= now:
            by = TableKey.NUMBER if isinstance(table, int) else TableKey.ID
            cached = _Cached(await self._find(user, by, table, "table", conn), now + CACHE_SECONDS)
            self._cache[key] = cached
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        admit_to_base(user, cached.grant.base, "table", str(table))
        return await self._compiled(user, cached.grant, conn)

    async def table_now(
        self, user: CurrentUser, table_id: str, needed: BaseRole, given: AsyncConnection | None = None
    ) -> TableGrant:
        """Afresh, for work on the table itself; as the transaction of ``given`` has it. Raises NotFound, Forbidden."""
        return await self._granted(user, TableKey.ID, table_id, "table", needed, given)

    async def table_of_field(self, user: CurrentUser, field_id: str, needed: BaseRole) -> TableGrant:
        """Raises NotFound ``field_not_found``, Forbidden."""
        return await self._granted(user, TableKey.FIELD, field_id, "field", needed)

    async def table_of_view(self, user: CurrentUser, view_id: str, needed: BaseRole) -> TableGrant:
        """Raises NotFound ``view_not_found``, Forbidden."""
        return await self._granted(user, TableKey.VIEW, view_id, "view", needed)

    async def policy_now(
        self, user: CurrentUser, grant: TableGrant, schema: TableSchema, conn: AsyncConnection
    ) -> Policy:
        """Afresh, for work on the table itself; ``schema`` is as the transaction of ``conn`` has it."""
        closed = await repository.closed_to(conn, user.id, _elsewhere(schema))
        return compile_policy(grant.base.role, grant.base.policy_version, closed)

    async def still_current(self, access: TableAccess) -> bool:
        """Whether table and policy are still what ``access`` was made from; if not, they are forgotten."""
        async with self._database.records() as conn:
            now = await repository.versions(conn, access.schema.number)
        current = now == (access.schema.version, access.policy.version)
        if not current:
            self.forget_table(access.schema.number)
        return current

    def forget_table(self, table_number: int) -> None:
        """After a guard failed: the next question about this table goes to the database."""
        for key in [key for key, cached in self._cache.items() if cached.grant.number == table_number]:
            del self._cache[key]
        self._schemas.forget(table_number)

    async def _granted(
        self,
        user: CurrentUser,
        by: TableKey,
        key: str,
        noun: str,
        needed: BaseRole,
        given: AsyncConnection | None = None,
    ) -> TableGrant:
        grant = await self._find(user, by, key, noun, given)
        _require_role(grant.base, needed)
        return grant

    async def _find(
        self, user: CurrentUser, by: TableKey, key: str | int, noun: str, given: AsyncConnection | None = None
    ) -> TableGrant:
        if isinstance(key, str):
            _require_id(noun, key)
        async with self._connection(given) as conn:
            grant = await repository.find_table(conn, user.id, by, key)
        if grant is None:
            raise NotFound(noun, str(key))
        admit_to_base(user, grant.base, noun, str(key))
        return grant

    async def _compiled(self, user: CurrentUser, grant: TableGrant, given: AsyncConnection | None) -> TableAccess:
        schema = self._schemas.remembered(grant.number)
        if schema is None:
            async with self._connection(given) as conn:
                schema = await self._schemas.by_number(conn, grant.number)
        closed = await self._closed_to(user, schema, grant.base, given)
        return TableAccess(
            schema, compile_policy(grant.base.role, grant.base.policy_version, closed), user, self._file_links
        )

    async def _closed_to(
        self, user: CurrentUser, schema: TableSchema, grant: BaseGrant, given: AsyncConnection | None
    ) -> frozenset[int]:
        """The linked tables that this person may not read: some of those in other bases. True as long as both versions
        are, so it is remembered by them."""
        elsewhere = _elsewhere(schema)
        if not elsewhere:
            return frozenset()
        key = (user.id, schema.number, schema.version, grant.policy_version)
        known = self._closed.get(key)
        if known is None:
            async with self._connection(given) as conn:
                known = await repository.closed_to(conn, user.id, elsewhere)
            self._closed[key] = known
            while len(self._closed) > _CACHED:
                self._closed.popitem(last=False)
        return known

    @asynccontextmanager
    async def _connection(self, given: AsyncConnection | None) -> AsyncGenerator[AsyncConnection]:
        if given is not None:
            yield given
            return
        async with self._database.records() as conn:
            yield conn


def _elsewhere(schema: TableSchema) -> set[int]:
    """Numbers of the linked tables of other bases: only those can be closed to somebody who reads this one."""
    return {target.number for target in schema.linked.values() if target.base_id != schema.base_id}


def _require_id(noun: str, key: str) -> None:
    """A malformed id names nothing, and must not reach the database."""
    if not ids.is_id(ids.PREFIXES[noun], key):
        raise NotFound(noun, key[:100])


def _require_role(grant: BaseGrant, needed: BaseRole) -> None:
    if not grant.role.covers(needed):
        raise Forbidden(f"This needs the role {needed} in the base; yours is {grant.role}.")
