"""Rows of `dataos.tables`, `fields` and `views` → the frozen descriptions that everybody else works with."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from api.tables.summary import View
from core.access.roles import BaseRole
from core.fields.link import LinkConfig
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, ViewId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

TABLE_COLUMNS = (
    "t.id, t.number, t.name, t.version, b.id, w.id, w.number, t.primary_field_id, t.description, t.created_at"
)
TABLE_JOINS = (
    "dataos.tables t JOIN dataos.bases b ON b.id = t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id"
)
LIVE = "t.deleted_at IS NULL AND t.ready AND b.deleted_at IS NULL AND w.deleted_at IS NULL"
FIELD_COLUMNS = (
    "f.table_id, f.id, f.number, f.name, f.type, f.config, f.description, f.required, f.is_unique, f.reveal_to"
)
LINKING = (
    "SELECT table_a FROM dataos.links WHERE table_b = {id} UNION SELECT table_b FROM dataos.links WHERE table_a = {id}"
)
"""The tables that link to this one, or that it links to: their statements know its fields. ``{id}`` is a parameter."""
VIEW_COLUMNS = "v.table_id, v.id, v.name, v.type, v.config, v.created_at"


class TableRow(NamedTuple):
    """``TABLE_COLUMNS``, in order."""

    id: str
    number: int
    name: str
    version: int
    base_id: str
    workspace_id: str
    workspace_number: int
    primary_field_id: str
    description: str
    created_at: datetime


class FieldRow(NamedTuple):
    """``FIELD_COLUMNS``, in order."""

    table_id: str
    id: str
    number: int
    name: str
    type: str
    config: JsonValue
    description: str
    required: bool
    unique: bool
    reveal_to: str | None


class ViewRow(NamedTuple):
    """``VIEW_COLUMNS``, in order."""

    table_id: str
    id: str
    name: str
    type: str
    config: dict[str, JsonValue]
    created_at: datetime


def field_of(row: FieldRow) -> FieldDef:
    kind = get_type(row.type)
    return FieldDef(
        FieldId(row.id),
        row.number,
        row.name,
        kind,
        parse_config(kind, row.config),
        row.description,
        row.required,
        row.unique,
        revealed_to(row.reveal_to),
    )


def revealed_to(role: str | None) -> BaseRole | None:
    """``FieldDef.reveal_to`` from its column."""
    return None if role is None else BaseRole(role)


def schema_of(row: TableRow, fields: tuple[FieldDef, ...]) -> TableSchema:
    return TableSchema(
        id=TableId(row.id),
        number=row.number,
        name=row.name,
        version=row.version,
        base_id=BaseId(row.base_id),
        workspace_id=WorkspaceId(row.workspace_id),
        workspace_number=row.workspace_number,
        primary_field_id=FieldId(row.primary_field_id),
        fields=fields,
    )


def targets_of(schemas: Iterable[TableSchema]) -> list[str]:
    """The tables that any link field of these leads to."""
    configs = (field.config for schema in schemas for field in schema.fields)
    return sorted({config.table_id for config in configs if isinstance(config, LinkConfig)})


def with_linked(schema: TableSchema, targets: Mapping[str, TableSchema]) -> TableSchema:
    """``schema`` knowing those of ``targets`` that it links to."""
    linked = {
        field.number: targets[field.config.table_id]
        for field in schema.fields
        if isinstance(field.config, LinkConfig) and field.config.table_id in targets
    }
    return replace(schema, linked=linked) if linked else schema


def view_of(row: ViewRow) -> View:
    return View(ViewId(row.id), TableId(row.table_id), row.name, row.type, row.config, row.created_at)
