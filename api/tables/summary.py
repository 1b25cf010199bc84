"""A table as its base shows it: schema, views, and how many records it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.ids import TableId, ViewId
from core.schema import TableSchema
from core.values import JsonValue


@dataclass(frozen=True, slots=True)
class View:
    """``config`` as stored; show it through ``api.tables.grid.clean``."""

    id: ViewId
    table_id: TableId
    name: str
    type: str
    config: Mapping[str, JsonValue]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TableSummary:
    """``record_count`` is exact for small tables and PostgreSQL's estimate for large ones."""

    schema: TableSchema
    description: str
    created_at: datetime
    views: tuple[View, ...]
    record_count: int
