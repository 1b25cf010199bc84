"""Rules of tables."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from psycopg import AsyncConnection

from api.access.repository import BaseGrant, TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import physical
from api.db.engine import Database, ReadSession, WriteSession
from api.encryption.vault import Vault
from api.http import limits
from api.kit import clock
from api.kit.newid import new_id
from api.tables import acts, repository
from api.tables.acts import Noun, SchemaAct
from api.tables.drafts import FieldDraft, make_fields
from api.tables.sql import summaries
from api.tables.summary import TableSummary, View
from api.workspaces import repository as workspaces
from core.access.levels import TableLevel, ViewLevel, level_of
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Invalid, LimitExceeded
from core.fields.derived import DerivedField
from core.fields.link import Link
from core.fields.primary import not_primary
from core.fields.registry import FIELD_TYPES
from core.ids import BaseId, TableId, ViewId
from core.schema import FieldDef, TableSchema

FIRST_FIELD = FieldDraft("Name", "text", None)
FIRST_VIEW = "All records"


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table as one person sees it."""

    summary: TableSummary
    policy: Policy


class LinkAdder(Protocol):
    """Adds a link field, with its symmetric field, to a table that this person may change."""

    async def add(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, draft: FieldDraft, path: str
    ) -> tuple[FieldDef, TableSchema]: ...


class Deriver(Protocol):
    """Adds fields that look across links, and keeps them true to what they look at."""

    async def add(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, draft: FieldDraft, path: str
    ) -> object: ...

    async def refresh(
        self,
        session: WriteSession,
        table: TableId,
        changed: Collection[str] = (),
        path: str = "",
        grant: TableGrant | None = None,
    ) -> None: ...


class Counter(Protocol):
    """Counts the records of a table that somebody may read whom rules on its rows name."""

    async def count(self, conn: AsyncConnection, schema: TableSchema, policy: Policy, user_number: int) -> int: ...


class Tables:
    def __init__(
        self,
        database: Database,
        access: Access,
        links: LinkAdder,
        derived: Deriver,
        vault: Vault,
        counter: Counter,
    ) -> None:
        self._counter = counter
        self._database = database
        self._vault = vault
        self._access = access
        self._links = links
        self._derived = derived

    async def list_in_base(self, session: ReadSession, user: CurrentUser, grant: BaseGrant) -> list[SeenTable]:
        """Those of a base, which has been granted, that this person may read."""
        found = await summaries.list_in_base(session, grant.id, limits.MAX_TABLES_PER_BASE)
        conn = await self._database.driver(session)
        policies = await self._access.policies_in(grant, [summary.schema for summary in found], conn)
        return [
            await self._counted(conn, user, summary, policies[summary.schema.id])
            for summary in found
            if summary.schema.id in policies
        ]

    async def create(
        self,
        session: WriteSession,
        user: CurrentUser,
        base_id: str,
        *,
        name: str,
        description: str,
        fields: list[FieldDraft],
        act: SchemaAct | None = None,
    ) -> SeenTable:
        """A table with its fields, physical table and first view; the first field is the primary one.

        Raises Invalid, Conflict ``name_taken``, LimitExceeded.
        """
        access = await self._access.base(user, base_id, BaseRole.CREATOR)
        if len(fields) > limits.MAX_FIELDS_PER_TABLE:
            raise LimitExceeded(
                "too_many_fields",
                f"A table has at most {limits.MAX_FIELDS_PER_TABLE} fields; there are {len(fields)}. Leave some out.",
                "fields",
            )
        made = make_fields(fields or [FIRST_FIELD], "fields")
        if await repository.count_in_base(session, access.grant.id) >= limits.MAX_TABLES_PER_BASE:
            raise LimitExceeded(
                "too_many_tables",
                f"A base has at most {limits.MAX_TABLES_PER_BASE} tables. Delete one, or use another base.",
                "baseId",
            )

        draft = TableSchema(
            id=TableId(new_id("tbl")),
            number=0,
            name=name,
            version=1,
            base_id=access.grant.id,
            workspace_id=access.grant.workspace_id,
            workspace_number=access.grant.workspace_number,
            primary_field_id=made[0].id,
            fields=made,
        )
        schema = await repository.add(session, draft, description)
        await repository.add_fields(session, schema.id, made, 0)
        view = View(ViewId(new_id("viw")), schema.id, FIRST_VIEW, "grid", {}, clock.now())
        await repository.add_view(session, view)
        conn = await self._database.driver(session)
        if schema.sealed:
            await self._vault.sealing(conn, schema.workspace_id)
        await physical.create_table(conn, schema)
        here = TableGrant(schema.id, schema.number, access.grant, level_of(access.grant.role))
        links: list[FieldDef] = []
        for at, link in enumerate(fields):
            if link.type == Link.name:
                links.append((await self._links.add(session, user, here, link, f"fields[{at}]"))[0])
        for at, derived in enumerate(fields):
            if isinstance(FIELD_TYPES.get(derived.type), DerivedField):
                await self._derived.add(session, user, here, derived, f"fields[{at}]")
        if schema.stamps:
            await self._derived.refresh(session, schema.id)
        await acts.enter(conn, act, Noun.TABLE, schema.id)
        for field in links:
            # A deleted table leaves the fields of other tables that lead to it; one that was never made leaves none.
            await acts.enter(conn, act, Noun.FIELD, field.id)
        return await self.seen(session, user, here)

    async def get(self, session: ReadSession, user: CurrentUser, table_id: str) -> SeenTable:
        grant = await self._access.table_now(user, table_id, TableLevel.READ)
        return await self.seen(session, user, grant)

    async def update(
        self,
        session: WriteSession,
        user: CurrentUser,
        table_id: str,
        *,
        changes: Mapping[str, str | None],
        primary_field: str | None,
        act: SchemaAct | None = None,
    ) -> SeenTable:
        """``changes`` may hold name and description. Raises Invalid, Conflict ``name_taken``."""
        grant = await self._access.table_now(user, table_id, TableLevel.ADMIN)
        schema = await repository.lock(session, grant.id)
        chosen = None
        if primary_field is not None:
            conn = await self._database.driver(session)
            policy = await self._access.policy_now(user, grant, schema, conn)
            field = policy.find(schema, primary_field)
            if field is None:
                raise Invalid([schema.unknown(primary_field, "primaryFieldId")], "unknown_field")
            reason = not_primary(field)
            if reason is not None:
                raise Invalid.one("primaryFieldId", "invalid_value", reason)
            chosen = field.id

        conn = await self._database.driver(session)
        was = await acts.before(conn, act, Noun.TABLE, schema.id)
        await repository.update(session, schema, {**changes, "primary_field_id": chosen})
        if chosen is not None and chosen != schema.primary_field_id:
            # Formulas of other tables read the titles of this one.
            await self._derived.refresh(session, schema.id, path="primaryFieldId", grant=grant)
            # Policies of tables that look at this one over others know by which titles its records went.
            await workspaces.change_policy(session, schema.workspace_id)
            grant = await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)
        await acts.enter(conn, act, Noun.TABLE, schema.id, was)
        return await self.seen(session, user, grant)

    async def gone_with_base(self, session: WriteSession, base: BaseId) -> None:
        """After the base was deleted: tables of other bases may look at tables of this one."""
        for table in await repository.linked_in_base(session, base):
            await self._derived.refresh(session, table)

    async def delete(
        self, session: WriteSession, user: CurrentUser, table_id: str, act: SchemaAct | None = None
    ) -> None:
        """Soft."""
        grant = await self._access.table_now(user, table_id, TableLevel.ADMIN)
        await repository.lock(session, grant.id)
        conn = await self._database.driver(session)
        was = await acts.before(conn, act, Noun.TABLE, grant.id)
        await repository.delete(session, grant.id, user.number)
        await self._derived.refresh(session, grant.id)
        # Rules that ask for it, of tables that look at this one over others, mean nothing any more.
        await workspaces.change_policy(session, grant.base.workspace_id)
        await acts.enter(conn, act, Noun.TABLE, grant.id, was)

    async def seen(self, session: ReadSession | WriteSession, user: CurrentUser, grant: TableGrant) -> SeenTable:
        """The table as this person, who has been granted it, sees it. Raises NotFound."""
        summary = await summaries.get(session, grant.id)
        conn = await self._database.driver(session)
        policy = await self._access.policy_now(user, grant, summary.schema, conn)
        return await self._counted(conn, user, summary, policy)

    async def _counted(
        self, conn: AsyncConnection, user: CurrentUser, summary: TableSummary, policy: Policy
    ) -> SeenTable:
        """With the views that may be opened, and as many records as may be read."""
        views = tuple(view for view in summary.views if policy.view_level(view.id) is not ViewLevel.NONE)
        count = summary.record_count
        if policy.read_filter is not None:
            count = await self._counter.count(conn, summary.schema, policy, user.number)
        return SeenTable(replace(summary, views=views, record_count=count), policy)
