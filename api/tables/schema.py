"""Table schemas, remembered by this process.

Remembering is safe because every record statement checks the version it was compiled for
(``api/records/sql/guard.py``); whoever finds it outdated calls ``forget`` and loads again. A schema read inside an open
transaction is never remembered: its version number may be rolled back and used again for something else.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

from api.tables.rows import revealed_to, targets_of, with_linked
from core.errors import NotFound
from core.fields.link import LinkConfig
from core.fields.registry import get_type
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema

_REMEMBERED = 2_000

_TABLE = """
SELECT t.id, t.number, t.name, t.version, t.base_id, b.workspace_id, w.number, t.primary_field_id
  FROM dataos.tables t
  JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL
  JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
 WHERE t.deleted_at IS NULL AND t.ready AND {}
"""
_BY_NUMBER = _TABLE.format("t.number = %s").encode()
_BY_ID = _TABLE.format("t.id = %s").encode()
_FIELDS = b"""
SELECT f.id, f.number, f.name, f.type, f.config, f.description, f.required, f.is_unique, f.reveal_to
  FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id
 WHERE f.table_id = %s AND t.version = %s AND f.deleted_at IS NULL
 ORDER BY f.position, f.number
"""
_LINKED = _TABLE.format("t.id = ANY(%s)").encode()
_LINKED_FIELDS = b"""
SELECT f.table_id, f.id, f.number, f.name, f.type, f.config, f.description, f.required, f.is_unique, f.reveal_to
  FROM dataos.fields f WHERE f.table_id = ANY(%s) AND f.deleted_at IS NULL ORDER BY f.table_id, f.position, f.number
"""
_ATTEMPTS = 5


class Schemas:
    """One per process."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, TableSchema] = OrderedDict()
        self._numbers: dict[str, int] = {}

    def remembered(self, table: int | str) -> TableSchema | None:
        """The schema by number or id if this process has it; needs no connection."""
        number = table if isinstance(table, int) else self._numbers.get(table)
        found = None if number is None else self._known.get(number)
        if found is not None:
            self._known.move_to_end(found.number)
        return found

    async def by_number(self, conn: AsyncConnection, table_number: int) -> TableSchema:
        """Raises NotFound when the table, its base or its workspace is deleted, or while it is being filled."""
        return self.remembered(table_number) or await self._load(conn, _BY_NUMBER, table_number)

    async def by_id(self, conn: AsyncConnection, table_id: str) -> TableSchema:
        """Raises NotFound like ``by_number``."""
        return self.remembered(table_id) or await self._load(conn, _BY_ID, table_id)

    async def fresh(self, conn: AsyncConnection, table_number: int) -> TableSchema:
        """As this connection sees it now, its own uncommitted changes included. Raises NotFound."""
        return await self._load(conn, _BY_NUMBER, table_number)

    def forget(self, table_number: int) -> None:
        found = self._known.pop(table_number, None)
        if found is not None:
            self._numbers.pop(found.id, None)

    async def _load(self, conn: AsyncConnection, statement: bytes, key: int | str) -> TableSchema:
        schema = await load(conn, statement, key)
        if conn.info.transaction_status is TransactionStatus.IDLE:
            self._known[schema.number] = schema
            self._numbers[schema.id] = schema.number
            while len(self._known) > _REMEMBERED:
                _, dropped = self._known.popitem(last=False)
                self._numbers.pop(dropped.id, None)
        return schema


async def load(conn: AsyncConnection, statement: bytes, key: int | str) -> TableSchema:
    """Table and fields of one version: the second statement is empty when the version moved on in between.

    The tables that it links to are read after it, so they are never older than its version says.
    """
    for _ in range(_ATTEMPTS):
        row = await (await conn.execute(statement, [key])).fetchone()
        if row is None:
            break
        rows = await (await conn.execute(_FIELDS, [row[0], row[3]])).fetchall()
        if rows:
            schema = _schema(row, rows)
            return await _with_linked(conn, schema) if targets_of([schema]) else schema
    raise NotFound("table", str(key))


async def _with_linked(conn: AsyncConnection, schema: TableSchema) -> TableSchema:
    tables = await (await conn.execute(_LINKED, [targets_of([schema])])).fetchall()
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for table_id, *field in await (await conn.execute(_LINKED_FIELDS, [[row[0] for row in tables]])).fetchall():
        rows.setdefault(table_id, []).append(tuple(field))
    targets = {row[0]: _schema(row, rows.get(row[0], ())) for row in tables}
    fields = tuple(_cut_off(field, targets) for field in schema.fields)
    return with_linked(replace(schema, fields=fields), targets)


def _cut_off(field: FieldDef, targets: Mapping[str, TableSchema]) -> FieldDef:
    """A link whose other table is gone is empty everywhere."""
    config = field.config
    if not isinstance(config, LinkConfig) or config.table_id in targets:
        return field
    return replace(field, config=config.model_copy(update={"link": None}))


def _schema(row: tuple[Any, ...], fields: Sequence[tuple[Any, ...]]) -> TableSchema:
    table_id, number, name, version, base_id, workspace_id, workspace_number, primary = row
    return TableSchema(
        id=TableId(table_id),
        number=number,
        name=name,
        version=version,
        base_id=BaseId(base_id),
        workspace_id=WorkspaceId(workspace_id),
        workspace_number=workspace_number,
        primary_field_id=FieldId(primary),
        fields=tuple(_field(field) for field in fields),
    )


def _field(row: tuple[Any, ...]) -> FieldDef:
    field_id, number, name, type_name, config, description, required, unique, reveal_to = row
    field_type = get_type(type_name)
    return FieldDef(
        id=FieldId(field_id),
        number=number,
        name=name,
        type=field_type,
        config=field_type.config_model.model_validate(config),
        description=description,
        required=required,
        unique=unique,
        reveal_to=revealed_to(reveal_to),
    )
