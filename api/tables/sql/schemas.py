"""Reading schemas as a session sees them, and what they link to: a fixed number of statements for n tables."""

from collections.abc import Iterable, Sequence

from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from api.tables.rows import (
    FIELD_COLUMNS,
    LIVE,
    TABLE_COLUMNS,
    TABLE_JOINS,
    FieldRow,
    TableRow,
    field_of,
    schema_of,
    targets_of,
    with_linked,
)
from core.schema import FieldDef, TableSchema


async def schemas(session: ReadSession | WriteSession, tables: Sequence[str]) -> dict[str, TableSchema]:
    """Those of the live tables among them, by id."""
    known = await _plain(session, tables, "t.deleted_at IS NULL")
    linked = await targets(session, known.values())
    return {key: with_linked(schema, linked) for key, schema in known.items()}


async def _plain(session: ReadSession | WriteSession, tables: Sequence[str], where: str) -> dict[str, TableSchema]:
    """Without what they link to."""
    rows = await session.execute(
        text(f"SELECT {TABLE_COLUMNS} FROM {TABLE_JOINS} WHERE t.id = ANY(:tables) AND {where}"),
        {"tables": list(tables)},
    )
    found = [TableRow(*row) for row in rows]
    fields = await fields_of(session, [row.id for row in found])
    return {row.id: schema_of(row, fields.get(row.id, ())) for row in found}


async def targets(session: ReadSession | WriteSession, schemas: Iterable[TableSchema]) -> dict[str, TableSchema]:
    """What these tables link to, by id; nothing is asked where there are no links."""
    wanted = targets_of(schemas)
    return await _plain(session, wanted, LIVE) if wanted else {}


async def fields_of(session: ReadSession | WriteSession, tables: Sequence[str]) -> dict[str, tuple[FieldDef, ...]]:
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
