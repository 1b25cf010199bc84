"""From a query as sent to a checked one: the view it looks through, the people it names, the clock it means."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from psycopg import AsyncConnection

from api.access import people
from api.access.service import TableAccess
from api.records.sql.compare import escaped
from api.tables.grid import EVERYTHING, applied
from core.access.levels import ViewLevel
from core.errors import Invalid, NotFound
from core.fields.base import shown
from core.ids import PREFIXES, is_id
from core.query.across import titles_behind
from core.query.ast import Query, Search, Sort, conjoin
from core.query.parse import parse_filter, parse_query, parse_sorts
from core.query.people import People, mentioned
from core.values import JsonValue, ValueKind

_NAMED = b"SELECT number FROM dataos.users WHERE name ILIKE %s ORDER BY number LIMIT 1000"
_VIEW = b"SELECT config FROM dataos.views WHERE id = %s AND table_id = %s AND deleted_at IS NULL"


async def read_query(
    conn: AsyncConnection, access: TableAccess, raw: Mapping[str, JsonValue], *, max_limit: int
) -> Query:
    """The query, narrowed by its view. The view's sorts hold unless the query brings its own; so does its search.
    Fields that the view hides are not searched: nobody would see why a record was found.

    Raises Invalid, NotFound (view).
    """
    asked = {key: value for key, value in raw.items() if key != "view"}
    view = raw.get("view")
    stored = None if view is None else await _view(conn, access, view)
    config = None if stored is None else applied(stored, access.schema, access.policy)
    known = await find_people(conn, access, [asked.get("filter"), None if config is None else config.filter])
    query = parse_query(asked, access.schema, access.policy, max_limit=max_limit, people=known)
    if config is None:
        return await _searching(conn, access, query, query.search)
    narrowed = parse_filter(config.filter, access.schema, EVERYTHING, "view.filter", people=known)
    sorts = query.sorts
    if not sorts:
        said: list[JsonValue] = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
        found = parse_sorts(said, access.schema, EVERYTHING, "view.sorts")
        sorts = tuple(replace(sort, concealed=_concealed(access, sort)) for sort in found)
    search = query.search or (Search(config.search) if config.search else None)
    if search is not None and search.fields is None:
        # The primary field is always on the screen.
        hidden = {column.field for column in config.columns if column.hidden} - {access.schema.primary_field_id}
        shown_fields = [field for field in access.policy.visible_fields(access.schema) if field.id not in hidden]
        search = replace(search, fields=tuple(shown_fields))
    narrowed_query = replace(query, filter=conjoin([narrowed, query.filter]), sorts=sorts)
    return await _searching(conn, access, narrowed_query, search)


def _concealed(access: TableAccess, sort: Sort) -> bool:
    if sort.target is not None and titles_behind(access.schema, access.policy, sort.field) is None:
        return True
    return not access.policy.visible(sort.field)


async def _searching(conn: AsyncConnection, access: TableAccess, query: Query, search: Search | None) -> Query:
    """The query with this search, and the people whom it finds by name where fields of people are searched."""
    if search is None:
        return query
    fields = access.policy.visible_fields(access.schema) if search.fields is None else search.fields
    if any(field.kind is ValueKind.USER for field in fields):
        rows = await (await conn.execute(_NAMED, [f"%{escaped(search.text)}%"])).fetchall()
        search = replace(search, people=tuple(row[0] for row in rows))
    return replace(query, search=search)


async def find_people(conn: AsyncConnection, access: TableAccess, raw: JsonValue) -> People:
    """The numbers of those people whom the filters name."""
    return (await people.find_people(conn, access.schema.workspace_id, mentioned(raw))).numbers


async def _view(conn: AsyncConnection, access: TableAccess, view: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(view, str):
        raise Invalid.one("view", "invalid_value", f"Give a view's id, not {shown(view)}.")
    row = None
    if is_id(PREFIXES["view"], view):
        row = await (await conn.execute(_VIEW, [view, access.schema.id])).fetchone()
    if row is None or access.policy.view_level(view) is ViewLevel.NONE:
        raise NotFound("view", view[:100], "view")
    return cast("dict[str, JsonValue]", row[0])
