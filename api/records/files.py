"""What a write asks of files: who is meant, whether the writer may take it, and whether the field takes it.

A cell that is written names attachments; here each becomes what is stored of it. An attachment must belong to the
table's base, and be the writer's own, in the cell already, or in one that they may read (``sight.py``): an id alone
opens nothing. What undo puts back was in the cell before, and is taken from the change feed. Naming it marks it as
attached in the transaction of the write, under a lock that upkeep respects, so a file is either deleted or in the cell.

Who writes an id alone leaves a file that the cell has already as it is there, version and name; limits of the field are
for what comes in, not for what was there.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import orjson
from psycopg import AsyncConnection
from psycopg.rows import class_row

from api.access.service import TableAccess
from api.records.acts import Row, with_cells
from api.records.linking.wishes import is_link
from api.records.outcome import cell_path
from api.records.sight import out_of_sight
from api.records.writing.act import WriteAct
from api.records.writing.transaction import in_one
from core.access.roles import BaseRole
from core.actor import CauseKind
from core.counted import counted, verb
from core.errors import Fault, Invalid
from core.fields.attachment import Attachment, AttachmentConfig, files_of
from core.files import accepted
from core.schema import FieldDef
from core.values import JsonValue, StoredValue

Cells = Sequence[Mapping[int, StoredValue]]
Done = TypeVar("Done")
_MAX_FAULTS = 100
_PUTS_BACK = frozenset({CauseKind.UNDO, CauseKind.REDO})

_HOLD = b"""
SELECT id FROM dataos.attachments WHERE id = ANY (%(ids)s) AND base_id = %(base)s AND attached_at IS NULL
   AND uploaded_by = %(by)s ORDER BY id FOR UPDATE
"""
_ATTACH = b"UPDATE dataos.attachments SET attached_at = now() WHERE id = ANY (%s) AND attached_at IS NULL"
_FIND = b"""
SELECT a.id, a.current_version AS current, v.version, v.name, v.type, v.size,
       coalesce(a.uploaded_by = %(by)s, false) AS own, a.id = ANY (%(loose)s) AS fresh
  FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(id text, version integer)
  JOIN dataos.attachments a ON a.id = w.id AND a.base_id = %(base)s AND a.attached_at IS NOT NULL
  JOIN dataos.attachment_versions v ON v.attachment_id = a.id AND v.version = coalesce(w.version, a.current_version)
"""


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    current: int
    version: int
    name: str
    type: str
    size: int
    own: bool
    fresh: bool
    """Their own, and in no cell until now."""


def is_files(field: FieldDef) -> bool:
    return isinstance(field.type, Attachment)


async def attaching(
    act: WriteAct,
    fields: Sequence[FieldDef],
    rows: Sequence[Row],
    work: Callable[[Sequence[Row]], Awaitable[Done]],
    keys: Sequence[int] = (),
) -> Done:
    """``work`` on the cells as they are stored, in one transaction with finding that out; without files, just so.

    ``keys`` are the records, where there are any already. Raises Invalid with the place of each file:
    ``unknown_attachment``, ``too_many_files``, ``file_too_large``, ``file_not_accepted``.
    """
    holding = [field for field in fields if is_files(field)]
    cells = [row.values for row in rows]
    if not any(values.get(field.number) for field in holding for values in cells):
        return await work(rows)

    async def attach() -> Done:
        return await work(with_cells(rows, await _with_files(act, holding, cells, keys)))

    return await in_one(act, attach, linked=any(map(is_link, fields)))


async def _with_files(act: WriteAct, holding: Sequence[FieldDef], cells: Cells, keys: Sequence[int]) -> Cells:
    before = await _before(act.conn, act.access, holding, keys)
    nothing: _Had = {}
    asked = [
        (
            place,
            field,
            files_of(values[field.number]),
            before.get((keys[place], field.number), nothing) if keys else nothing,
        )
        for place, values in enumerate(cells)
        for field in holding
        if values.get(field.number)
    ]
    wanted = {_wish(item, had) for _, _, files, had in asked for item in files}
    found = await _find(act.conn, act.access, wanted)
    if act.context.cause.kind not in _PUTS_BACK:
        # Of what was in cells before, an access token may see less than its person.
        by_token = act.access.user.token is not None
        doubtful = {
            item.id: item.own
            for _, _, files, had in asked
            for wish in (_wish(file, had) for file in files)
            if (item := found.get(wish)) is not None
            and item.id not in had
            and not item.fresh
            and (by_token or not item.own)
        }
        unseen = await _unseen(act.conn, act.access, doubtful)
        found = {wish: item for wish, item in found.items() if item.id not in unseen}
    resolved = [dict(values) for values in cells]
    faults: list[Fault] = []
    for place, field, files, had in asked:
        path = cell_path(place, field)
        kept: list[JsonValue] = []
        for at, item in enumerate(files):
            known = found.get(_wish(item, had))
            if known is None:
                faults.append(_unknown(f"{path}[{at}]", item))
                continue
            kept.append(_stored(item, known, had))
            faults += _refused(f"{path}[{at}]", field, kept[-1], had)
        faults += _too_many(path, field, len(kept), len(had))
        resolved[place][field.number] = kept or None
    if faults:
        raise Invalid(faults[:_MAX_FAULTS], faults[0].code)
    return resolved


_Wish = tuple[str, int | None]
_Had = Mapping[str, Mapping[str, JsonValue]]


def _wish(item: Mapping[str, JsonValue], had: _Had) -> _Wish:
    """The attachment and the version, None for its current one."""
    key, version = str(item["id"]), item.get("version")
    if version is None and key in had:
        version = had[key].get("version")
    return key, version if isinstance(version, int) else None


async def _before(
    conn: AsyncConnection, access: TableAccess, fields: Sequence[FieldDef], keys: Sequence[int]
) -> dict[tuple[int, int], _Had]:
    """What cells hold, by record key and field number: each file by its attachment's id."""
    if not keys:
        return {}
    columns = ", ".join(f"t.{field.column}" for field in fields)
    statement = f"SELECT t.id, {columns} FROM {access.schema.relation} t WHERE t.id = ANY (%s)"
    cursor = await conn.execute(statement.encode(), [list(keys)])
    return {
        (row[0], field.number): {str(item.get("id")): item for item in files_of(held)}
        for row in await cursor.fetchall()
        for field, held in zip(fields, row[1:], strict=True)
    }


async def _find(conn: AsyncConnection, access: TableAccess, wanted: set[_Wish]) -> dict[_Wish, _Found]:
    """Of those that the writer may take."""
    ids = sorted({key for key, _ in wanted})
    values = {"ids": ids, "base": access.schema.base_id, "by": access.user.number}
    loose = [row[0] for row in await (await conn.execute(_HOLD, values)).fetchall()]
    if loose:
        await conn.execute(_ATTACH, [loose])
    named = [{"id": key, "version": version} for key, version in sorted(wanted, key=str)]
    asked = values | {"wanted": orjson.dumps(named).decode(), "loose": loose}
    async with conn.cursor(row_factory=class_row(_Found)) as cursor:
        await cursor.execute(_FIND, asked)
        rows = await cursor.fetchall()
    exact = {(row.id, row.version): row for row in rows}
    current = {row.id: row for row in rows if row.version == row.current}
    return {
        wish: row
        for wish in wanted
        if (row := current.get(wish[0]) if wish[1] is None else exact.get((wish[0], wish[1]))) is not None
    }


async def _unseen(conn: AsyncConnection, access: TableAccess, files: Mapping[str, bool]) -> set[str]:
    """Those of these files that are out of the writer's sight; each with whether they uploaded it themselves. Raises
    StaleSchema."""
    if not files or access.asked is None:
        return set(files)
    grant = (await access.asked.base(access.user, access.schema.base_id, BaseRole.VIEWER, conn)).grant
    ids = [key for key, own in files.items() if not own or grant.rights.token_told]
    if not ids:
        return set()
    return await out_of_sight(conn, access.asked, access.user, grant, ids)


def _stored(item: Mapping[str, JsonValue], known: _Found, had: _Had) -> dict[str, JsonValue]:
    name = item.get("name")
    if name is None:
        held = had.get(known.id, {})
        name = held.get("name") if held.get("version") == known.version else known.name
    return {
        "id": known.id,
        "version": known.version,
        "name": name or known.name,
        "type": known.type,
        "size": known.size,
    }


def _unknown(path: str, item: Mapping[str, JsonValue]) -> Fault:
    version = item.get("version")
    named = f"{item['id']} in version {version}" if version is not None else str(item["id"])
    message = f"There is no attachment {named} in this base that you could add. Upload the file first."
    return Fault(path, "unknown_attachment", message)


def _refused(path: str, field: FieldDef, file: JsonValue, had: _Had) -> list[Fault]:
    """Why the field does not take a file that comes in."""
    config = field.config
    if not isinstance(config, AttachmentConfig) or not isinstance(file, dict):
        return []
    held = had.get(str(file["id"]))
    if held is not None and held.get("version") == file["version"]:
        return []
    name, kind, size = str(file["name"]), str(file["type"]), file["size"]
    faults: list[Fault] = []
    if config.max_size is not None and isinstance(size, int) and size > config.max_size:
        message = f"{field.name} takes files of at most {counted(config.max_size, 'byte')}; {name} has {size:,}."
        faults.append(Fault(path, "file_too_large", message))
    if config.accept is not None and not accepted(config.accept, kind, name):
        message = f"{field.name} takes {', '.join(config.accept)}; {name} is {kind}."
        faults.append(Fault(path, "file_not_accepted", message))
    return faults


def _too_many(path: str, field: FieldDef, count: int, before: int) -> list[Fault]:
    most = field.config.max_files if isinstance(field.config, AttachmentConfig) else None
    if most is None or count <= max(most, before):
        return []
    return [
        Fault(
            path,
            "too_many_files",
            f"{field.name} holds at most {counted(most, 'file')}; {count:,} {verb(count, 'was', 'were')} given.",
        )
    ]
