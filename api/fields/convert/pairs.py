"""Which type can become which: the one list that requests, the preview and the dialog go by."""

from dataclasses import dataclass

from core.errors import Fault, Invalid
from core.fields.base import FieldType, Storage
from core.fields.primary import can_be_primary
from core.fields.registry import FIELD_TYPES, get_type
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

_OF_FILES = ("text", "longText")
"""Their names are all that can be made of files."""
_NARROWED = (ValueKind.OPTION, ValueKind.LINK)


@dataclass(frozen=True, slots=True)
class Target:
    """``keeps_values``: what the cells hold is taken over as far as it fits; else the system gives all values anew."""

    type: FieldType
    keeps_values: bool


def targets(schema: TableSchema, source: FieldDef) -> list[Target]:
    """What the field can become. Its own type is among them where other settings can cost values: fewer options, fewer
    links. Other settings of a type are changed without a conversion."""
    return [
        Target(made, keeps_values=not _given(made))
        for made in FIELD_TYPES.values()
        if _reason(schema, source, made) is None and (made is not source.type or source.kind in _NARROWED)
    ]


def check_pair(schema: TableSchema, source: FieldDef, type_name: str) -> FieldType:
    """The new type. Raises Invalid where the one cannot become the other, with what can."""
    made = get_type(type_name)
    reason = _reason(schema, source, made)
    if reason is not None:
        able = ", ".join(each.type.name for each in targets(schema, source)) or "nothing else"
        fault = Fault(
            "type",
            "not_convertible",
            f"{source.name} ({source.type.name}) cannot become {made.name}: {reason} It can become: {able}.",
        )
        raise Invalid([fault], "not_convertible")
    return made


def _reason(schema: TableSchema, source: FieldDef, made: FieldType) -> str | None:
    if source.kind is ValueKind.NONE:
        return "it has no values that could be taken over; add a new field instead."
    if source.kind is ValueKind.FILE and made.name not in _OF_FILES:
        return "of files only their names can be taken over, as text."
    if made.kind is ValueKind.NONE:
        return "add a new field of that type instead."
    if source.encrypted and made.storage is Storage.LINK:
        return "its values are encrypted, and titles are not. Turn encryption off first."
    if source.id == schema.primary_field_id and not can_be_primary(made):
        return "it is the primary field, whose text is a record's title. Make another field primary first."
    return None


def _given(made: FieldType) -> bool:
    return made.computed or made.storage is Storage.SYSTEM or made.kind is ValueKind.FILE
