"""Tables as people see them: with their views, how many records they have, and what is being worked out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from api.tables.rows import (
    TABLE_COLUMNS,
    TABLE_JOINS,
    VIEW_COLUMNS,
    TableRow,
    ViewRow,
    schema_of,
    view_of,
    with_linked,
)
from api.tables.sql.schemas import fields_of, targets
from api.tables.summary import Calculating, TableSummary, View
from core.errors import NotFound
from core.ids import BaseId, TableId

# Up to here records are counted, above PostgreSQL's own estimate is good enough.
_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    row: TableRow
    estimate: int


async def list_in_base(session: ReadSession, base: BaseId, limit: int) -> list[TableSummary]:
    """The base's ready tables in their order."""
    where = "t.base_id = :key AND t.deleted_at IS NULL AND t.ready ORDER BY t.position, t.id LIMIT :limit"
    return await _summaries(session, where, {"key": base, "limit": limit})


async def get(session: ReadSession | WriteSession, table: TableId) -> TableSummary:
    """Raises NotFound."""
    found = await _summaries(session, "t.id = :key AND t.deleted_at IS NULL", {"key": table})
    if not found:
        raise NotFound("table", table)
    return found[0]


async def calculating(session: ReadSession | WriteSession, workspaces: Iterable[int]) -> dict[str, Calculating]:
    """The fields of these workspaces whose values are being worked out, and what is made of them, by id."""
    rows = await session.execute(
        text(
            "SELECT s.field, sum(c.done)::bigint, sum(c.total)::bigint FROM dataos.calculations c"
            " CROSS JOIN LATERAL unnest(array_append(c.downstream, c.field_id)) AS s(field)"
            " WHERE c.workspace_number = ANY(:workspaces) GROUP BY s.field"
        ),
        {"workspaces": sorted(workspaces)},
    )
    return {row[0]: Calculating(row[1], row[2]) for row in rows}


async def _summaries(
    session: ReadSession | WriteSession, where: str, values: Mapping[str, str | int]
) -> list[TableSummary]:
    rows = await session.execute(
        text(
            f"SELECT {TABLE_COLUMNS}, coalesce(c.reltuples, 0)::bigint FROM {TABLE_JOINS}"
            " LEFT JOIN pg_class c ON c.oid = to_regclass('ws_' || w.number || '.t_' || t.number)"
            f" WHERE {where}"
        ),
        values,
    )
    found = [_Found(TableRow(*row[:-1]), row[-1]) for row in rows]
    if not found:
        return []
    tables = [item.row.id for item in found]
    fields = await fields_of(session, tables)
    plain = {item.row.id: schema_of(item.row, fields.get(item.row.id, ())) for item in found}
    linked = await targets(session, plain.values())
    views = await _views(session, tables)
    counts = await _counts(session, found)
    computing = [schema for schema in plain.values() if any(field.type.computed for field in schema.fields)]
    progress = await calculating(session, {schema.workspace_number for schema in computing}) if computing else {}
    return [
        TableSummary(
            with_linked(plain[item.row.id], linked),
            item.row.description,
            item.row.created_at,
            views.get(item.row.id, ()),
            counts[item.row.number],
            progress,
        )
        for item in found
    ]


async def _views(session: ReadSession | WriteSession, tables: Sequence[str]) -> dict[str, tuple[View, ...]]:
    rows = await session.execute(
        text(
            f"SELECT {VIEW_COLUMNS} FROM dataos.views v WHERE v.table_id = ANY(:tables) AND v.deleted_at IS NULL"
            " ORDER BY v.table_id, v.position, v.id"
        ),
        {"tables": list(tables)},
    )
    found: dict[str, tuple[View, ...]] = {}
    for row in rows:
        view = ViewRow(*row)
        found[view.table_id] = (*found.get(view.table_id, ()), view_of(view))
    return found


async def _counts(session: ReadSession | WriteSession, found: Sequence[_Found]) -> dict[int, int]:
    """Records by table number: counted up to ``_COUNTED``, in one statement for all tables."""
    counts = {item.row.number: item.estimate for item in found}
    small = [item.row for item in found if item.estimate < _COUNTED]
    if not small:
        return counts
    # The names are made of our own numbers only.
    statement = " UNION ALL ".join(
        f"SELECT {row.number}, (SELECT count(*) FROM (SELECT 1 FROM ws_{row.workspace_number}.t_{row.number}"
        f" WHERE deleted_at IS NULL LIMIT {_COUNTED}) AS live)"
        for row in small
    )
    for number, count in await session.execute(text(statement)):
        counts[number] = max(count, counts[number]) if count == _COUNTED else count
    return counts
