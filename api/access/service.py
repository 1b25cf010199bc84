"""What the caller may do with a workspace, base or table (DESIGN §9, decision 22).

Somebody outside the workspace gets NotFound, whatever the id, and so does somebody inside for what a grant withholds;
with too low a role or level they get Forbidden. Questions about metadata are asked afresh, one statement each, and one
more the first time after rights in the workspace changed. ``table`` is for record statements and answers from
memory for up to five seconds: those statements carry a guard on the schema's and the policy's version, and whoever
sees the guard fail calls ``forget_table`` and asks again, so a stale answer cannot do anything. Nor should it refuse
anything: before a request is told that a field is unknown or a role too low, ``still_current`` looks again.
"""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Collection, Hashable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

from api.access import repository
from api.access.admitting import admit
from api.access.policies import Lend, Policies
from api.access.repository import BaseGrant, Place, TableGrant, TableKey
from api.access.requiring import BaseAccess, WorkspaceAccess, base_of, level_needed, require_id, require_level
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.kit import clock
from api.kit.file_links import FileLinks
from api.tables.schema import Schemas
from core.access.levels import FieldLevel, TableLevel, ViewLevel
from core.access.policy import Policy
from core.access.rights import Rights
from core.access.roles import BaseRole, Standing, WorkspaceRole
from core.errors import Forbidden, NotFound
from core.ids import WorkspaceId
from core.schema import TableSchema

CACHE_SECONDS = 5.0
_CACHED = 20_000
_NO_SLOTS: Mapping[str, object] = {}
_NO_SIGNATURE: Mapping[str, object] = dict.fromkeys(("file_expires", "file_inner", "file_outer"))


@dataclass(frozen=True, slots=True)
class TableAccess:
    """One person's view of one table: its schema, and the policy that every statement on it takes."""

    schema: TableSchema
    policy: Policy
    user: CurrentUser
    file_links: FileLinks | None = None
    """What addresses of files are signed with; without it cells of files have none."""
    asked: "Access | None" = None
    """Who is asked what else the person may see; None for who sees this table alone."""

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
        self._policies = Policies(schemas)
        self._cache: OrderedDict[Hashable, _Cached] = OrderedDict()

    async def workspace(
        self, user: CurrentUser, workspace_id: str, needed: WorkspaceRole, given: AsyncConnection | None = None
    ) -> WorkspaceAccess:
        """Raises NotFound, Forbidden."""
        require_id("workspace", workspace_id)
        async with self._connection(given) as conn:
            grant = await repository.find_workspace(conn, user.id, workspace_id)
            seen = user.seen_by is None or await repository.administers(conn, user.seen_by, workspace_id)
        if grant is None or not seen:
            raise NotFound("workspace", workspace_id)
        admit(user, grant.id)
        if not grant.role.covers(needed):
            raise Forbidden(f"This needs the role {needed} in the workspace; yours is {grant.role}.")
        if needed is not WorkspaceRole.MEMBER and user.token is not None and user.token.bases is not None:
            raise Forbidden("This access token is for certain bases only. Use one that is for the whole workspace.")
        return WorkspaceAccess(grant, user)

    async def standing(self, user: CurrentUser, workspace_id: str) -> tuple[WorkspaceId, Standing]:
        """For what guests may see too. Raises NotFound."""
        require_id("workspace", workspace_id)
        async with self._database.records() as conn:
            found = await repository.find_standing(conn, user.id, workspace_id)
            seen = user.seen_by is None or await repository.administers(conn, user.seen_by, workspace_id)
        if found is None or not seen:
            raise NotFound("workspace", workspace_id)
        admit(user, found[0])
        return found

    async def base(
        self, user: CurrentUser, base_id: str, needed: BaseRole, given: AsyncConnection | None = None
    ) -> BaseAccess:
        """Raises NotFound, Forbidden."""
        require_id("base", base_id)
        async with self._connection(given) as conn:
            place = await repository.place_of_base(conn, user.id, base_id)
            grant = None if place is None else await self._base_grant(user, place, conn, remember=given is None)
        if grant is None:
            raise NotFound("base", base_id)
        admit(user, grant.workspace_id)
        if not grant.role.covers(needed):
            raise Forbidden(f"This needs the role {needed} in the base; yours is {grant.role}.")
        return BaseAccess(grant, user)

    async def table(self, user: CurrentUser, table: str | int, conn: AsyncConnection | None = None) -> TableAccess:
        """By id or number, for guarded record statements only. Who holds a connection gives it: waiting for a second
        one while holding the first would stall everybody once the pool is empty. Raises NotFound.

        In an open transaction it is as that has it, and nothing of it is remembered.
        """
        by = TableKey.NUMBER if isinstance(table, int) else TableKey.ID
        if conn is not None and conn.info.transaction_status is not TransactionStatus.IDLE:
            grant = await self._find(user, by, table, "table", conn, remember=False)
            schema = await self._schemas.fresh(conn, grant.number)
            return TableAccess(schema, await self.policy_now(user, grant, schema, conn), user, self._file_links, self)
        key, now = (user.id, user.token, user.seen_by, table), clock.monotonic()
        cached = self._cache.get(key)
        if cached is None or cached.until <= now:
            cached = _Cached(await self._find(user, by, table, "table", conn, remember=True), now + CACHE_SECONDS)
            self._cache[key] = cached
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        admit(user, cached.grant.base.workspace_id)
        return await self._compiled(user, cached.grant, conn)

    async def table_now(
        self,
        user: CurrentUser,
        table_id: str,
        needed: BaseRole | TableLevel,
        given: AsyncConnection | None = None,
    ) -> TableGrant:
        """Afresh, for work on the table itself; as the transaction of ``given`` has it. Raises NotFound, Forbidden.

        ``needed`` as a role in the base stands for the level that it gives.
        """
        return await self._granted(user, TableKey.ID, table_id, "table", needed, given)

    async def table_of_field(
        self, user: CurrentUser, field_id: str, needed: BaseRole | TableLevel, given: AsyncConnection | None = None
    ) -> TableGrant:
        """Raises NotFound ``field_not_found``, for a field that is hidden from them too, Forbidden."""
        grant = await self._granted(user, TableKey.FIELD, field_id, "field", TableLevel.READ, given)
        if not grant.base.rights.plain and await self._hides(user, grant, field_id, given):
            raise NotFound("field", field_id)
        require_level(grant, needed)
        return grant

    async def _hides(self, user: CurrentUser, grant: TableGrant, field_id: str, given: AsyncConnection | None) -> bool:
        """Of a field that exists, and as far as memory helps: an answer must not take longer than for one that does
        not. Raises NotFound."""
        said = grant.base.rights.field(field_id, grant.base.id)
        if said is not None and said.level is FieldLevel.HIDDEN:
            return True
        if given is not None:
            schema = await self._schemas.fresh(given, grant.number)
            return field_id in (await self.policy_now(user, grant, schema, given)).hidden
        try:
            return field_id in (await self.current(user, grant.number)).policy.hidden
        except NotFound:
            raise NotFound("field", field_id) from None

    async def table_of_view(
        self, user: CurrentUser, view_id: str, needed: BaseRole | TableLevel, given: AsyncConnection | None = None
    ) -> TableGrant:
        """Raises NotFound ``view_not_found``, for a view that is withheld from them too, Forbidden.

        Where a grant on the view says what they have, ``edit`` there is what changing it needs.
        """
        grant = await self._granted(user, TableKey.VIEW, view_id, "view", TableLevel.READ, given)
        level = grant.base.rights.view(view_id, grant.base.id)
        if level is not None and level.level is ViewLevel.NONE:
            raise NotFound("view", view_id)
        if level_needed(needed) is TableLevel.EDIT and level is not None:
            if level.level is not ViewLevel.EDIT:
                raise Forbidden("This needs the level edit on the view; yours is read.")
            return grant
        require_level(grant, needed)
        return grant

    async def tables_now(self, conn: AsyncConnection, user: CurrentUser, ids: Collection[str]) -> list[TableGrant]:
        """Those of these tables that ``table_now`` would find, in no order; as the transaction of ``conn`` has it."""
        places = await repository.places_of_tables(conn, user.id, ids)
        grants = [await self._table_grant(user, place, conn, remember=False) for place in places]
        return [grant for grant in grants if grant is not None]

    async def policy_now(
        self, user: CurrentUser, grant: TableGrant, schema: TableSchema, conn: AsyncConnection
    ) -> Policy:
        """Afresh, for work on the table itself; ``schema`` is as the transaction of ``conn`` has it."""
        return (await self.policies_in(grant.base, [schema], conn))[schema.id]

    async def policy_by(self, rights: Rights, schema: TableSchema, conn: AsyncConnection) -> Policy:
        """Afresh, of somebody with these rights."""
        return await self._policies.policy(schema, rights, partial(self._connection, conn), remember=False)

    async def policies_in(
        self, grant: BaseGrant, schemas: Collection[TableSchema], conn: AsyncConnection
    ) -> dict[str, Policy]:
        """By id, of those of these tables of a base that the person may read; afresh, as ``policy_now``."""
        rights = grant.rights
        open_to_them = [it for it in schemas if rights.table(it.id, it.base_id).level is not TableLevel.NONE]
        return await self._policies.policies(open_to_them, rights, partial(self._connection, conn))

    async def current(self, user: CurrentUser, table: str | int, given: AsyncConnection | None = None) -> TableAccess:
        """Like ``table``, for answers that no guarded statement stands behind. Raises NotFound."""
        found = await self.table(user, table, given)
        return found if await self.still_current(found, given) else await self.table(user, table, given)

    async def still_current(self, access: TableAccess, given: AsyncConnection | None = None) -> bool:
        """Whether table and policy are still what ``access`` was made from; if not, they are forgotten."""
        async with self._connection(given) as conn:
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
        needed: BaseRole | TableLevel,
        given: AsyncConnection | None = None,
    ) -> TableGrant:
        grant = await self._find(user, by, key, noun, given, remember=given is None)
        require_level(grant, needed)
        return grant

    async def _find(
        self,
        user: CurrentUser,
        by: TableKey,
        key: str | int,
        noun: str,
        given: AsyncConnection | None,
        *,
        remember: bool,
    ) -> TableGrant:
        if isinstance(key, str):
            require_id(noun, key)
        async with self._connection(given) as conn:
            place = await repository.place_of_table(conn, user.id, by, key)
            grant = None if place is None else await self._table_grant(user, place, conn, remember=remember)
        if grant is None:
            raise NotFound(noun, str(key))
        admit(user, grant.base.workspace_id)
        return grant

    async def _table_grant(
        self, user: CurrentUser, place: Place, conn: AsyncConnection, *, remember: bool
    ) -> TableGrant | None:
        rights = await self._policies.rights(user, place, partial(self._connection, conn), remember=remember)
        if place.table_id is None:
            return None
        level = rights.table(place.table_id, place.base_id).level
        if level is TableLevel.NONE:
            return None
        return TableGrant(place.table_id, place.table_number, base_of(place, rights), level)

    async def _base_grant(
        self, user: CurrentUser, place: Place, conn: AsyncConnection, *, remember: bool
    ) -> BaseGrant | None:
        rights = await self._policies.rights(user, place, partial(self._connection, conn), remember=remember)
        grant = base_of(place, rights)
        return None if grant.partial and not rights.opened(place.base_id) else grant

    async def _compiled(self, user: CurrentUser, grant: TableGrant, given: AsyncConnection | None) -> TableAccess:
        schema = self._schemas.remembered(grant.number)
        if schema is None:
            async with self._connection(given) as conn:
                schema = await self._schemas.by_number(conn, grant.number)
        lend: Lend = partial(self._connection, given)
        policy = await self._policies.policy(schema, grant.base.rights, lend, remember=True)
        return TableAccess(schema, policy, user, self._file_links, self)

    @asynccontextmanager
    async def _connection(self, given: AsyncConnection | None) -> AsyncGenerator[AsyncConnection]:
        if given is not None:
            yield given
            return
        async with self._database.records() as conn:
            yield conn
