"""A table as its base shows it: schema, views, and how many records it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Calculating:
    """How many of how many records of a field are worked out."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TableSummary:
    """``record_count`` is exact for small tables and PostgreSQL's estimate for large ones.

    ``calculating`` has the fields, by id, whose values a workflow is working out, and what is made of those.
    """

    schema: TableSchema
    description: str
    created_at: datetime
    views: tuple[View, ...]
    record_count: int
    calculating: Mapping[str, Calculating] = field(default_factory=dict[str, "Calculating"])
