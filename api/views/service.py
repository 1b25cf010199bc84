"""Rules of views. Whoever may edit a base may shape its views; everybody who may read it may look through them."""

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
from api.tables.grid import GridConfig, bind
from api.tables.schema import Schemas
from api.tables.summary import View
from api.views import repository
from core.access.policy import Policy, compile_policy
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
        bound = await self._bind(session, config, schema, grant)

        view = View(ViewId(new_id("viw")), grant.id, name, "grid", bound.stored(), clock.now())
        await tables.add_view(session, view)
        await acts.enter(await self._database.driver(session), act, Noun.VIEW, view.id)
        return SeenView(view, schema, _policy(grant))

    async def get(self, session: ReadSession, user: CurrentUser, view_id: str) -> SeenView:
        grant = await self._access.table_of_view(user, view_id, BaseRole.VIEWER)
        schema = await self._schemas.fresh(await self._database.driver(session), grant.number)
        return SeenView(await repository.get(session, view_id), schema, _policy(grant))

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
        """``config`` replaces the stored one as a whole. Raises Invalid."""
        grant = await self._access.table_of_view(user, view_id, BaseRole.EDITOR)
        schema = await tables.lock(session, grant.id)
        bound = None if config is None else await self._bind(session, config, schema, grant)
        return await self._write(session, grant, schema, view_id, name, bound, act)

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
        grant = await self._access.table_of_view(user, view_id, BaseRole.EDITOR)
        schema = await tables.lock(session, grant.id)
        return await self._write(session, grant, schema, view_id, name, config, act)

    async def _write(
        self,
        session: WriteSession,
        grant: TableGrant,
        schema: TableSchema,
        view_id: str,
        name: str | None,
        config: GridConfig | None,
        act: SchemaAct | None,
    ) -> SeenView:
        conn = await self._database.driver(session)
        view = await repository.get(session, view_id)
        was = await acts.before(conn, act, Noun.VIEW, view_id)
        await repository.update(session, view.id, name, None if config is None else config.stored())
        await acts.enter(conn, act, Noun.VIEW, view_id, was)
        return SeenView(await repository.get(session, view_id), schema, _policy(grant))

    async def delete(
        self, session: WriteSession, user: CurrentUser, view_id: str, act: SchemaAct | None = None
    ) -> None:
        """Soft. Raises Conflict ``last_view``."""
        grant = await self._access.table_of_view(user, view_id, BaseRole.EDITOR)
        await tables.lock(session, grant.id)
        view = await repository.get(session, view_id)
        if await repository.count(session, grant.id) < 2:
            raise Conflict("last_view", "A table keeps at least one view. Make another one first.", "viewId")
        conn = await self._database.driver(session)
        was = await acts.before(conn, act, Noun.VIEW, view_id)
        await repository.delete(session, view.id, user.number)
        await acts.enter(conn, act, Noun.VIEW, view_id, was)

    async def _bind(
        self, session: WriteSession, config: GridConfig, schema: TableSchema, grant: TableGrant
    ) -> GridConfig:
        conn = await self._database.driver(session)
        known = await find_people(conn, grant.base.workspace_id, mentioned(config.filter))
        return bind(config, schema, _policy(grant), known.numbers, known.ids)


def _policy(grant: TableGrant) -> Policy:
    return compile_policy(grant.base.role, grant.base.policy_version)
