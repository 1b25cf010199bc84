"""Frozen descriptions of tables: the input of every compiler, parser and policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.errors import Fault
from core.fields.base import FieldConfig, FieldType
from core.ids import BaseId, FieldId, TableId, WorkspaceId


@dataclass(frozen=True)
class FieldDef:
    """One field. ``number`` is unique within its table for ever and names the column ``f_<number>``."""

    id: FieldId
    number: int
    name: str
    type: FieldType
    config: FieldConfig
    description: str = ""
    required: bool = False
    unique: bool = False

    @property
    def column(self) -> str:
        """The physical column: a system column for system fields, else the field's own."""
        return self.type.system_column or f"f_{self.number}"

    @property
    def read_only(self) -> bool:
        return self.type.system_column is not None


@dataclass(frozen=True)
class TableSchema:
    """One table as of ``version``: any change to its fields raises the version."""

    id: TableId
    number: int
    name: str
    version: int
    base_id: BaseId
    workspace_id: WorkspaceId
    workspace_number: int
    primary_field_id: FieldId
    fields: tuple[FieldDef, ...] = field(default=())

    @property
    def relation(self) -> str:
        """Qualified name of the physical table; made of our own numbers only, so it needs no quoting."""
        return f"ws_{self.workspace_number}.t_{self.number}"

    @cached_property
    def by_id(self) -> Mapping[str, FieldDef]:
        return {item.id: item for item in self.fields}

    @cached_property
    def by_name(self) -> Mapping[str, FieldDef]:
        return {item.name: item for item in self.fields}

    @cached_property
    def by_number(self) -> Mapping[int, FieldDef]:
        return {item.number: item for item in self.fields}

    def find(self, key: str) -> FieldDef | None:
        """The field with this id or name; an id wins over a field that somebody named like an id."""
        return self.by_id.get(key) or self.by_name.get(key)

    def unknown(self, key: str, path: str, remedy: str = "Check its name or use its id.") -> Fault:
        """The fault for a name that this table does not have."""
        return Fault(path, "unknown_field", f"{self.name} has no field {key[:100]!r}. {remedy}")
