"""SQL of tables. Everything about n tables is read in as many statements as about one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.db.engine import ReadSession, WriteSession, driver_of
from api.db.names import taken
from api.tables.connected import hold
from api.tables.rows import (
    FIELD_COLUMNS,
    LINKING,
    LIVE,
    TABLE_COLUMNS,
    TABLE_JOINS,
    VIEW_COLUMNS,
    FieldRow,
    TableRow,
    ViewRow,
    field_of,
    schema_of,
    targets_of,
    view_of,
    with_linked,
)
from api.tables.summary import Calculating, TableSummary, View
from core.errors import NotFound
from core.ids import BaseId, TableId
from core.schema import FieldDef, TableSchema

# Up to here records are counted, above PostgreSQL's own estimate is good enough.
COUNTED = 10_000
_LINKING = LINKING.format(id=":id")


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


async def lock(session: WriteSession, table: TableId, *others: TableId) -> TableSchema:
    """The table's schema, with its row held until commit: changes of a table happen one after another.

    So are ``others`` and all tables that links lead to from any of them: a change here may change what is made of it
    anywhere among them. They are held in one order, so that two changes wait for each other and never in a circle.
    Raises NotFound when the table or one of ``others`` was deleted meanwhile.
    """
    found = await hold_connected(session, table, *others)
    for wanted in (table, *others):
        if wanted not in found:
            raise NotFound("table", wanted)
    return (await schemas(session, [table]))[table]


async def hold_connected(session: WriteSession, *tables: TableId) -> set[str]:
    """Holds the rows of these tables, and of all that are connected with them by links, until commit; the ids of those
    that are not deleted."""
    return await hold(await driver_of(session), tables)


async def schemas(session: ReadSession | WriteSession, tables: Sequence[str]) -> dict[str, TableSchema]:
    """Those of the live tables among them, by id."""
    known = await _plain(session, tables, "t.deleted_at IS NULL")
    targets = await _targets(session, known.values())
    return {key: with_linked(schema, targets) for key, schema in known.items()}


async def raise_linking(session: WriteSession, table: TableId) -> None:
    """Raises the versions of the tables that link to this one: their statements know its fields. Held by ``lock``."""
    statement = text(f"UPDATE dataos.tables SET version = version + 1 WHERE id <> :id AND id IN ({_LINKING})")
    await session.execute(statement, {"id": table})


async def count_in_base(session: WriteSession, base: BaseId) -> int:
    statement = text("SELECT count(*) FROM dataos.tables WHERE base_id = :base AND deleted_at IS NULL")
    return (await session.execute(statement, {"base": base})).scalar_one()


async def add(session: WriteSession, draft: TableSchema, description: str) -> TableSchema:
    """The table's row, last in its base; its number comes back in the schema. Raises Conflict ``name_taken``."""
    statement = text(
        "INSERT INTO dataos.tables (id, base_id, name, description, primary_field_id, next_field, position)"
        " SELECT :id, :base, :name, :description, :primary, :next, coalesce(max(position) + 1, 0)"
        " FROM dataos.tables WHERE base_id = :base RETURNING number"
    )
    values = {
        "id": draft.id,
        "base": draft.base_id,
        "name": draft.name,
        "description": description,
        "primary": draft.primary_field_id,
        "next": len(draft.fields) + 1,
    }
    try:
        number = (await session.execute(statement, values)).scalar_one()
    except IntegrityError as error:
        raise taken(error, "tables_name_key", f"This base already has a table {draft.name!r}.") from error
    return replace(draft, number=number)


async def add_fields(session: WriteSession, table: TableId, fields: Sequence[FieldDef], first_position: int) -> None:
    """The rows of new fields, in one statement. Raises Conflict ``name_taken``."""
    statement = text(
        "INSERT INTO dataos.fields (id, table_id, number, name, type, config, description, required, is_unique,"
        " reveal_to, position) SELECT r.id, :table, r.number, r.name, r.type, r.config, r.description, r.required,"
        " r.unique, r.reveal_to, r.position FROM jsonb_to_recordset(CAST(:fields AS jsonb)) AS r(id text, number int,"
        " name text, type text,"
        ' config jsonb, description text, required boolean, "unique" boolean, reveal_to text, position int)'
    )
    rows = [
        {
            "id": field.id,
            "number": field.number,
            "name": field.name,
            "type": field.type.name,
            "config": field.config.wire(),
            "description": field.description,
            "required": field.required,
            "unique": field.unique,
            "reveal_to": field.reveal_to,
            "position": first_position + at,
        }
        for at, field in enumerate(fields)
    ]
    try:
        await session.execute(statement, {"table": table, "fields": json.dumps(rows)})
    except IntegrityError as error:
        raise taken(error, "fields_name_key", "The table already has a field of this name.") from error


async def add_view(session: WriteSession, view: View) -> None:
    """Last in its table."""
    await session.execute(
        text(
            "INSERT INTO dataos.views (id, table_id, name, type, config, created_at, position)"
            " SELECT :id, :table, :name, :type, CAST(:config AS jsonb), :created, coalesce(max(position) + 1, 0)"
            " FROM dataos.views WHERE table_id = :table"
        ),
        {
            "id": view.id,
            "table": view.table_id,
            "name": view.name,
            "type": view.type,
            "config": json.dumps(view.config),
            "created": view.created_at,
        },
    )


async def update(session: WriteSession, schema: TableSchema, changes: Mapping[str, str | None]) -> None:
    """``changes`` may hold name, description, primary_field_id; raises the version. Raises Conflict ``name_taken``."""
    statement = text(
        "UPDATE dataos.tables SET name = coalesce(:name, name), description = coalesce(:description, description),"
        " primary_field_id = coalesce(:primary_field_id, primary_field_id), version = version + 1 WHERE id = :id"
    )
    values = {key: changes.get(key) for key in ("name", "description", "primary_field_id")}
    try:
        await session.execute(statement, {**values, "id": schema.id})
    except IntegrityError as error:
        message = f"This base already has a table {changes.get('name')!r}."
        raise taken(error, "tables_name_key", message) from error
    await raise_linking(session, schema.id)


async def delete(session: WriteSession, table: TableId, by: int) -> None:
    """``by`` is a person's number."""
    await session.execute(
        text("UPDATE dataos.tables SET deleted_at = now(), deleted_by = :by, version = version + 1 WHERE id = :id"),
        {"id": table, "by": by},
    )
    await raise_linking(session, table)


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
    fields = await _fields(session, tables)
    plain = {item.row.id: schema_of(item.row, fields.get(item.row.id, ())) for item in found}
    targets = await _targets(session, plain.values())
    views = await _views(session, tables)
    counts = await _counts(session, found)
    computing = [schema for schema in plain.values() if any(field.type.computed for field in schema.fields)]
    progress = await calculating(session, {schema.workspace_number for schema in computing}) if computing else {}
    return [
        TableSummary(
            with_linked(plain[item.row.id], targets),
            item.row.description,
            item.row.created_at,
            views.get(item.row.id, ()),
            counts[item.row.number],
            progress,
        )
        for item in found
    ]


async def linked_in_base(session: WriteSession, base: BaseId) -> list[TableId]:
    """The base's tables that are at an end of any link."""
    rows = await session.execute(
        text(
            "SELECT DISTINCT t.id FROM dataos.tables t JOIN dataos.links l ON t.id IN (l.table_a, l.table_b)"
            " WHERE t.base_id = :base AND t.deleted_at IS NULL ORDER BY t.id"
        ),
        {"base": base},
    )
    return [TableId(row[0]) for row in rows]


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


async def _plain(session: ReadSession | WriteSession, tables: Sequence[str], where: str) -> dict[str, TableSchema]:
    """Without what they link to."""
    rows = await session.execute(
        text(f"SELECT {TABLE_COLUMNS} FROM {TABLE_JOINS} WHERE t.id = ANY(:tables) AND {where}"),
        {"tables": list(tables)},
    )
    found = [TableRow(*row) for row in rows]
    fields = await _fields(session, [row.id for row in found])
    return {row.id: schema_of(row, fields.get(row.id, ())) for row in found}


async def _targets(session: ReadSession | WriteSession, schemas: Iterable[TableSchema]) -> dict[str, TableSchema]:
    """What these tables link to, by id; nothing is asked where there are no links."""
    wanted = targets_of(schemas)
    return await _plain(session, wanted, LIVE) if wanted else {}


async def _fields(session: ReadSession | WriteSession, tables: Sequence[str]) -> dict[str, tuple[FieldDef, ...]]:
    rows = await session.execute(
        text(
            f"SELECT {FIELD_COLUMNS} FROM dataos.fields f WHERE f.table_id = ANY(:tables) AND f.deleted_at IS NULL"
            " ORDER BY f.table_id, f.position, f.number"
        ),
        {"tables": list(tables)},
    )
    found: dict[str, tuple[FieldDef, ...]] = {}
    for row in rows:
        field = FieldRow(*row)
        found[field.table_id] = (*found.get(field.table_id, ()), field_of(field))
    return found


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
    """Records by table number: counted up to ``COUNTED``, in one statement for all tables."""
    counts = {item.row.number: item.estimate for item in found}
    small = [item.row for item in found if item.estimate < COUNTED]
    if not small:
        return counts
    # The names are made of our own numbers only.
    statement = " UNION ALL ".join(
        f"SELECT {row.number}, (SELECT count(*) FROM (SELECT 1 FROM ws_{row.workspace_number}.t_{row.number}"
        f" WHERE deleted_at IS NULL LIMIT {COUNTED}) AS live)"
        for row in small
    )
    for number, count in await session.execute(text(statement)):
        counts[number] = max(count, counts[number]) if count == COUNTED else count
    return counts
