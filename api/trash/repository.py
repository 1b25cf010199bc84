"""SQL of what is in the trash and of what comes out of it, records aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.db.engine import ReadSession, WriteSession
from api.db.names import taken
from api.tables.rows import FIELD_COLUMNS, FieldRow, field_of
from core.ids import BaseId
from core.schema import FieldDef

_IN_TRASH = "{it}.deleted_at IS NOT NULL AND {it}.purged_at IS NULL"


@dataclass(frozen=True, slots=True)
class Thing:
    """A field, table, view or base in the trash, or out of it by now. ``owner`` is what it belongs to."""

    id: str
    name: str
    owner: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Discarded:
    """One row of a list. ``by`` is the number of who deleted it."""

    type: str
    id: str
    name: str
    table_id: str | None
    table_name: str | None
    at: datetime
    by: int | None


_HALF = (
    "({f}.type = 'link' AND NOT EXISTS (SELECT FROM dataos.fields p WHERE p.id = {f}.config ->> 'symmetricFieldId'"
    " AND p.type = 'link' AND p.config ->> 'link' = {f}.config ->> 'link'))"
)
"""Whether a field is one end of a link whose other end was converted to something else, or to another link."""

_ITEMS = {
    "table": (
        "SELECT 'table', t.id, t.name, NULL, NULL, t.deleted_at, t.deleted_by FROM dataos.tables t"
        f" WHERE t.base_id = :key AND t.ready AND {_IN_TRASH.format(it='t')}"
    ),
    # Of a link's two fields in one base, the one that was deleted stands for both.
    "field": (
        "SELECT 'field', f.id, f.name, t.id, t.name, f.deleted_at, f.deleted_by FROM dataos.fields f"
        " JOIN dataos.tables t ON t.id = f.table_id"
        f" WHERE t.base_id = :key AND t.deleted_at IS NULL AND {_IN_TRASH.format(it='f')}"
        f" AND NOT {_HALF.format(f='f')}"
        " AND NOT EXISTS (SELECT FROM dataos.fields o JOIN dataos.tables ot ON ot.id = o.table_id"
        " WHERE o.id = f.deleted_with AND ot.base_id = t.base_id AND ot.deleted_at IS NULL)"
    ),
    "view": (
        "SELECT 'view', v.id, v.name, t.id, t.name, v.deleted_at, v.deleted_by FROM dataos.views v"
        " JOIN dataos.tables t ON t.id = v.table_id"
        f" WHERE t.base_id = :key AND t.deleted_at IS NULL AND {_IN_TRASH.format(it='v')}"
    ),
}


async def discarded(
    session: ReadSession, base: BaseId, types: Sequence[str], before: tuple[datetime, str] | None, limit: int
) -> list[Discarded]:
    """Things of these types in a base, the last deleted first, those after ``before`` in that order."""
    if not types:
        return []
    after = "" if before is None else ' WHERE (i.at, i.id COLLATE "C") < (:at, :id)'
    parts = " UNION ALL ".join(_ITEMS[each] for each in types)
    rows = await session.execute(
        text(
            f"SELECT * FROM ({parts}) AS i(type, id, name, table_id, table_name, at, by){after}"
            ' ORDER BY i.at DESC, i.id COLLATE "C" DESC LIMIT :limit'
        ),
        {"key": base, "limit": limit} | ({} if before is None else {"at": before[0], "id": before[1]}),
    )
    return [Discarded(*row) for row in rows]


async def fields_of(session: ReadSession | WriteSession, keys: Sequence[str]) -> dict[str, list[FieldDef]]:
    """Fields in the trash, by their tables."""
    statement = text(f"SELECT {FIELD_COLUMNS} FROM dataos.fields f WHERE f.id = ANY(:ids) AND f.purged_at IS NULL")
    found: dict[str, list[FieldDef]] = {}
    for row in await session.execute(statement, {"ids": list(keys)}):
        found.setdefault(row[0], []).append(field_of(FieldRow(*row)))
    return found


async def tables_of_base(session: ReadSession, base: BaseId) -> list[tuple[str, int, int]]:
    """Id, number and workspace number of the base's live tables."""
    rows = await session.execute(
        text(
            "SELECT t.id, t.number, w.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
            " JOIN dataos.workspaces w ON w.id = b.workspace_id"
            " WHERE t.base_id = :base AND t.deleted_at IS NULL AND t.ready ORDER BY t.number"
        ),
        {"base": base},
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def find(session: WriteSession, noun: str, key: str) -> Thing | None:
    """A live or deleted one, held until commit; None when it never was or is gone for good."""
    owner = {"field": "table_id", "view": "table_id", "table": "base_id", "base": "workspace_id"}[noun]
    rows = await session.execute(
        text(
            f"SELECT id, name, {owner}, deleted_at IS NOT NULL FROM dataos.{noun}s"
            " WHERE id = :id AND purged_at IS NULL FOR UPDATE"
        ),
        {"id": key},
    )
    row = rows.one_or_none()
    return None if row is None else Thing(*row)


async def owner_of(session: WriteSession, noun: str, key: str) -> str | None:
    """The table of a field or view, deleted ones too, without holding anything."""
    statement = text(f"SELECT table_id FROM dataos.{noun}s WHERE id = :id AND purged_at IS NULL")
    return (await session.execute(statement, {"id": key})).scalar_one_or_none()


async def symmetric_of(session: WriteSession, field: str) -> tuple[str, str, str, bool] | None:
    """The field at the other end of the link that this one is now, also a deleted one: id, name, table, deleted.

    Conversions leave further pairs behind, of links that the field was before.
    """
    rows = await session.execute(
        text(
            "SELECT o.id, o.name, o.table_id, o.deleted_at IS NOT NULL FROM dataos.fields f"
            " JOIN dataos.links l ON f.id IN (l.field_a, l.field_b) AND l.number::text = f.config ->> 'link'"
            " JOIN dataos.fields o ON o.id = CASE WHEN l.field_a = f.id THEN l.field_b ELSE l.field_a END"
            " WHERE f.id = :id AND f.type = 'link' AND o.purged_at IS NULL"
        ),
        {"id": field},
    )
    row = rows.one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3])


async def is_half(session: WriteSession, field: str) -> bool:
    """Whether the field is one end of a link of which the other end is none any more."""
    statement = text(f"SELECT {_HALF.format(f='f')} FROM dataos.fields f WHERE f.id = :id")
    return (await session.execute(statement, {"id": field})).scalar_one()


async def names_of(session: WriteSession, what: str, owner: str) -> list[str]:
    """Names of live fields of a table that it shows, or of live tables of a base."""
    column = {"field": "table_id", "table": "base_id"}[what]
    shown = " AND config ->> 'titles' IS NULL" if what == "field" else ""
    statement = text(f"SELECT name FROM dataos.{what}s WHERE {column} = :owner AND deleted_at IS NULL{shown}")
    return list((await session.execute(statement, {"owner": owner})).scalars())


async def revive(session: WriteSession, noun: str, names: Mapping[str, str]) -> None:
    """Takes these out of the trash, under these names. Raises Conflict ``name_taken``: somebody was faster."""
    statement = text(f"UPDATE dataos.{noun}s SET deleted_at = NULL, deleted_by = NULL, name = :name WHERE id = :id")
    try:
        for key, name in names.items():
            await session.execute(statement, {"id": key, "name": name})
    except IntegrityError as error:
        raise taken(error, f"{noun}s_name_key", "Its name was taken at this moment. Try again.") from error


async def forget_partner(session: WriteSession, fields: Sequence[str]) -> None:
    statement = text("UPDATE dataos.fields SET deleted_with = NULL WHERE id = ANY(:ids)")
    await session.execute(statement, {"ids": list(fields)})
