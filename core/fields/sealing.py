"""What an encrypted field may be, and what its values are held to before they are sealed.

Any value that is one JSON value could be sealed; the types below are those whose values nothing else has to read. The
rest need their values in the open: options and people are shown by other tables' names, links and files live elsewhere,
ticks and stars are too few to hide, computed values are made of others.
"""

from typing import TYPE_CHECKING, assert_never

from core.access.roles import BaseRole
from core.errors import Fault, Invalid
from core.fields.base import InvalidValue
from core.fields.constraints import AllowedBy, AtLeast, AtMost, Filled, Matches, NotLonger, NotShorter, of_field
from core.fields.matching import matches
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.fields.constraints import Rule
    from core.schema import FieldDef, TableSchema

SEALABLE = (
    "text", "longText", "email", "phone", "url", "barcode", "number", "percent", "currency", "date", "datetime", "json",
)  # fmt: skip

MASKED: dict[str, JsonValue] = {"masked": True}
"""What stands for a value that the reader may not see; writing it leaves the cell as it is."""


DEFAULT_REVEAL = BaseRole.EDITOR


def revealed(encrypted: bool, reveal_to: BaseRole | None) -> BaseRole | None:
    """``FieldDef.reveal_to``. Raises Invalid for a role without encryption, which would protect nothing."""
    if reveal_to is not None and not encrypted:
        message = "Only an encrypted field hides its values by role: send encrypted: true with it, or leave it out."
        raise Invalid.one("revealTo", "invalid_value", message)
    return (reveal_to or DEFAULT_REVEAL) if encrypted else None


def check_sealing(field: "FieldDef", *, primary: bool, path: str = "") -> None:
    """Raises Invalid with every reason why this field cannot be encrypted, if it is to be."""
    if not field.encrypted:
        return
    reasons: list[str] = []
    if field.type.name not in SEALABLE:
        reasons.append(f"A field of type {field.type.name} cannot be encrypted; these can: {', '.join(SEALABLE)}.")
    if field.unique:
        reasons.append("An encrypted field cannot be unique: the same value is never stored the same way twice.")
    if getattr(field.config, "default", None) is not None:
        reasons.append("An encrypted field has no default: everybody who sees the field's settings would read it.")
    if primary:
        reasons.append("The primary field's text is a record's title, which everybody sees, so it is not encrypted.")
    if reasons:
        at = f"{path}.encrypted" if path else "encrypted"
        raise Invalid([Fault(at, "not_encryptable", reason) for reason in reasons], "not_encryptable")


def check_limits(field: "FieldDef", value: StoredValue, schema: "TableSchema") -> None:
    """Raises InvalidValue where a value breaks a limit of the field; the database judges those of all other fields."""
    if value is None:
        return
    for constraint in of_field(field.plain, schema):
        if not _holds(constraint.rule, value):
            raise InvalidValue(constraint.told)


def _holds(rule: "Rule", value: StoredValue) -> bool:
    match rule:
        case AtLeast(limit):
            return not _before(value, limit)
        case AtMost(limit):
            return not _before(limit, value)
        case NotShorter(length):
            return not isinstance(value, str) or len(value) >= length
        case NotLonger(length):
            return not isinstance(value, str) or len(value) <= length
        case Matches(pattern):
            return not isinstance(value, str) or matches(pattern, value)
        case Filled() | AllowedBy():
            return True
        case _:
            assert_never(rule)


def _before(left: StoredValue, right: StoredValue) -> bool:
    """Days and moments sort as text in their stored form (``core.fields.instant``)."""
    match left, right:
        case int() | float(), int() | float():
            return left < right
        case str(), str():
            return left < right
        case _:
            return False
