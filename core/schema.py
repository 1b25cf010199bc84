"""Frozen descriptions of tables: the input of every compiler, parser and policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from core.access.roles import BaseRole
from core.errors import Fault
from core.fields.base import ColumnType, FieldConfig, FieldType, Storage
from core.fields.constraints import Constraint, of_field
from core.fields.formula import FormulaConfig
from core.fields.lookup import LookupConfig
from core.formula.bind import Formulas, formulas_of
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.stamps import Stamp, stamps_of
from core.values import StoredValue, ValueKind


@dataclass(frozen=True)
class FieldDef:
    """One field. ``number`` is unique within its table for ever and names the column ``f_<number>``.

    What it comes to is worked out once: a request with a thousand records asks for some of it twenty thousand times.
    """

    id: FieldId
    number: int
    name: str
    type: FieldType
    config: FieldConfig
    description: str = ""
    required: bool = False
    unique: bool = False
    reveal_to: BaseRole | None = None
    """Of an encrypted field, the least role in the base that sees its values; None for all other fields. Its column
    holds ciphertext (``api/encryption``), whatever its type, so nothing but emptiness is known of it."""
    formulas: Formulas | None = field(default=None, compare=False, repr=False)
    """Of a formula in a table's schema: the formulas of that table, compiled when they are asked for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", self.type.variant(self.config))

    @cached_property
    def encrypted(self) -> bool:
        return self.reveal_to is not None

    @property
    def plain(self) -> "FieldDef":
        """The field as its values are once they are opened: what a value means is asked of this one."""
        return replace(self, reveal_to=None) if self.encrypted else self

    @cached_property
    def kind(self) -> ValueKind:
        return ValueKind.SEALED if self.encrypted else self.type.kind_of(self.config)

    @cached_property
    def many(self) -> bool:
        return not self.encrypted and self.type.many_of(self.config)

    @cached_property
    def column_type(self) -> ColumnType:
        return ColumnType.TEXT if self.encrypted else self.type.column_type(self.config)

    @cached_property
    def column(self) -> str:
        """The name that the field's value has in a row: a system column for system fields, else its own. What is no
        field but is read like one (``api/records/sql/formula.py``) has its column for an id, ``@<column>``.

        Only where ``stored`` does the physical table have a column of this name.
        """
        if self.id.startswith("@"):
            return self.id[1:]
        return self.type.system_column or f"f_{self.number}"

    @cached_property
    def stored(self) -> bool:
        """Whether the physical table has a column for this field alone."""
        return self.type.storage is Storage.COLUMN

    @property
    def hidden(self) -> bool:
        """Whether no table shows it: the titles behind a link, which formulas read (``core.computed.titles``)."""
        return isinstance(self.config, LookupConfig) and self.config.titles is True

    @cached_property
    def read_only(self) -> bool:
        """Whether the system fills the field, so that nobody may write it."""
        return self.type.computed or self.type.storage in (Storage.SYSTEM, Storage.NONE)

    @cached_property
    def empty(self) -> StoredValue:
        """What a cell holds that nobody filled: the column's default."""
        return self.type.empty(self.config)


@dataclass(frozen=True)
class TableSchema:
    """One table as of ``version``: any change to its fields raises the version.

    Hidden ones among the ``fields`` given become ``titles``: whoever goes through the fields of a table meets none.
    """

    id: TableId
    number: int
    name: str
    version: int
    base_id: BaseId
    workspace_id: WorkspaceId
    workspace_number: int
    primary_field_id: FieldId
    fields: tuple[FieldDef, ...] = field(default=())
    linked: Mapping[int, "TableSchema"] = field(default_factory=dict[int, "TableSchema"], compare=False)
    """By the number of each link field: the table at its other end, without what that one links to. A change there
    raises our version too. A link whose other table is deleted is not in it."""
    titles: tuple[FieldDef, ...] = ()
    """The hidden fields, called like their links."""

    @cached_property
    def primary(self) -> FieldDef:
        """The field whose text is a record's title."""
        return self.by_id[self.primary_field_id]

    def __post_init__(self) -> None:
        if self.titles or any(item.hidden for item in self.fields):
            _part_titles(self)
        if any(isinstance(item.config, FormulaConfig) for item in self.fields):
            formulas = formulas_of(tuple(self.fields), self.titles, self.number)
            bound = (replace(i, formulas=formulas) if isinstance(i.config, FormulaConfig) else i for i in self.fields)
            object.__setattr__(self, "fields", tuple(bound))

    @property
    def relation(self) -> str:
        """Qualified name of the physical table; made of our own numbers only, so it needs no quoting."""
        return f"ws_{self.workspace_number}.t_{self.number}"

    @property
    def every(self) -> tuple[FieldDef, ...]:
        """The hidden fields too."""
        return (*self.fields, *self.titles)

    @cached_property
    def titles_of(self) -> Mapping[str, FieldDef]:
        """The hidden field behind a link, by the link's id."""
        return {item.config.link_field: item for item in self.titles if isinstance(item.config, LookupConfig)}

    @cached_property
    def by_id(self) -> Mapping[str, FieldDef]:
        return {item.id: item for item in self.fields}

    @cached_property
    def by_name(self) -> Mapping[str, FieldDef]:
        return {item.name: item for item in self.fields}

    @cached_property
    def by_number(self) -> Mapping[int, FieldDef]:
        """The hidden fields too: numbers are ours."""
        return {item.number: item for item in self.every}

    @cached_property
    def sealed(self) -> tuple[FieldDef, ...]:
        """The encrypted fields."""
        return tuple(item for item in self.fields if item.encrypted)

    @cached_property
    def stamps(self) -> tuple[Stamp, ...]:
        """The columns that hold when, or by whom, certain fields were last changed."""
        return stamps_of(self.fields)

    @cached_property
    def has_files(self) -> bool:
        """Whether some field holds files, or shows those of others."""
        return any(item.kind is ValueKind.FILE for item in self.fields)

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What the values of all fields are held to."""
        return tuple(constraint for item in self.fields for constraint in of_field(item, self))

    def find(self, key: str) -> FieldDef | None:
        """The field with this id or name; an id wins over a field that somebody named like an id."""
        return self.by_id.get(key) or self.by_name.get(key)

    def unknown(self, key: str, path: str, remedy: str = "Check its name or use its id.") -> Fault:
        """The fault for a name that this table does not have."""
        return Fault(path, "unknown_field", f"{self.name} has no field {key[:100]!r}. {remedy}")


def _part_titles(table: TableSchema) -> None:
    names: Mapping[str, str] = {item.id: item.name for item in table.fields}
    hidden = {item.id: item for item in (*table.titles, *table.fields) if item.hidden}
    titles = (
        replace(item, name=names.get(item.config.link_field, item.name))
        for item in hidden.values()
        if isinstance(item.config, LookupConfig)
    )
    object.__setattr__(table, "titles", tuple(titles))
    object.__setattr__(table, "fields", tuple(item for item in table.fields if not item.hidden))
