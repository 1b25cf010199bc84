"""Files, as a list of what is known about each: ``{"id", "version", "name", "type", "size"}``. Empty is null.

The bytes are elsewhere, and so is the truth about them: what is written names an attachment, perhaps a version and a
name for it in this cell, and the write path fills in the rest (``api/records/files.py``). ``parse`` keeps all that is
said, so that a stored list parses to itself; nothing of it is believed but ``id``, ``version`` and ``name``.
"""

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.fields.link import InvalidItem
from core.fields.text_list import split
from core.files import clean_name
from core.ids import PREFIXES, is_id
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_FILES = 1_000
"""In one cell."""
MAX_VERSION = 2**31 - 1
_SAID = frozenset({"id", "version", "name", "type", "size"})
_READ_TOO = frozenset({"url", "thumbnails"})
_PATTERN = re.compile(r"[a-z]+/(\*|[a-z0-9][a-z0-9.+_-]{0,100})|\.[a-z0-9][a-z0-9_+-]{0,19}")


def _pattern(said: str) -> str:
    found = said.strip().lower()
    if not _PATTERN.fullmatch(found):
        raise ValueError("give types like image/* or application/pdf, and extensions like .csv")
    return found


Pattern = Annotated[str, AfterValidator(_pattern)]


class AttachmentConfig(FieldConfig):
    """What a cell takes from now on; files that are in cells already stay. ``accept`` lists types (``image/*``,
    ``application/pdf``) and extensions (``.csv``); bytes and name must both fit one of them."""

    max_files: int | None = Field(default=None, ge=1, le=MAX_FILES)
    max_size: int | None = Field(default=None, ge=1, le=2**53)
    accept: tuple[Pattern, ...] | None = Field(default=None, min_length=1, max_length=100)


class Attachment(FieldType):
    name = "attachment"
    kind = ValueKind.FILE
    many = True
    config_model = AttachmentConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.JSONB

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A list of ids, or of objects with an id and what else is said of the file. Raises InvalidItem too."""
        if raw is None:
            return None
        if not isinstance(raw, list):
            raise InvalidValue(f"Give a list of attachments, by the ids that uploads answer with, not {shown(raw)}.")
        if len(raw) > MAX_FILES:
            raise InvalidValue(f"A cell holds at most {MAX_FILES:,} files; {len(raw):,} were given.")
        found: dict[str, dict[str, JsonValue]] = {}
        for place, item in enumerate(raw):
            said = _said(item, place)
            key = str(said["id"])
            if found.setdefault(key, said) != said:
                raise InvalidItem(place, f"{key} is in this cell twice, and not as the same.")
        kept: list[JsonValue] = [*found.values()]
        return kept or None

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also ids as one text, with commas, semicolons or line breaks between them."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        named = split(raw)
        for text in named:
            if not is_id(PREFIXES["attachment"], text):
                raise InvalidValue(
                    f"Files are pasted by their ids (att_…), and {shown(text)} is none. Upload the file, or copy the"
                    " cell that has it."
                )
        return self.parse([*named], field)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        """Names, for people; nothing reads them back."""
        return ", ".join(names_of(stored))


def files_of(stored: StoredValue) -> list[dict[str, JsonValue]]:
    """The files of a cell."""
    return [item for item in stored if isinstance(item, dict)] if isinstance(stored, list) else []


def names_of(stored: StoredValue) -> list[str]:
    return [str(item.get("name")) for item in files_of(stored) if item.get("name")]


def _said(item: JsonValue, place: int) -> dict[str, JsonValue]:
    if isinstance(item, str):
        item = {"id": item}
    if not isinstance(item, dict):
        raise InvalidItem(place, f"Give an attachment's id, or an object with it, not {shown(item)}.")
    unknown = sorted(item.keys() - _SAID - _READ_TOO)
    if unknown:
        raise InvalidItem(place, f"{shown(unknown[0])} is nothing that a file has here: give id, version and name.")
    key = item.get("id")
    if not isinstance(key, str) or not is_id(PREFIXES["attachment"], key):
        raise InvalidItem(place, f"{shown(key)} is no id of an attachment.")
    said = {name: item[name] for name in ("id", "version", "name", "type", "size") if item.get(name) is not None}
    version, name = said.get("version"), said.get("name")
    if version is not None and (
        isinstance(version, bool) or not isinstance(version, int) or not 0 < version <= MAX_VERSION
    ):
        raise InvalidItem(place, f"A version is a whole number from 1, not {shown(version)}.")
    if name is not None:
        if not isinstance(name, str):
            raise InvalidItem(place, f"The name of a file is text, not {shown(name)}.")
        said["name"] = clean_name(name)
    return said
