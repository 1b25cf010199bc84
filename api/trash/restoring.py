"""Taking things out of the trash, each as its deletion put it there.

What is asked twice is done once: whatever is not in the trash is answered as it is. A name that was taken meanwhile
gets " (restored)". Rules of a field that records have come to break while it was away are left off, because nobody can
mend the values of a field that is not there.
"""

from collections.abc import Mapping
from dataclasses import replace

from api.access.repository import TableGrant, rights_of
from api.access.requiring import require_level
from api.access.service import Access
from api.auth.current import CurrentUser
from api.bases import repository as bases
from api.bases.repository import Base
from api.db import physical
from api.db.engine import Database, WriteSession
from api.fields import repository as fields
from api.fields.derived import Derived
from api.fields.formulas import settle_again
from api.fields.narrowing import empty_condition
from api.fields.seen import SeenField
from api.fields.stored import hold_records
from api.http import limits
from api.tables import acts
from api.tables import repository as tables
from api.tables.acts import Noun, SchemaAct
from api.tables.service import SeenTable, Tables
from api.tables.sql import summaries
from api.tables.summary import Calculating
from api.trash import repository
from api.trash.names import free_name
from api.trash.sight import hides_field
from api.views import repository as views
from api.views.service import SeenView
from api.workspaces import repository as workspaces
from core.access.levels import TableLevel, ViewLevel
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, LimitExceeded, NotFound
from core.fields.derived import DerivedConfig
from core.fields.link import LinkConfig
from core.ids import PREFIXES, BaseId, FieldId, TableId, is_id
from core.schema import FieldDef, TableSchema

_NO_TABLE, _NO_BASE = f"tbl_{'0' * 26}", f"bas_{'0' * 26}"
"""Ids of nothing."""


class Restoring:
    def __init__(self, database: Database, access: Access, derived: Derived, tables: Tables) -> None:
        self._tables = tables
        self._database = database
        self._access = access
        self._derived = derived

    async def field(
        self, session: WriteSession, user: CurrentUser, field_id: str, act: SchemaAct | None = None
    ) -> SeenField:
        """With its values, and a link with its symmetric field and pairs. What it is used by works again.

        Raises NotFound, Forbidden, Conflict ``other_end_converted``, LimitExceeded ``too_many_fields``, Invalid where
        it would be made of itself by now.
        """
        table = await self._table_of(session, "field", field_id)
        grant = await self._granted(session, user, table, "field", field_id)
        conn = await self._database.driver(session)
        if await hides_field(self._access, session, conn, grant.base.rights, grant.base.id, field_id):
            raise NotFound("field", field_id)
        require_level(grant, BaseRole.CREATOR)
        schema = await tables.lock(session, grant.id)
        found = await repository.find(session, "field", field_id)
        if found is None or (not found.deleted and field_id not in schema.by_id):
            raise NotFound("field", field_id)
        if not found.deleted:
            return await self._seen(session, user, grant, schema, field_id)
        if await repository.is_half(session, field_id):
            raise Conflict(
                "other_end_converted",
                "The field at the other end of this link was converted and is that link no more."
                " Undo the conversion, which brings this one back, or make a new link.",
                "fieldId",
            )
        was = await acts.before(conn, act, Noun.FIELD, field_id)
        back = {found.id: (found.name, str(schema.id))}
        partner = await repository.symmetric_of(session, field_id)
        if partner is not None and partner[3]:
            back[partner[0]] = (partner[1], partner[2])
        for key, (name, owner) in back.items():
            names = await repository.names_of(session, "field", owner)
            if len(names) >= limits.MAX_FIELDS_PER_TABLE:
                message = f"A table has at most {limits.MAX_FIELDS_PER_TABLE} fields. Delete one first."
                raise LimitExceeded("too_many_fields", message, "fieldId")
            await repository.revive(session, "field", {key: free_name(name, names)})
        await repository.forget_partner(session, list(back))
        await fields.raise_version(session, schema.id)
        for owner in sorted({owner for _, owner in back.values()}):
            await self._settle(session, grant, TableId(owner), [key for key, (_, of) in back.items() if of == owner])
        await self._derived.refresh(session, schema.id, set(back), grant=grant)
        # Policies of tables that look at this one over others were worked out without the field.
        await workspaces.change_policy(session, schema.workspace_id)
        await acts.enter(conn, act, Noun.FIELD, field_id, was)
        now = (await tables.schemas(session, [schema.id]))[schema.id]
        return await self._seen(session, user, grant, now, field_id)

    async def table(
        self, session: WriteSession, user: CurrentUser, table_id: str, act: SchemaAct | None = None
    ) -> SeenTable:
        """With everything in it. Raises NotFound, Forbidden, LimitExceeded ``too_many_tables``."""
        _require("table", table_id)
        found = await repository.find(session, "table", table_id)
        try:
            access = await self._access.base(user, _NO_BASE if found is None else found.owner, BaseRole.VIEWER)
        except NotFound:
            raise NotFound("table", table_id) from None
        conn = await self._database.driver(session)
        rights = access.grant.rights
        if not rights.plain:
            rights = await rights_of(conn, user.id, user.token, access.grant.workspace_id, trashed=True)
        if rights.table(table_id, access.grant.id).level is TableLevel.NONE:
            raise NotFound("table", table_id)
        if not access.grant.role.covers(BaseRole.CREATOR):
            await self._access.base(user, access.grant.id, BaseRole.CREATOR)
        # Held only by who may: a stranger must not make others wait. What stands there is then asked for again.
        await tables.hold_connected(session, TableId(table_id))
        found = await repository.find(session, "table", table_id)
        if found is None:
            raise NotFound("table", table_id)
        if found.deleted:
            if await tables.count_in_base(session, access.grant.id) >= limits.MAX_TABLES_PER_BASE:
                message = f"A base has at most {limits.MAX_TABLES_PER_BASE} tables. Delete one first."
                raise LimitExceeded("too_many_tables", message, "tableId")
            was = await acts.before(conn, act, Noun.TABLE, table_id)
            names = await repository.names_of(session, "table", found.owner)
            await repository.revive(session, "table", {found.id: free_name(found.name, names)})
            await self._catch_up(session, TableId(table_id))
            # Rights that were read while it was away hold none of its grants and rules.
            await workspaces.change_policy(session, access.grant.workspace_id)
            await acts.enter(conn, act, Noun.TABLE, table_id, was)
        # What grants on it say of this person is asked only now that it is back; a refusal undoes its coming back.
        grant = await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)
        return await self._tables.seen(session, user, grant)

    async def view(
        self, session: WriteSession, user: CurrentUser, view_id: str, act: SchemaAct | None = None
    ) -> SeenView:
        """Raises NotFound, Forbidden, LimitExceeded ``too_many_views``."""
        table = await self._table_of(session, "view", view_id)
        grant = await self._granted(session, user, table, "view", view_id)
        own = grant.base.rights.view(view_id, grant.base.id)
        if own is not None and own.level is ViewLevel.NONE:
            raise NotFound("view", view_id)
        require_level(grant, BaseRole.EDITOR)
        schema = await tables.lock(session, grant.id)
        found = await repository.find(session, "view", view_id)
        conn = await self._database.driver(session)
        policy = await self._access.policy_now(user, grant, schema, conn)
        level = policy.view_level(view_id)
        if found is None or level is ViewLevel.NONE:
            raise NotFound("view", view_id)
        if level is not ViewLevel.EDIT:
            raise Forbidden("This needs the level edit on the view; yours is read.")
        if found.deleted:
            if await views.count(session, grant.id) >= limits.MAX_VIEWS_PER_TABLE:
                message = f"A table has at most {limits.MAX_VIEWS_PER_TABLE} views. Delete one first."
                raise LimitExceeded("too_many_views", message, "viewId")
            was = await acts.before(conn, act, Noun.VIEW, view_id)
            await repository.revive(session, "view", {found.id: found.name})
            await acts.enter(conn, act, Noun.VIEW, view_id, was)
        return SeenView(await views.get(session, view_id), schema, policy)

    async def base(self, session: WriteSession, user: CurrentUser, base_id: str) -> Base:
        """With its tables. Raises NotFound, Forbidden."""
        _require("base", base_id)
        found = await repository.find(session, "base", base_id)
        if found is not None and found.deleted:
            # Who may do so is said of live bases: in this transaction it is one already.
            await repository.revive(session, "base", {found.id: found.name})
        conn = await self._database.driver(session)
        access = await self._access.base(user, base_id, BaseRole.CREATOR, conn)
        if found is not None and found.deleted:
            linked = await tables.linked_in_base(session, BaseId(base_id))
            await tables.hold_connected(session, *linked)
            for table in linked:
                await self._catch_up(session, table)
            # After the tables, as everybody who holds both: else two of them could wait for each other.
            await workspaces.change_policy(session, access.grant.workspace_id)
        return await bases.get(session, access.grant.id, access.grant.role)

    async def _catch_up(self, session: WriteSession, table: TableId) -> None:
        """A table that nobody kept up to date while it was away, and those that look at it."""
        await fields.raise_version(session, table)
        schema = (await tables.schemas(session, [table]))[table]
        derived = {field.id for field in schema.every if isinstance(field.config, DerivedConfig)}
        await self._derived.refresh(session, table, derived)

    async def _settle(self, session: WriteSession, grant: TableGrant, table: TableId, back: list[str]) -> None:
        """Rules and formulas of fields that have come back."""
        conn = await self._database.driver(session)
        schema = (await tables.schemas(session, [table])).get(table)
        if schema is None:  # The table at a link's other end is in the trash itself.
            return
        for key in back:
            field = await self._with_rules(session, schema, schema.by_id[FieldId(key)])
            await fields.update(session, field)
            if field.type.computed:
                await self._derived.check_circles(session, grant, schema, field)
            await settle_again(conn, schema, field)

    async def _with_rules(self, session: WriteSession, schema: TableSchema, field: FieldDef) -> FieldDef:
        """Unique and required as far as the values that there are now allow it."""
        if field.required:
            conn = await self._database.driver(session)
            await hold_records(conn, schema)
            # A link to a table that was deleted is empty in every record, and its pairs may be gone for good.
            lost = isinstance(field.config, LinkConfig) and field.number not in schema.linked
            if await fields.count_live(session, schema, "true" if lost else empty_condition(field)):
                field = replace(field, required=False)
        if field.unique:
            try:
                await physical.add_unique(await self._database.driver(session), schema, field)
            except Conflict:
                field = replace(field, unique=False)
        return field

    async def _table_of(self, session: WriteSession, noun: str, key: str) -> str:
        _require(noun, key)
        # A table that does not exist is asked for like one that does: the time of an answer must not tell them apart.
        return await repository.owner_of(session, noun, key) or _NO_TABLE

    async def _granted(self, session: WriteSession, user: CurrentUser, table: str, noun: str, key: str) -> TableGrant:
        """For readers of the table. Raises NotFound of what was asked for."""
        try:
            return await self._access.table_now(user, table, TableLevel.READ, await self._database.driver(session))
        except NotFound:
            raise NotFound(noun, key) from None

    async def _seen(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, schema: TableSchema, field_id: str
    ) -> SeenField:
        """Raises NotFound for a field that is hidden from them, which undoes its coming back."""
        policy = await self._access.policy_now(user, grant, schema, await self._database.driver(session))
        field = schema.by_id[FieldId(field_id)]
        if not policy.visible(field):
            raise NotFound("field", field_id)
        return SeenField(field, schema, await self._calculating(session, schema), policy)

    async def _calculating(self, session: WriteSession, schema: TableSchema) -> Mapping[str, Calculating]:
        return await summaries.calculating(session, [schema.workspace_number])


def _require(noun: str, key: str) -> None:
    """A malformed id names nothing, and must not reach the database."""
    if not is_id(PREFIXES[noun], key):
        raise NotFound(noun, key[:100])
