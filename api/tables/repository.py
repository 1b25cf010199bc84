"""SQL of tables that changes them, or holds them for a change; ``sql`` has what only reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.db.engine import WriteSession, driver_of
from api.db.names import taken
from api.tables.connected import hold
from api.tables.rows import LINKING
from api.tables.sql.schemas import schemas
from api.tables.summary import View
from core.errors import NotFound
from core.ids import BaseId, TableId
from core.schema import FieldDef, TableSchema

_LINKING = LINKING.format(id=":id")


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
