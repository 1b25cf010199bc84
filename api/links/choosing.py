"""What the picker of a link field offers.

Records of the linked table, by title, that pass the field's choices (a filter, the filter of a view) and the search.
Where a record can be linked once only, those that are linked already are left out. Choices limit the picker only; a
view or a condition that is gone limits nothing. Each comes with its number and the values of a few fields
(``details``), because several records may have one title. So do records that are asked for by id, such as those that a
cell holds already.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.kit import clock
from api.links.details import brief, details_of
from api.records.asking import find_people
from api.records.fetch import execute
from api.records.read import ReadContext
from api.records.sql.compare import escaped
from api.records.sql.filter import where
from api.records.sql.fragment import Fragment, array, compiled, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.links import title_of
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.reach import Reach
from api.records.sql.rowrules import RowRules
from api.records.stale import StaleSchema
from api.tables.grid import EVERYTHING, clean, clean_filter
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.fields.link import LinkConfig
from core.ids import parse_record_id, record_id
from core.query.ast import BoundFilter, conjoin
from core.query.parse import parse_filter
from core.schema import FieldDef, TableSchema
from core.text import unstorable
from core.values import JsonValue

MAX_CHOICES = 100
MAX_SEARCH = 500
_VIEW = b"SELECT config FROM dataos.views WHERE id = %s AND table_id = %s AND deleted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Asked:
    """``ids`` are certain records; None those that can be chosen."""

    search: str
    limit: int
    zone: ZoneInfo
    ids: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """One record. ``values`` are wire values by field id, maybe cut short."""

    id: str
    no: int
    title: str | None
    values: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Offer:
    """``fields`` of ``schema``, the linked table, are those that ``values`` are of."""

    schema: TableSchema
    fields: tuple[FieldDef, ...]
    records: list[Offered]
    policy: Policy


class Choosing:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def choices(self, user: CurrentUser, field_id: str, asked: Asked) -> Offer:
        """Raises NotFound, Forbidden where the linked table is closed to this person, Invalid."""
        reason = unstorable(asked.search, MAX_SEARCH)
        if reason:
            raise Invalid.one("search", "invalid_value", reason)
        if asked.ids is not None and len(asked.ids) > MAX_CHOICES:
            message = f"Give at most {MAX_CHOICES} ids at a time; there are {len(asked.ids):,}."
            raise Invalid.one("ids", "too_many_values", message)
        grant = await self._access.table_of_field(user, field_id, BaseRole.VIEWER)
        for last in (False, True):
            own = await self._access.table(user, grant.number)
            field = own.schema.by_id.get(field_id)
            try:
                if field is None or not own.policy.visible(field):
                    raise StaleSchema(grant.number)
                return await self._ask(own, field, user, asked)
            except StaleSchema as stale:
                self._access.forget_table(grant.number)
                self._access.forget_table(stale.table)
                if last:
                    raise
        raise NotFound("field", field_id)

    async def _ask(self, own: TableAccess, field: FieldDef, user: CurrentUser, asked: Asked) -> Offer:
        if not isinstance(field.config, LinkConfig):
            raise Invalid.one("fieldId", "invalid_value", f"{field.name} is no link, so there is nothing to choose.")
        if field.number not in own.schema.linked:
            raise Conflict("table_deleted", f"The table that {field.name} links to was deleted.", "fieldId")
        reached = own.policy.across(own.schema, field)
        if reached is None:
            raise Forbidden(f"The table that {field.name} links to is not open to you.")
        try:
            target = await self._access.table(user, reached[0].number)
        except NotFound:
            raise StaleSchema(own.schema.number) from None
        context = ReadContext(clock.now(), asked.zone, user.number)
        fields = details_of(target.schema, target.policy, field.config.symmetric_field_id)
        async with self._database.records() as conn:
            statement = compiled(await _statement(conn, target, field.config, context, asked, fields))
            rows = await (await execute(conn, target.schema, statement, {})).fetchall()
        found = cast("list[tuple[bool, int | None, str | None, bytes]]", rows)
        if not found[0][0]:
            raise StaleSchema(target.schema.number)
        number = target.schema.number
        offered = [
            Offered(record_id(number, key), key, title, _values(json))
            for _, key, title, json in found
            if key is not None
        ]
        return Offer(target.schema, fields, offered, target.policy)


def _values(record: bytes) -> dict[str, JsonValue]:
    return {key: brief(value) for key, value in orjson.loads(record)["fields"].items()}


async def _statement(
    conn: AsyncConnection,
    target: TableAccess,
    config: LinkConfig,
    context: ReadContext,
    asked: Asked,
    fields: Sequence[FieldDef],
) -> Fragment:
    """Rows of guard, key, title, record; one of nulls when there is no choice."""
    schema, column = target.schema, column_of("t")
    title = _title(target)
    parts = [
        Fragment(f"t.deleted_at IS NULL AND {CURRENT}"),
        RowRules(target.policy, context).readable(column),
    ]
    if asked.ids is None:
        parts += await _offered(conn, target, config, context, asked.search)
    else:
        parts.append(compose("t.id = ANY({keys})", keys=param(array(_keys(schema, asked.ids)), "bigint[]")))
    shown = record_json(fields, Shape.ID, "r", reader=Reach(schema, target.policy, context))
    return compose(
        "WITH {guard}, found AS (SELECT t.id, {title} AS title FROM {relation} t WHERE {matching}"
        " ORDER BY lower({title}) NULLS LAST, t.id LIMIT {limit})"
        " SELECT g.current, f.id, f.title, CASE WHEN f.id IS NOT NULL THEN {json} END"
        " FROM guard g LEFT JOIN found f ON true LEFT JOIN {relation} r ON r.id = f.id{joins}"
        " ORDER BY lower(f.title) NULLS LAST, f.id",
        guard=guard(schema, target.policy),
        title=title,
        relation=schema.relation,
        matching=join(" AND ", (compose("({part})", part=part) for part in parts)),
        limit=param(asked.limit if asked.ids is None else MAX_CHOICES, "bigint"),
        json=shown.json,
        joins=shown.joins,
    )


def _title(target: TableAccess) -> Fragment:
    """Of the row ``t``, as SQL: nothing where the titles are not for this person to see."""
    if not target.policy.visible(target.schema.primary):
        return Fragment("NULL::text")
    return compose("({title})", title=title_of(target.schema, "t"))


def _keys(schema: TableSchema, ids: Sequence[str]) -> list[int]:
    """Of those that can be records of the table; there are no others to be found."""
    keys: list[int] = []
    for text in ids:
        with suppress(NotFound):
            found = parse_record_id(text)
            keys += [found.key] if found.table == schema.number else []
    return keys


async def _offered(
    conn: AsyncConnection, target: TableAccess, config: LinkConfig, context: ReadContext, search: str
) -> list[Fragment]:
    """What a record must be to be offered, as SQL about ``t``."""
    schema, column = target.schema, column_of("t")
    parts = [where(await _limits(conn, target, config), column, context)]
    if search.strip():
        title = _title(target)
        pattern = param(f"%{escaped(search.strip())}%", "text")
        parts.append(compose("{title} ILIKE {pattern}", title=title, pattern=pattern))
    symmetric = schema.by_id.get(config.symmetric_field_id or "")
    if symmetric is not None and not symmetric.many:
        parts.append(Fragment(f"{column(symmetric)} IS NULL"))
    return parts


async def _limits(conn: AsyncConnection, target: TableAccess, config: LinkConfig) -> BoundFilter | None:
    choices = config.choices
    if choices is None:
        return None
    # What the picker offers is said by whoever made the field, whatever of it others see.
    schema, policy = target.schema, EVERYTHING
    raw: list[JsonValue] = [None if choices.filter is None else clean_filter(dict(choices.filter), schema, policy)]
    if choices.view_id is not None:
        row = await (await conn.execute(_VIEW, [choices.view_id, schema.id])).fetchone()
        raw.append(None if row is None else clean(row[0], schema, policy).filter)
    people = await find_people(conn, target, raw)
    return conjoin([parse_filter(each, schema, policy, people=people) for each in raw])
