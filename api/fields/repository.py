"""SQL of fields."""

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.db.engine import WriteSession
from api.db.names import taken
from api.tables.repository import raise_linking
from core.ids import FieldId, TableId
from core.schema import FieldDef, TableSchema


async def take_number(session: WriteSession, table: TableId) -> int:
    """The next field number of a table, and a higher version of it and of what links to it; the caller holds the
    rows (``api.tables.repository.lock``)."""
    taken_number = await session.execute(
        text(
            "UPDATE dataos.tables SET next_field = next_field + 1, version = version + 1 WHERE id = :id"
            " RETURNING next_field - 1"
        ),
        {"id": table},
    )
    number = taken_number.scalar_one()
    await raise_linking(session, table)
    return number


async def next_position(session: WriteSession, table: TableId) -> int:
    statement = text("SELECT coalesce(max(position) + 1, 0) FROM dataos.fields WHERE table_id = :id")
    return (await session.execute(statement, {"id": table})).scalar_one()


async def raise_version(session: WriteSession, table: TableId) -> None:
    """That of the table and of what links to it; the caller holds the rows."""
    await session.execute(text("UPDATE dataos.tables SET version = version + 1 WHERE id = :id"), {"id": table})
    await raise_linking(session, table)


async def update(session: WriteSession, field: FieldDef) -> None:
    """Write everything about a field that can change. Raises Conflict ``name_taken``."""
    statement = text(
        "UPDATE dataos.fields SET name = :name, config = CAST(:config AS jsonb), description = :description,"
        " required = :required, is_unique = :unique, reveal_to = :reveal_to WHERE id = :id"
    )
    values = {
        "id": field.id,
        "name": field.name,
        "config": json.dumps(field.config.wire()),
        "description": field.description,
        "required": field.required,
        "unique": field.unique,
        "reveal_to": field.reveal_to,
    }
    try:
        await session.execute(statement, values)
    except IntegrityError as error:
        raise taken(error, "fields_name_key", f"The table already has a field {field.name!r}.") from error


async def delete(session: WriteSession, field: FieldId, by: int, *, gone_with: FieldId | None = None) -> None:
    """Soft: the column and its values stay. ``by`` is a person's number, ``gone_with`` the field that takes this one
    with it."""
    await session.execute(
        text(
            "UPDATE dataos.fields SET deleted_at = now(), deleted_by = :by, deleted_with = :gone_with"
            " WHERE id = :id AND deleted_at IS NULL"
        ),
        {"id": field, "by": by, "gone_with": gone_with},
    )


async def count_live(session: WriteSession, schema: TableSchema, condition: str) -> int:
    """Live records for which ``condition`` holds: SQL that is made of our own names and numbers only."""
    found = await session.execute(
        text(f"SELECT count(*) FROM {schema.relation} t WHERE t.deleted_at IS NULL AND ({condition})")
    )
    return found.scalar_one()


async def count_uses(
    session: WriteSession, schema: TableSchema, field: FieldDef, options: Sequence[str]
) -> dict[str, int]:
    """Live records per option, for those options that any record uses."""
    holds = f"unnest({field.column})" if field.many else field.column
    among = f"{field.column} && :options" if field.many else f"{field.column} = ANY(:options)"
    rows = await session.execute(
        text(
            f"SELECT option, count(*) FROM (SELECT {holds} AS option FROM {schema.relation}"
            f" WHERE deleted_at IS NULL AND {among}) AS used WHERE option = ANY(:options) GROUP BY option"
        ),
        {"options": list(options)},
    )
    return {row[0]: row[1] for row in rows}


async def has_automation(session: WriteSession, table: TableId, automation: str) -> bool:
    found = await session.execute(
        text("SELECT 1 FROM dataos.automations WHERE id = :id AND table_id = :table AND deleted_at IS NULL"),
        {"id": automation, "table": table},
    )
    return found.first() is not None
