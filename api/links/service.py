"""Rules of link fields: always two of them, made and deleted together.

Making one makes the symmetric field in the other table; deleting one deletes the other with it, since half a link means
nothing, and keeps the pairs. The tables may be in different bases of one workspace, where the maker is creator of both.
A link to its own table has a second field as well: who has a parent is a child of somebody.
"""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import JsonValue

from api.access.people import find_people
from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import pairs
from api.db.engine import Database, WriteSession
from api.fields import repository as fields
from api.http import limits
from api.kit.newid import new_id
from api.links import repository
from api.records.sql.pairs import drop_surplus
from api.tables import repository as tables
from api.tables.drafts import FieldDraft, make_field
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.counted import counted, verb
from core.errors import Conflict, Fault, Forbidden, Invalid, LimitExceeded, NotFound
from core.fields.link import SYSTEM_KEYS, Cardinality, LinkConfig
from core.fields.registry import parse_config
from core.ids import FieldId
from core.query.parse import parse_filter
from core.query.people import mentioned
from core.query.render import render
from core.schema import FieldDef, TableSchema
from core.text import fold


class Links:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def add(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, draft: FieldDraft, path: str = ""
    ) -> tuple[FieldDef, TableSchema]:
        """The field, its symmetric field and their pairs; and the table as it was.

        Raises Invalid, Forbidden, Conflict ``name_taken``, LimitExceeded ``too_many_fields``.
        """
        given = dict(draft.config or {})
        _refuse_system_keys(given, path)
        sketch = make_field(draft, 0, path)
        wanted = _config(sketch)
        other = await self._target(user, grant, wanted, path)
        schema = await tables.lock(session, grant.id, other.id)
        target = (await tables.schemas(session, [other.id]))[other.id]
        _check_room(schema, target)
        number = await repository.take_number(session)
        own_id, symmetric_id = FieldId(new_id("fld")), FieldId(new_id("fld"))
        own = wanted.model_copy(
            update={
                "symmetric_name": None,
                "symmetric_field_id": symmetric_id,
                "link": number,
                "side": "a",
                "target": target.number,
                "workspace": schema.workspace_number,
                "choices": None,
            }
        )
        symmetric = own.model_copy(
            update={
                "table_id": schema.id,
                "cardinality": own.cardinality.reversed,
                "symmetric_field_id": own_id,
                "side": "b",
                "target": schema.number,
            }
        )
        theirs = await self._access.policy_now(user, other, target, await self._database.driver(session))
        own = await self._with_choices(session, own, wanted, target, theirs, path)
        field = replace(sketch, id=own_id, number=await fields.take_number(session, schema.id), config=own)
        back = FieldDef(
            symmetric_id,
            await fields.take_number(session, target.id),
            wanted.symmetric_name or _symmetric_name(schema, target, draft.name),
            sketch.type,
            symmetric,
        )
        if wanted.symmetric_name is not None and _taken(
            target, wanted.symmetric_name, also=_own_name(schema, target, draft)
        ):
            raise Conflict(
                "name_taken",
                f"{target.name} already has a field {wanted.symmetric_name!r}. Choose another name.",
                _under(path, "config.symmetricName"),
            )
        for table, made in ((schema.id, field), (target.id, back)):
            await tables.add_fields(session, table, [made], await fields.next_position(session, table))
        await repository.add(
            session, number, table_a=schema.id, field_a=own_id, table_b=target.id, field_b=symmetric_id
        )
        await pairs.create_pairs(await self._database.driver(session), own)
        return field, schema

    async def changed_config(
        self,
        session: WriteSession,
        user: CurrentUser,
        grant: TableGrant,
        schema: TableSchema,
        field: FieldDef,
        given: Mapping[str, JsonValue],
    ) -> LinkConfig:
        """The present settings with those of ``given`` over them; another cardinality is in force at once, on both
        sides. The caller holds the tables and writes this field's row.

        Raises Invalid, and Conflict ``several_links`` with counts where records have more links than they may.
        """
        now = _config(field)
        stands = now.shown()
        fixed = [key for key in ("tableId", *SYSTEM_KEYS, "symmetricName") if key in given]
        faults = [
            Fault(f"config.{key}", "read_only", "This is settled when a link is made. Delete it and make another one.")
            for key in fixed
            if given[key] != stands.get(key)
        ]
        if faults:
            raise Invalid(faults)
        wanted = parse_config(field.type, {**now.wire(), **given})
        if not isinstance(wanted, LinkConfig):
            raise TypeError("a link's config is a LinkConfig")
        target = schema.linked.get(field.number)
        if target is None:
            raise Conflict("table_deleted", "The linked table was deleted. Restore it, or delete this field.", "config")
        if wanted.cardinality is not now.cardinality:
            await self._change_cardinality(session, schema, target, now, wanted.cardinality)
        base = now.model_copy(update={"cardinality": wanted.cardinality, "choices": None})
        policy = await self._access.policy_now(user, grant, schema, await self._database.driver(session))
        across = policy.across(schema, field)
        return await self._with_choices(session, base, wanted, target, None if across is None else across[1], "")

    async def delete_symmetric(self, session: WriteSession, field: FieldDef, by: int) -> None:
        """The field at the other end; the caller holds both tables, deletes this one and raises their versions."""
        symmetric = _config(field).symmetric_field_id
        if symmetric is not None:
            await fields.delete(session, FieldId(symmetric), by, gone_with=field.id)

    async def _target(self, user: CurrentUser, grant: TableGrant, config: LinkConfig, path: str) -> TableGrant:
        where = _under(path, "config.tableId")
        try:
            target = await self._access.table_now(user, config.table_id, BaseRole.CREATOR)
        except NotFound:
            raise Invalid.one(
                where, "unknown_table", f"There is no table {config.table_id!r} that you can open."
            ) from None
        except Forbidden as error:
            raise Forbidden(f"A link adds a field to the other table too. {error.detail}") from None
        if target.base.workspace_id != grant.base.workspace_id:
            raise Invalid.one(where, "other_workspace", "Links lead to tables of the same workspace only.")
        return target

    async def _with_choices(
        self,
        session: WriteSession,
        config: LinkConfig,
        wanted: LinkConfig,
        target: TableSchema,
        policy: Policy | None,
        path: str,
    ) -> LinkConfig:
        """With the choices of ``wanted``, the filter by ids. ``policy`` is the person's in the other table, None where
        that is closed to them. Raises Invalid, Forbidden."""
        choices = wanted.choices
        if choices is None:
            return config
        where = _under(path, "config.choices")
        if choices.view_id is not None and not await repository.has_view(session, choices.view_id, target.id):
            raise Invalid.one(f"{where}.viewId", "unknown_view", f"{target.name} has no such view.")
        if choices.filter is not None:
            raw = dict(choices.filter)
            if policy is None:
                raise Forbidden("The linked table is not open to you, so you cannot say which of its records to offer.")
            conn = await self._database.driver(session)
            known = await find_people(conn, target.workspace_id, mentioned(raw))
            bound = parse_filter(raw, target, policy, f"{where}.filter", people=known.numbers)
            shown = None if bound is None else render(bound, known.ids)
            choices = choices.model_copy(update={"filter": shown})
        return config.model_copy(update={"choices": choices})

    async def _change_cardinality(
        self, session: WriteSession, schema: TableSchema, target: TableSchema, now: LinkConfig, wanted: Cardinality
    ) -> None:
        after = now.model_copy(update={"cardinality": wanted})
        await repository.hold_pairs(session, now)
        ends = {now.side: schema, now.other: target}
        relations = (ends["a"].relation, ends["b"].relation)
        against = {
            side: await repository.count_several(session, now, side, relations)
            for side in sorted(pairs.singles(after) - pairs.singles(now))
        }
        told = [f"{counted(count, 'record')} of {ends[side].name}" for side, count in against.items() if count]
        if told:
            have = verb(sum(against.values()), "has", "have")
            message = f"{' and '.join(told)} {have} several links. Leave one link in each, then try again."
            raise Conflict("several_links", message, "config.cardinality")
        conn = await self._database.driver(session)
        for side in against:
            await conn.execute(drop_surplus(after, side, relations).sql.encode())
        await pairs.change_singles(conn, now, after)
        other = target.by_id[now.symmetric_field_id or ""]
        turned = _config(other).model_copy(update={"cardinality": wanted.reversed})
        await fields.update(session, replace(other, config=turned))


def _config(field: FieldDef) -> LinkConfig:
    if not isinstance(field.config, LinkConfig):
        raise TypeError(f"{field.name} is no link")
    return field.config


def _refuse_system_keys(given: Mapping[str, JsonValue], path: str) -> None:
    faults = [
        Fault(_under(path, f"config.{key}"), "read_only", "The system gives this; leave it out.")
        for key in SYSTEM_KEYS
        if given.get(key) is not None
    ]
    if faults:
        raise Invalid(faults)


def _check_room(schema: TableSchema, target: TableSchema) -> None:
    """Raises LimitExceeded."""
    added = {schema.id: 2} if schema.id == target.id else {schema.id: 1, target.id: 1}
    for table in (schema, target):
        if len(table.fields) + added[table.id] > limits.MAX_FIELDS_PER_TABLE:
            raise LimitExceeded(
                "too_many_fields",
                f"{table.name} has {len(table.fields)} fields, and a table can have {limits.MAX_FIELDS_PER_TABLE}. "
                "Delete one first.",
                "fields",
            )


def _own_name(schema: TableSchema, target: TableSchema, draft: FieldDraft) -> str | None:
    """The name that the field itself takes up in the other table: where that is its own."""
    return draft.name if schema.id == target.id else None


def _taken(target: TableSchema, name: str, also: str | None) -> bool:
    known = [field.name for field in target.fields] + ([] if also is None else [also])
    return fold(name) in {fold(each) for each in known}


def _symmetric_name(schema: TableSchema, target: TableSchema, own: str) -> str:
    """The name of this table, or of a link to itself "Parent of"; with a number where that is taken."""
    itself = schema.id == target.id
    wanted = f"{own[:240]} of" if itself else schema.name[:240]
    name, at = wanted, 1
    while _taken(target, name, own if itself else None):
        at += 1
        name = f"{wanted} {at}"
    return name


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
