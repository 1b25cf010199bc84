"""Changing the fields of a table.

Every change holds the table's row, so changes of one table happen one after another, and raises the table's version,
which is what record statements check: nobody writes with the old fields after the commit.
"""

from collections.abc import Mapping
from dataclasses import replace

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import physical
from api.db.engine import Database, WriteSession
from api.encryption.vault import Vault
from api.fields import repository
from api.fields.changes import FieldChanges, changed_config, check_automation, check_revealing
from api.fields.convert.running import refuse_while_converting
from api.fields.derived import Derived
from api.fields.formulas import losing, refuse_closed_links, settled_change, with_formula
from api.fields.hidden import refuse_hidden
from api.fields.narrowing import check_narrowing, check_new_required
from api.fields.seen import SeenField, seen
from api.http import limits
from api.links.service import Links
from api.tables import acts
from api.tables import repository as tables
from api.tables.acts import Noun, SchemaAct
from api.tables.currencies import check_currency
from api.tables.drafts import FieldDraft, check_flags, make_field, never_sealed
from api.tables.sql import summaries
from api.tables.summary import Calculating
from api.workspaces import repository as workspaces
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.computed.titles import links_read
from core.errors import Conflict, Invalid, LimitExceeded, NotFound
from core.fields.base import FieldConfig
from core.fields.button_address import settled as settled_button
from core.fields.defaults import check_alike
from core.fields.defaults import settled as settled_default
from core.fields.dependence import settled as settled_dependence
from core.fields.derived import DerivedField
from core.fields.formula import FormulaConfig
from core.fields.limited import named
from core.fields.limited import settled as settled_limits
from core.fields.link import Link, LinkConfig
from core.fields.registry import get_type
from core.fields.sealing import check_sealing
from core.schema import FieldDef, TableSchema


class Fields:
    def __init__(self, database: Database, access: Access, links: Links, derived: Derived, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._access = access
        self._links = links
        self._derived = derived

    async def add(
        self, session: WriteSession, user: CurrentUser, table_id: str, draft: FieldDraft, act: SchemaAct | None = None
    ) -> SeenField:
        """A field and its column.

        Raises Invalid, Conflict ``name_taken``, ``empty_values``, LimitExceeded ``too_many_fields``.
        """
        made = await self._add(session, user, table_id, draft)
        await acts.enter(await self._database.driver(session), act, Noun.FIELD, made.field.id)
        return made

    async def _add(self, session: WriteSession, user: CurrentUser, table_id: str, draft: FieldDraft) -> SeenField:
        grant = await self._access.table_now(user, table_id, BaseRole.CREATOR)
        if draft.reveal_to is not None and (draft.type == Link.name or isinstance(get_type(draft.type), DerivedField)):
            raise Invalid.one("encrypted", "not_encryptable", never_sealed(draft.type))
        if draft.type == Link.name:
            made, schema = await self._links.add(session, user, grant, draft)
            await check_new_required(session, await self._database.driver(session), schema, made)
            return SeenField(made, schema)
        if isinstance(get_type(draft.type), DerivedField):
            derived, schema = await self._derived.add(session, user, grant, draft)
            return SeenField(derived, schema, await self._calculating(session, schema))
        schema = await tables.lock(session, grant.id)
        policy = await self._policy(session, user, grant, schema)
        refuse_hidden(draft.config or {}, schema, policy)
        if len(schema.fields) >= limits.MAX_FIELDS_PER_TABLE:
            raise LimitExceeded(
                "too_many_fields",
                f"{schema.name} has {len(schema.fields)} fields, the most that a table can have. Delete one first.",
                "fields",
            )
        made = make_field(draft, await repository.take_number(session, schema.id))
        field = settled_button(settled_dependence(made, schema.fields), schema.fields)
        await self._refuse_closed_links(session, user, grant, schema, field)
        field = settled_limits(with_formula(schema, field, policy), schema.fields)
        await check_automation(session, schema, field)
        conn = await self._database.driver(session)
        await check_new_required(session, conn, schema, field)

        await tables.add_fields(session, schema.id, [field], await repository.next_position(session, schema.id))
        if field.encrypted:
            await self._vault.sealing(conn, schema.workspace_id)
        await physical.add_column(conn, schema, field)
        if field.unique:
            await physical.add_unique(conn, schema, field)
        now = seen(schema, field).schema
        if any(link.id not in schema.titles_of for link in links_read(now)):
            await self._derived.refresh(session, schema.id)
            return await self._seen_again(session, schema, field)
        if now.stamps != schema.stamps:
            await self._derived.refresh(session, schema.id)
        return seen(schema, field)

    async def update(
        self,
        session: WriteSession,
        user: CurrentUser,
        field_id: str,
        changes: FieldChanges,
        act: SchemaAct | None = None,
    ) -> SeenField:
        """Raises Invalid, and Conflict for a taken name and for values that do not fit (``narrowing``)."""
        grant = await self._access.table_of_field(user, field_id, BaseRole.CREATOR)
        schema = await tables.lock(session, grant.id)
        conn = await self._database.driver(session)
        was = await acts.before(conn, act, Noun.FIELD, field_id)
        changed = await self._update(session, user, grant, schema, _get(schema, field_id), changes)
        await acts.enter(conn, act, Noun.FIELD, field_id, was)
        return replace(changed, policy=await self._policy(session, user, grant, changed.schema))

    async def _update(
        self,
        session: WriteSession,
        user: CurrentUser,
        grant: TableGrant,
        schema: TableSchema,
        field: FieldDef,
        changes: FieldChanges,
    ) -> SeenField:
        policy = await self._policy(session, user, grant, schema)
        if not policy.visible(field):
            raise NotFound("field", field.id)
        refuse_hidden(changes.config or {}, schema, policy)
        await refuse_while_converting(await self._database.driver(session), field.id)
        changed = replace(
            field,
            name=field.name if changes.name is None else changes.name,
            config=await self._config(session, user, grant, schema, field, changes),
            description=field.description if changes.description is None else changes.description,
            required=field.required if changes.required is None else changes.required,
            unique=field.unique if changes.unique is None else changes.unique,
            reveal_to=field.reveal_to if changes.reveal_to is None else changes.reveal_to,
        )
        if changes.reveal_to is not None:
            check_revealing(field, policy)
        check_sealing(changed, primary=field.id == schema.primary_field_id)
        changed = settled_button(settled_dependence(settled_default(changed), schema.fields), schema.fields)
        changed = settled_limits(changed, schema.fields, kept=named(field.config))
        written = changes.config is not None and "expression" in changes.config
        if written:
            await self._refuse_closed_links(session, user, grant, schema, changed)
        changed, *dependants = settled_change(schema, field, changed, policy, written=written)
        if changed == field and not dependants:
            return SeenField(field, schema)
        check_flags(changed)
        check_alike(changed, field)
        check_currency(changed, field)
        if changed.config != field.config:
            await check_automation(session, schema, changed)
        await check_narrowing(session, await self._database.driver(session), schema, field, changed)

        for item in (changed, *dependants):
            await repository.update(session, item)
        await repository.raise_version(session, schema.id)
        await self._follow(session, grant, schema, field, changed)
        if changed.unique != field.unique:
            conn = await self._database.driver(session)
            await (physical.add_unique if changed.unique else physical.drop_unique)(conn, schema, changed)
        if isinstance(changed.config, FormulaConfig):
            return await self._seen_again(session, schema, changed)
        return seen(schema, changed, await self._calculating(session, schema))

    async def delete(
        self, session: WriteSession, user: CurrentUser, field_id: str, act: SchemaAct | None = None
    ) -> None:
        """Soft: its values stay in the column, but need not be unique any more; a link's symmetric field goes with it.
        Formulas that use it are invalid until it is restored.

        Raises Conflict ``primary_field``.
        """
        grant = await self._access.table_of_field(user, field_id, BaseRole.CREATOR)
        schema = await tables.lock(session, grant.id)
        field = _get(schema, field_id)
        if not (await self._policy(session, user, grant, schema)).visible(field):
            raise NotFound("field", field_id)
        conn = await self._database.driver(session)
        await refuse_while_converting(conn, field_id)
        was = await acts.before(conn, act, Noun.FIELD, field_id)
        if field.id == schema.primary_field_id:
            raise Conflict(
                "primary_field", f"{field.name} is the primary field. Make another field primary first.", "fieldId"
            )
        for formula in losing(schema, field):
            await repository.update(session, formula)
        await repository.delete(session, field.id, user.number)
        if isinstance(field.config, LinkConfig):
            await self._links.delete_symmetric(session, field, user.number)
        await repository.raise_version(session, schema.id)
        await self._derived.refresh(session, schema.id)
        # Rules that ask for it, of tables that look at this one over others, mean nothing any more.
        await workspaces.change_policy(session, schema.workspace_id)
        if field.unique:
            await physical.drop_unique(conn, schema, field)
        await acts.enter(conn, act, Noun.FIELD, field_id, was)

    async def _policy(self, session: WriteSession, user: CurrentUser, grant: TableGrant, schema: TableSchema) -> Policy:
        return await self._access.policy_now(user, grant, schema, await self._database.driver(session))

    async def _refuse_closed_links(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, schema: TableSchema, field: FieldDef
    ) -> None:
        """Of a formula whose expression is new. Raises Forbidden."""
        if isinstance(field.config, FormulaConfig):
            conn = await self._database.driver(session)
            refuse_closed_links(await self._access.policy_now(user, grant, schema, conn), schema, field)

    async def _seen_again(self, session: WriteSession, schema: TableSchema, field: FieldDef) -> SeenField:
        """A formula with what was made for it: the titles behind links."""
        now = (await tables.schemas(session, [schema.id]))[schema.id]
        return SeenField(now.by_id[field.id], now, await self._calculating(session, now))

    async def _calculating(self, session: WriteSession, schema: TableSchema) -> Mapping[str, Calculating]:
        return await summaries.calculating(session, [schema.workspace_number])

    async def _follow(
        self, session: WriteSession, grant: TableGrant, schema: TableSchema, before: FieldDef, after: FieldDef
    ) -> None:
        """What is made of the field follows its new settings."""
        if before.config == after.config:
            return
        if isinstance(after.type, DerivedField) and (
            before.column_type is not after.column_type
            or before.type.empty(before.config) != after.type.empty(after.config)
        ):
            await self._derived.rebuild(session, schema, before, after)
        if after.stored != before.stored:
            # Limited to certain fields from now on, or no longer.
            conn = await self._database.driver(session)
            await (
                physical.add_column(conn, schema, after) if after.stored else physical.drop_column(conn, schema, before)
            )
        if after.type.computed:
            await self._derived.check_circles(session, grant, schema, after)
            # Policies of tables that look at this one over others know what it was made of until now.
            await workspaces.change_policy(session, schema.workspace_id)
        await self._derived.refresh(session, schema.id, {after.id}, grant=grant)

    async def _config(
        self,
        session: WriteSession,
        user: CurrentUser,
        grant: TableGrant,
        schema: TableSchema,
        field: FieldDef,
        changes: FieldChanges,
    ) -> FieldConfig:
        given = changes.config
        if given is None:
            return field.config
        if isinstance(field.config, LinkConfig):
            return await self._links.changed_config(session, user, grant, schema, field, given)
        if isinstance(field.type, DerivedField):
            return await self._derived.changed_config(session, user, grant, schema, field, given)
        return changed_config(field, given, former=changes.former)


def _get(schema: TableSchema, field_id: str) -> FieldDef:
    field = schema.by_id.get(field_id)
    if field is None:
        raise NotFound("field", field_id)
    return field
