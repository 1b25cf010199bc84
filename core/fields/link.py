"""Links to records of another table, or of the same one.

A link is one physical table of pairs that two fields share, each seeing it from its side (``api/db/physical.py``), so
both always agree. A cell is the ordered list of the other side's record keys: those that are live. Empty is null.

Who made the field said ``tableId`` and ``cardinality``; the rest of the config is the system's. ``cardinality`` is said
from this field's table: with ``manyToOne`` many records of it link to one of the other, so a cell here holds one record
at most, and the symmetric field is ``oneToMany``.

Titles are not known here, because this package does no I/O: pages join them, and ``typecast`` looks up the titles that
``coerce`` cannot tell (``UnknownTitles``).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic import JsonValue as Json
from pydantic.alias_generators import to_camel

from core.errors import NotFound
from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, Storage, config_of, shown
from core.fields.text_list import split
from core.ids import parse_record_id, record_id
from core.text import unstorable
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_LINKS = 10_000
"""Records that one written cell may name."""
MAX_TITLE = 1_000


class Cardinality(StrEnum):
    MANY_TO_MANY = "manyToMany"
    MANY_TO_ONE = "manyToOne"
    ONE_TO_MANY = "oneToMany"
    ONE_TO_ONE = "oneToOne"

    @property
    def reversed(self) -> "Cardinality":
        """The same link said from the other table."""
        turned = {Cardinality.MANY_TO_ONE: Cardinality.ONE_TO_MANY, Cardinality.ONE_TO_MANY: Cardinality.MANY_TO_ONE}
        return turned.get(self, self)

    @property
    def many(self) -> bool:
        """Whether a cell on this side holds several records."""
        return self in (Cardinality.MANY_TO_MANY, Cardinality.ONE_TO_MANY)


class LinkChoices(BaseModel):
    """What the picker offers: records of the other table that pass the filter, in the view. It limits the picker only:
    API, paste and import may link any record."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    filter: dict[str, Json] | None = None
    view_id: str | None = Field(default=None, max_length=100)

    def __hash__(self) -> int:
        return hash(self.model_dump_json())


class LinkConfig(FieldConfig):
    """``symmetricName`` is said once, at creation. The system's own: ``symmetricFieldId``, which clients see too, and
    the numbers that name the physical tables: ``link`` (None where the other table is gone), this field's ``side`` of
    it, ``target`` (the other table) and ``workspace``."""

    table_id: str = Field(max_length=100)
    cardinality: Cardinality = Cardinality.MANY_TO_MANY
    choices: LinkChoices | None = None
    symmetric_name: str | None = Field(default=None, min_length=1, max_length=255)
    symmetric_field_id: str | None = Field(default=None, max_length=100)
    link: int | None = None
    side: Literal["a", "b"] = "a"
    target: int = 0
    workspace: int = 0

    def shown(self) -> dict[str, JsonValue]:
        return {key: value for key, value in self.wire().items() if key not in _HIDDEN}

    def given(self) -> dict[str, JsonValue]:
        return {key: value for key, value in self.wire().items() if key not in SYSTEM_KEYS}

    @property
    def other(self) -> Literal["a", "b"]:
        """The symmetric field's side."""
        return "b" if self.side == "a" else "a"

    @property
    def relation(self) -> str:
        """Qualified name of the table of pairs; made of our own numbers only."""
        return f"ws_{self.workspace}.l_{self.link}"

    @property
    def target_relation(self) -> str:
        """Qualified name of the other table."""
        return f"ws_{self.workspace}.t_{self.target}"


_HIDDEN = frozenset({"link", "side", "target", "workspace"})
SYSTEM_KEYS = (*sorted(_HIDDEN), "symmetricFieldId")
"""Settings that nobody may give."""


class InvalidItem(InvalidValue):
    """One record of a cell is wrong: the one at ``place``."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


class UnknownTitles(InvalidValue):
    """The cell names records by title: ``said`` holds keys and titles in order. Who can look them up goes on."""

    def __init__(self, said: Sequence[int | str]) -> None:
        super().__init__("Give ids of records; titles are read with typecast only.")
        self.said = list(said)


class Link(FieldType):
    name = "link"
    kind = ValueKind.LINK
    many = True
    storage = Storage.LINK
    config_model = LinkConfig

    def many_of(self, config: FieldConfig) -> bool:
        return isinstance(config, LinkConfig) and config.cardinality.many

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT_ARRAY

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A list of record ids, or of objects with an id, as they are read. Raises InvalidItem too."""
        if raw is None:
            return None
        if not isinstance(raw, list):
            raise InvalidValue(f"Give a list of record ids or null, not {shown(raw)}.")
        config = config_of(field, LinkConfig)
        _check_size(len(raw), config)
        return _stored([_key(item, place, config) for place, item in enumerate(raw)], config)

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also titles: one text with commas, semicolons or line breaks between them, or a list. Raises UnknownTitles.

        Where the cell holds one record, the whole text is its title.
        """
        config = config_of(field, LinkConfig)
        if isinstance(raw, str):
            raw = [*split(raw)] if config.cardinality.many else [text for text in [raw.strip()] if text]
        if not isinstance(raw, list):
            return self.parse(raw, field)
        _check_size(len(raw), config)
        said = [_key_or_title(item, place, config) for place, item in enumerate(raw)]
        titles = [item for item in said if isinstance(item, str)]
        if titles:
            raise UnknownTitles(list(dict.fromkeys(said)))
        return _stored([item for item in said if isinstance(item, int)], config)

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        """Ids with null for titles: a page of records joins those in its own statement."""
        if not isinstance(stored, list):
            return None
        target = config_of(field, LinkConfig).target
        shown_links: list[JsonValue] = [
            {"id": record_id(target, key), "title": None} for key in stored if isinstance(key, int)
        ]
        return shown_links or None

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        target = config_of(field, LinkConfig).target
        return (
            ", ".join(record_id(target, key) for key in stored if isinstance(key, int))
            if isinstance(stored, list)
            else ""
        )


def keys_of(stored: StoredValue) -> list[int]:
    """The record keys in a link cell's stored value."""
    return [key for key in stored if isinstance(key, int)] if isinstance(stored, list) else []


def _stored(keys: Sequence[int], config: LinkConfig) -> StoredValue:
    distinct: list[JsonValue] = [*dict.fromkeys(keys)]
    _check_size(len(distinct), config)
    return distinct or None


def _check_size(size: int, config: LinkConfig) -> None:
    if size > 1 and not config.cardinality.many:
        raise InvalidValue(f"This cell holds one record at most; {size:,} were given.")
    if size > MAX_LINKS:
        raise InvalidValue(f"A cell links at most {MAX_LINKS:,} records; {size:,} were given.")


def _key(item: JsonValue, place: int, config: LinkConfig) -> int:
    said = item.get("id") if isinstance(item, dict) else item
    if not isinstance(said, str):
        raise InvalidItem(place, f"Give a record's id, not {shown(item)}.")
    try:
        ref = parse_record_id(said[:100])
    except NotFound:
        raise InvalidItem(place, f"{shown(said)} is no record id.") from None
    if ref.table != config.target:
        raise InvalidItem(place, f"{shown(said)} is no record of the linked table.")
    return ref.key


def _key_or_title(item: JsonValue, place: int, config: LinkConfig) -> int | str:
    if isinstance(item, dict):
        return _key(item, place, config)
    if isinstance(item, bool) or item is None or isinstance(item, list):
        raise InvalidItem(place, f"Give a record's id or title, not {shown(item)}.")
    text = str(item).strip()
    reason = unstorable(text, MAX_TITLE) if text else "A title must not be blank."
    if reason:
        raise InvalidItem(place, reason)
    return _key(text, place, config) if text.startswith("rec_") and len(text) == 24 else text
