"""The far end of a link that a conversion makes, leaves or changes: the symmetric field in the other table.

It comes and goes with the link. What it was stays in the database, pairs too, so that taking the conversion back brings
both back as they were.
"""

from dataclasses import replace

import orjson
from psycopg import AsyncConnection

from api.db import pairs
from api.fields import stored
from api.kit.newid import new_id
from core.fields.link import LinkConfig
from core.formula.settle import before_deletion
from core.schema import FieldDef, TableSchema
from core.text import fold

_NUMBER = b"SELECT nextval(pg_get_serial_sequence('dataos.links', 'number'))"
_ENTER = b"""
INSERT INTO dataos.links (number, table_a, field_a, table_b, field_b) OVERRIDING SYSTEM VALUE
VALUES (%s, %s, %s, %s, %s)
"""
_TAKE = b"UPDATE dataos.tables SET next_field = next_field + 1 WHERE id = %s RETURNING next_field - 1"
_ADD = b"""
INSERT INTO dataos.fields (id, table_id, number, name, type, config, position)
SELECT %s, %s, %s, %s, 'link', %s::jsonb, coalesce(max(position) + 1, 0) FROM dataos.fields WHERE table_id = %s
"""
_FIND = b"SELECT name, config, deleted_at IS NULL FROM dataos.fields WHERE id = %s"
_RESTORE = b"""
UPDATE dataos.fields SET deleted_at = NULL, deleted_by = NULL, deleted_with = NULL, name = %s, config = %s::jsonb
 WHERE id = %s
"""
_CONFIG = b"UPDATE dataos.fields SET config = %s::jsonb WHERE id = %s"
_DELETE = b"UPDATE dataos.fields SET deleted_at = now(), deleted_by = %s, deleted_with = %s WHERE id = %s"


async def with_pairs(
    conn: AsyncConnection, schema: TableSchema, end: TableSchema, source: FieldDef, field: FieldDef
) -> FieldDef:
    """``field``, a link that is to be, with a table of pairs of its own. Where the old field is a link to the same
    table its symmetric field stays."""
    config = field.config
    if not isinstance(config, LinkConfig):
        return field
    row = await (await conn.execute(_NUMBER)).fetchone()
    old = source.config
    same = isinstance(old, LinkConfig) and old.target == end.number
    made = config.model_copy(
        update={
            "link": row[0] if row else None,
            "side": old.side if isinstance(old, LinkConfig) and same else "a",
            "target": end.number,
            "workspace": schema.workspace_number,
            "symmetric_field_id": old.symmetric_field_id if isinstance(old, LinkConfig) and same else new_id("fld"),
        }
    )
    await pairs.create_pairs(conn, made)
    return replace(field, config=made)


async def follow(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldDef,
    end: TableSchema | None,
    by: int | None,
) -> tuple[FieldDef, set[str]]:
    """Makes the symmetric fields those of ``target``: the target as it is to be kept, and ids of fields that changed.

    ``end`` is the table at the far end of the target, ``by`` the number of who converts. The caller holds all of the
    tables.
    """
    old, new = source.config, target.config
    changed: set[str] = set()
    stays = new.symmetric_field_id if isinstance(new, LinkConfig) else None
    if isinstance(old, LinkConfig) and old.symmetric_field_id and old.symmetric_field_id != stays:
        await _leave(conn, schema, source, old, by)
        changed.add(old.symmetric_field_id)
    if not isinstance(new, LinkConfig) or end is None or new.symmetric_field_id is None:
        return target, changed
    changed.add(new.symmetric_field_id)
    final = new.model_copy(update={"symmetric_name": None})
    row = await (await conn.execute(_FIND, [new.symmetric_field_id])).fetchone()
    if row is None:
        await _add(conn, schema, end, target, new)
    else:
        name, config, live = row
        was = LinkConfig.model_validate(config)
        turned = _json(_symmetric(schema, target, new).model_copy(update={"choices": was.choices}))
        if live:
            await conn.execute(_CONFIG, [turned, new.symmetric_field_id])
        else:
            await conn.execute(_RESTORE, [_free_name(end, name), turned, new.symmetric_field_id])
    await _enter(conn, schema, end, target, new)
    return replace(target, config=final), changed


async def _leave(conn: AsyncConnection, schema: TableSchema, source: FieldDef, old: LinkConfig, by: int | None) -> None:
    far = schema if old.target == schema.number else schema.linked.get(source.number)
    gone = None if far is None else far.by_id.get(old.symmetric_field_id or "")
    if far is not None and gone is not None:
        for formula in before_deletion(gone, far.fields):
            await stored.write_config(conn, formula)
    await conn.execute(_DELETE, [by, source.id, old.symmetric_field_id])


async def _add(conn: AsyncConnection, schema: TableSchema, end: TableSchema, target: FieldDef, new: LinkConfig) -> None:
    row = await (await conn.execute(_TAKE, [end.id])).fetchone()
    itself = schema.id == end.id
    wanted = new.symmetric_name or (f"{target.name[:240]} of" if itself else schema.name[:240])
    values = [
        new.symmetric_field_id, end.id, row[0] if row else 0, _free_name(end, wanted),
        _json(_symmetric(schema, target, new)), end.id,
    ]  # fmt: skip
    await conn.execute(_ADD, values)


async def _enter(
    conn: AsyncConnection, schema: TableSchema, end: TableSchema, target: FieldDef, new: LinkConfig
) -> None:
    known = await (await conn.execute(b"SELECT 1 FROM dataos.links WHERE number = %s", [new.link])).fetchone()
    if known is None:
        own, far = (schema.id, target.id), (end.id, new.symmetric_field_id)
        a, b = (own, far) if new.side == "a" else (far, own)
        await conn.execute(_ENTER, [new.link, *a, *b])


def _symmetric(schema: TableSchema, target: FieldDef, new: LinkConfig) -> LinkConfig:
    return new.model_copy(
        update={
            "table_id": schema.id,
            "cardinality": new.cardinality.reversed,
            "symmetric_field_id": target.id,
            "symmetric_name": None,
            "side": new.other,
            "target": schema.number,
            "choices": None,
        }
    )


def _free_name(table: TableSchema, wanted: str) -> str:
    """The name, with a number where another field has it."""
    taken = {fold(field.name) for field in table.fields}
    name, at = wanted, 1
    while fold(name) in taken:
        at += 1
        name = f"{wanted} {at}"
    return name


def _json(config: LinkConfig) -> str:
    return orjson.dumps(dict(config.wire())).decode()
