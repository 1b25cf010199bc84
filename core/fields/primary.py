"""Which fields can be the primary one, whose text is a record's title."""

from typing import TYPE_CHECKING

from core.fields.base import FieldType, Storage
from core.fields.derived import DerivedField
from core.fields.registry import FIELD_TYPES
from core.values import ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_UNTITLED = (ValueKind.FILE, ValueKind.LINK, ValueKind.NONE)
"""Files and links are things of their own, whose names change elsewhere; a button holds nothing."""


def can_be_primary(type: FieldType) -> bool:
    """Whether a first field can be of this type, and a primary field become it. A rollup is made primary later, once
    it is known to be one value."""
    return not (type.storage is Storage.LINK or type.kind in _UNTITLED or isinstance(type, DerivedField))


def untitled(type_name: str) -> str:
    """The reason for a type that cannot."""
    able = ", ".join(each.name for each in FIELD_TYPES.values() if can_be_primary(each))
    return f"The primary field's text is a record's title; a field of type {type_name} cannot be it. These can: {able}."


def not_primary(field: "FieldDef") -> str | None:
    """Why this field cannot be the primary one."""
    if field.encrypted:
        return f"{field.name} is encrypted; the primary field's text is a record's title, seen by everybody."
    if field.kind in _UNTITLED or (field.many and field.type.computed):
        return untitled(field.type.name)
    return None
