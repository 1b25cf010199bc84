"""One conversion of one field: what it is, what it is to be, and how its old cells are read."""

from dataclasses import dataclass, replace

from psycopg import AsyncConnection

from api.fields.convert import linked
from api.records.sql.formula import cell, cell_json
from api.tables.schema import Schemas
from core.errors import NotFound
from core.fields.conversion import Cipher, Conversion, Directory
from core.fields.link import LinkConfig
from core.fields.text import Text
from core.fields.text_list import join
from core.schema import FieldDef, TableSchema
from core.values import StoredValue, ValueKind


@dataclass(frozen=True)
class Change:
    """``value`` is the old cell of the record ``t`` as SQL, with ``%`` doubled; ``conversion`` understands it.

    ``source_end`` and ``target_end`` are the tables that the old and the new link lead to, where they are links.
    """

    source: FieldDef
    target: FieldDef
    conversion: Conversion
    value: str
    source_end: TableSchema | None = None
    target_end: TableSchema | None = None
    create_missing: bool = False

    @property
    def link(self) -> LinkConfig | None:
        """The config of the new link."""
        return self.target.config if isinstance(self.target.config, LinkConfig) else None

    @property
    def copies(self) -> LinkConfig | None:
        """The config of the old link, where the new one leads to the same table: then pairs are taken over as they
        are."""
        old, new = self.source.config, self.link
        return old if isinstance(old, LinkConfig) and new and old.link and old.target == new.target else None

    @property
    def fills(self) -> bool:
        """Whether records have to be gone through. What the system works out follows by itself."""
        return self.link is not None or (self.target.stored and not self.target.type.computed)

    def said(self, stored: StoredValue) -> str:
        """The old cell as a text that names records. One option is one title, commas and all."""
        text, source = self.conversion.text(stored), self.conversion.source
        one = source.kind is ValueKind.OPTION and not source.many
        return join([text]) if text and one and self.link and self.link.cardinality.many else text

    def into(self, target: FieldDef) -> "Change":
        return replace(self, target=target, conversion=replace(self.conversion, target=target))


async def change_of(
    conn: AsyncConnection,
    schemas: Schemas,
    source: FieldDef,
    target: FieldDef,
    directory: Directory,
    cipher: Cipher | None = None,
    *,
    create_missing: bool = False,
) -> Change:
    source_end, target_end = await _end(conn, schemas, source), await _end(conn, schemas, target)
    conversion, value = reads(source, source_end, target, directory, cipher)
    return Change(source, target, conversion, value, source_end, target_end, create_missing)


def reads(
    source: FieldDef,
    source_end: TableSchema | None,
    target: FieldDef,
    directory: Directory,
    cipher: Cipher | None = None,
) -> tuple[Conversion, str]:
    """Who understands the old cells, and the cell of the record ``t`` as SQL."""
    if isinstance(source.config, LinkConfig):
        read = replace(source, type=Text(), config=Text.config_model())
        return Conversion(read, target, directory, cipher=cipher), linked.titles_cell(source, source_end)
    return Conversion.of(source, target, directory, cipher), cell_json(source, _column) or cell(source, _column)


def _column(field: FieldDef) -> str:
    return f"t.{field.column}"


async def _end(conn: AsyncConnection, schemas: Schemas, field: FieldDef) -> TableSchema | None:
    """The table that a link leads to; None for all others, and where it is gone."""
    if not isinstance(field.config, LinkConfig):
        return None
    try:
        return await schemas.fresh(conn, field.config.target)
    except NotFound:
        return None
