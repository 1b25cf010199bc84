"""Views that a change of a field would take a condition, a sort, a group or a footer from."""

from collections.abc import Iterable, Iterator, Mapping

from psycopg import AsyncConnection

from api.fields.breaks.turn import Broken, Turn
from api.tables.grid import GridConfig, clean
from api.tables.rows import VIEW_COLUMNS, ViewRow, view_of
from api.tables.summary import View
from core.access.levels import ViewLevel
from core.access.policy import Policy

_VIEWS = f"""
SELECT {VIEW_COLUMNS} FROM dataos.views v
 WHERE v.table_id = ANY(%s) AND v.deleted_at IS NULL
   AND EXISTS (SELECT FROM unnest(%s::text[]) AS f(id) WHERE position(f.id IN v.config::text) > 0)
 ORDER BY v.position, v.id
""".encode()


async def views_of(conn: AsyncConnection, turn: Turn) -> list[View]:
    """Those of all connected tables that speak of a field that changes."""
    rows = await (await conn.execute(_VIEWS, [list(turn.before), [turn.field.id, *turn.gone]])).fetchall()
    return [view_of(ViewRow(*row)) for row in rows]


def broken_views(turn: Turn, views: Iterable[View], policies: Mapping[str, Policy]) -> Iterator[Broken]:
    for view in views:
        policy = policies.get(view.table_id)
        if policy is None or policy.view_level(view.id) is ViewLevel.NONE:
            continue
        before = clean(view.config, turn.before[view.table_id], policy)
        after = clean(view.config, turn.after[view.table_id], policy)
        lost = list(_lost(before, after))
        if lost:
            yield Broken("view", view.id, view.name, turn.after[view.table_id], f"It loses {_listed(lost)}.")


def _lost(before: GridConfig, after: GridConfig) -> Iterator[str]:
    if before.filter != after.filter:
        yield "a condition of its filter"
    if before.sorts != after.sorts:
        yield "a sort"
    if before.groups != after.groups:
        yield "a group"
    footers = {column.field: column.footer for column in after.columns}
    if any(column.footer is not None and footers.get(column.field) is None for column in before.columns):
        yield "a footer"


def _listed(words: list[str]) -> str:
    """
    >>> _listed(["a sort", "a group", "a footer"])
    'a sort, a group and a footer'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
