"""Rules of views. Whoever may edit records of a table may shape its views, and whoever may read it may look through
them, unless grants on a view say that somebody may not."""

from dataclasses import dataclass

from api.access.people import find_people
from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit import clock
from api.kit.newid import new_id
from api.tables import acts
from api.tables import repository as tables
from api.tables.acts import Noun, SchemaAct
from api.tables.grid import GridConfig, bind, kept
from api.tables.schema import Schemas
from api.tables.summary import View
from api.views import giving, repository
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Conflict, LimitExceeded
from core.ids import ViewId
from core.query.people import mentioned
from core.schema import TableSchema


@dataclass(frozen=True, slots=True)
class SeenView:
    """A view with what is needed to show it to one person."""

    view: View
    schema: TableSchema
    policy: Policy


class Views:
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas

    async def create(
        self,
        session: WriteSession,
        user: CurrentUser,
        table_id: str,
        *,
        name: str,
        config: GridConfig,
        act: SchemaAct | None = None,
    ) -> SeenView:
        """Raises Invalid, LimitExceeded ``too_many_views``."""
        grant = await self._access.table_now(user, table_id, BaseRole.EDITOR)
        schema = await tables.lock(session, grant.id)
        if await repository.count(session, grant.id) >= limits.MAX_VIEWS_PER_TABLE:
            raise LimitExceeded(
                "too_many_views",
                f"A table has at most {limits.MAX_VIEWS_PER_TABLE} views. Delete one first.",
                "tableId",
            )
        policy = await self._policy(session, user, grant, schema)
        bound = await self._bind(session, config, schema, policy)

        view = View(ViewId(new_id("viw")), grant.id, name, "grid", bound.stored(), clock.now())
        await tables.add_view(session, view)
        await acts.enter(await self._database.driver(session), act, Noun.VIEW, view.id)
        return SeenView(view, schema, policy)

    async def get(self, session: ReadSession, user: CurrentUser, view_id: str) -> SeenView:
        """Raises NotFound."""
        grant = await self._access.table_of_view(user, view_id, BaseRole.VIEWER)
        schema = await self._schemas.fresh(await self._database.driver(session), grant.number)
        policy = await self._policy(session, user, grant, schema)
        return SeenView(await repository.get(session, view_id), schema, policy)

    async def update(
        self,
        session: WriteSession,
        user: CurrentUser,
        view_id: str,
        *,
        name: str | None,
        config: GridConfig | None,
        act: SchemaAct | None = None,
    ) -> SeenView:
        """``config`` replaces the stored one, but for what of that is not shown to this person. Raises Invalid, and
        Forbidden where they would change such a part, or what people without an account see by a link."""
        grant, schema, policy = await self._held(session, user, view_id)
        bound = None if config is None else await self._bind(session, config, schema, policy)
        if bound is not None:
            bound = kept(bound, (await repository.get(session, view_id)).config, schema, policy)
        return await self._write(session, grant, policy, schema, view_id, name, bound, act)

    async def put_back(
        self,
        session: WriteSession,
        user: CurrentUser,
        view_id: str,
        *,
        name: str | None,
        config: GridConfig | None,
        act: SchemaAct,
    ) -> SeenView:
        """``config`` is one that the view had: what it names may be in the trash by now, and is skipped on reading as
        it was then, so that it counts again once it is back."""
        grant, schema, policy = await self._held(session, user, view_id)
        return await self._write(session, grant, policy, schema, view_id, name, config, act)

    async def _write(
        self,
        session: WriteSession,
        grant: TableGrant,
        policy: Policy,
        schema: TableSchema,
        view_id: str,
        name: str | None,
        config: GridConfig | None,
        act: SchemaAct | None,
    ) -> SeenView:
        conn = await self._database.driver(session)
        view = await repository.get(session, view_id)
        if config is not None and giving.gives_differently(view.config, config.stored(), schema):
            for link in await repository.live_links(conn, view_id):
                giving.require_leave(grant, policy, schema, config.stored(), link)
        was = await acts.before(conn, act, Noun.VIEW, view_id)
        await repository.update(session, view.id, name, None if config is None else config.stored())
        await acts.enter(conn, act, Noun.VIEW, view_id, was)
        return SeenView(await repository.get(session, view_id), schema, policy)

    async def delete(
        self, session: WriteSession, user: CurrentUser, view_id: str, act: SchemaAct | None = None
    ) -> None:
        """Soft. Raises Conflict ``last_view``."""
        grant, _, _ = await self._held(session, user, view_id)
        view = await repository.get(session, view_id)
        if await repository.count(session, grant.id) < 2:
            raise Conflict("last_view", "A table keeps at least one view. Make another one first.", "viewId")
        conn = await self._database.driver(session)
        was = await acts.before(conn, act, Noun.VIEW, view_id)
        await repository.delete(session, view.id, user.number)
        await acts.enter(conn, act, Noun.VIEW, view_id, was)

    async def _held(
        self, session: WriteSession, user: CurrentUser, view_id: str
    ) -> tuple[TableGrant, TableSchema, Policy]:
        """The table of a view that this person may change, held until commit. Raises NotFound, Forbidden."""
        grant = await self._access.table_of_view(user, view_id, BaseRole.EDITOR)
        schema = await tables.lock(session, grant.id)
        policy = await self._policy(session, user, grant, schema)
        return grant, schema, policy

    async def _policy(
        self, session: ReadSession | WriteSession, user: CurrentUser, grant: TableGrant, schema: TableSchema
    ) -> Policy:
        return await self._access.policy_now(user, grant, schema, await self._database.driver(session))

    async def _bind(self, session: WriteSession, config: GridConfig, schema: TableSchema, policy: Policy) -> GridConfig:
        conn = await self._database.driver(session)
        known = await find_people(conn, schema.workspace_id, mentioned(config.filter))
        return bind(config, schema, policy, known.numbers, known.ids)
