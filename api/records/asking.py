"""From a query as sent to a checked one: the view it looks through, the people it names, the clock it means."""

from collections.abc import Mapping
from typing import cast

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.tables.grid import clean
from core.errors import NotFound
from core.ids import PREFIXES, is_id
from core.query.ast import Query, conjoin
from core.query.parse import parse_filter, parse_query, parse_sorts
from core.query.people import People, mentioned
from core.values import JsonValue

_VIEW = b"SELECT config FROM dataos.views WHERE id = %s AND table_id = %s AND deleted_at IS NULL"
_PEOPLE = b"""
SELECT u.id, u.number, lower(u.email) FROM dataos.users u
 WHERE (u.id = ANY(%(said)s) OR lower(u.email) = ANY(%(said)s))
   AND (EXISTS (SELECT FROM dataos.workspace_members m WHERE m.workspace_id = %(workspace)s AND m.user_id = u.id)
     OR EXISTS (SELECT FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id
                 WHERE b.workspace_id = %(workspace)s AND bm.user_id = u.id))
"""


async def read_query(
    conn: AsyncConnection, access: TableAccess, raw: Mapping[str, JsonValue], *, max_limit: int
) -> Query:
    """The query, narrowed by its view. The view's sorts hold unless the query brings its own; so does its search.

    Raises Invalid, NotFound (view).
    """
    asked = {key: value for key, value in raw.items() if key != "view"}
    view = raw.get("view")
    stored = None if view is None else await _view(conn, access, view)
    config = None if stored is None else clean(stored, access.schema, access.policy)
    people = await find_people(conn, access, [asked.get("filter"), None if config is None else config.filter])
    query = parse_query(asked, access.schema, access.policy, max_limit=max_limit, people=people)
    if config is None:
        return query
    narrowed = parse_filter(config.filter, access.schema, access.policy, "view.filter", people=people)
    sorts = query.sorts
    if not sorts:
        said: list[JsonValue] = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
        sorts = parse_sorts(said, access.schema, access.policy, "view.sorts")
    return Query(
        filter=conjoin([narrowed, query.filter]),
        sorts=sorts,
        fields=query.fields,
        search=query.search or config.search or None,
        groups=query.groups,
        aggregates=query.aggregates,
        page=query.page,
        count=query.count,
    )


async def find_people(conn: AsyncConnection, access: TableAccess, raw: JsonValue) -> People:
    """The numbers of those members whom the filters name; no statement when they name nobody."""
    said = mentioned(raw)
    if not said:
        return {}
    cursor = await conn.execute(_PEOPLE, {"said": list(said), "workspace": access.schema.workspace_id})
    return {name: row[1] for row in await cursor.fetchall() for name in (row[0], row[2])}


async def _view(conn: AsyncConnection, access: TableAccess, view: JsonValue) -> dict[str, JsonValue]:
    key = view if isinstance(view, str) else ""
    row = None
    if is_id(PREFIXES["view"], key):
        row = await (await conn.execute(_VIEW, [key, access.schema.id])).fetchone()
    if row is None:
        raise NotFound("view", key[:100])
    return cast("dict[str, JsonValue]", row[0])
