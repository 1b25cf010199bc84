"""What the picker of a link field offers.

Records of the linked table, by title, that pass the field's choices (a filter, the filter of a view) and the search.
Where a record can be linked once only, those that are linked already are left out. Choices limit the picker only; a
view or a condition that is gone limits nothing.
"""

from typing import cast
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.kit import clock
from api.records.asking import find_people
from api.records.read import ReadContext
from api.records.sql.compare import escaped
from api.records.sql.filter import where
from api.records.sql.fragment import Fragment, compiled, compose, execute, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.links import title_of
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from api.records.stale import StaleSchema
from api.tables.grid import clean, clean_filter
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.fields.link import LinkConfig
from core.ids import record_id
from core.query.ast import BoundFilter, conjoin
from core.query.parse import parse_filter
from core.schema import FieldDef
from core.text import unstorable
from core.values import JsonValue

MAX_CHOICES = 100
MAX_SEARCH = 500
_VIEW = b"SELECT config FROM dataos.views WHERE id = %s AND table_id = %s AND deleted_at IS NULL"


class Choosing:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def choices(
        self, user: CurrentUser, field_id: str, *, search: str, limit: int, zone: ZoneInfo
    ) -> list[tuple[str, str | None]]:
        """(id, title). Raises NotFound, Forbidden where the linked table is closed to this person, Invalid."""
        reason = unstorable(search, MAX_SEARCH)
        if reason:
            raise Invalid.one("search", "invalid_value", reason)
        grant = await self._access.table_of_field(user, field_id, BaseRole.VIEWER)
        for last in (False, True):
            own = await self._access.table(user, grant.number)
            field = own.schema.by_id.get(field_id)
            try:
                if field is None or not own.policy.visible(field):
                    raise StaleSchema(grant.number)
                return await self._ask(own, field, user, search, limit, zone)
            except StaleSchema as stale:
                self._access.forget_table(grant.number)
                self._access.forget_table(stale.table)
                if last:
                    raise
        raise NotFound("field", field_id)

    async def _ask(
        self, own: TableAccess, field: FieldDef, user: CurrentUser, search: str, limit: int, zone: ZoneInfo
    ) -> list[tuple[str, str | None]]:
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
        context = ReadContext(clock.now(), zone, user.number)
        async with self._database.records() as conn:
            statement = compiled(await _statement(conn, target, field.config, context, search, limit))
            rows = await (await execute(conn, statement, {})).fetchall()
        found = cast("list[tuple[bool, int | None, str | None]]", rows)
        if not found[0][0]:
            raise StaleSchema(target.schema.number)
        return [(record_id(target.schema.number, key), title) for _, key, title in found if key is not None]


async def _statement(
    conn: AsyncConnection, target: TableAccess, config: LinkConfig, context: ReadContext, search: str, limit: int
) -> Fragment:
    """Rows of guard, key, title; one of nulls when there is no choice."""
    schema, column = target.schema, column_of("t")
    title = compose("({title})", title=title_of(schema, "t"))
    limits = await _limits(conn, target, config)
    parts = [
        Fragment(f"t.deleted_at IS NULL AND {CURRENT}"),
        RowRules(target.policy, context).readable(column),
        where(limits, column, context),
    ]
    if search.strip():
        pattern = param(f"%{escaped(search.strip())}%", "text")
        parts.append(compose("{title} ILIKE {pattern}", title=title, pattern=pattern))
    symmetric = schema.by_id.get(config.symmetric_field_id or "")
    if symmetric is not None and not symmetric.many:
        parts.append(Fragment(f"{column(symmetric)} IS NULL"))
    return compose(
        "WITH {guard}, found AS (SELECT t.id, {title} AS title FROM {relation} t WHERE {matching}"
        " ORDER BY lower({title}) NULLS LAST, t.id LIMIT {limit})"
        " SELECT g.current, f.id, f.title FROM guard g LEFT JOIN found f ON true"
        " ORDER BY lower(f.title) NULLS LAST, f.id",
        guard=guard(schema, target.policy),
        title=title,
        relation=schema.relation,
        matching=join(" AND ", (compose("({part})", part=part) for part in parts)),
        limit=param(limit, "bigint"),
    )


async def _limits(conn: AsyncConnection, target: TableAccess, config: LinkConfig) -> BoundFilter | None:
    choices = config.choices
    if choices is None:
        return None
    schema, policy = target.schema, target.policy
    raw: list[JsonValue] = [None if choices.filter is None else clean_filter(dict(choices.filter), schema, policy)]
    if choices.view_id is not None:
        row = await (await conn.execute(_VIEW, [choices.view_id, schema.id])).fetchone()
        raw.append(None if row is None else clean(row[0], schema, policy).filter)
    people = await find_people(conn, target, raw)
    return conjoin([parse_filter(each, schema, policy, people=people) for each in raw])
