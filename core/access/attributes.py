"""Attributes of people in the conditions of row rules: ``{"userAttribute": "region"}`` as a value, or among several.

A rule is bound for one person, so the value that they have stands in the condition's place; when a rule is checked
before anybody is known, a value that such a field could have does.
"""

import re
from collections.abc import Mapping
from typing import Final

from core.errors import Fault, Invalid
from core.fields.base import shown
from core.query.operators import Shape, operators
from core.schema import FieldDef
from core.text import unstorable
from core.values import JsonValue, ValueKind

KEY: Final = "userAttribute"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,62}")
MOST = 50
"""Attributes of one person."""
MOST_VALUES = 100
"""Values of one attribute."""
_MAX_TEXT = 500
_STAND_INS: Mapping[ValueKind, JsonValue] = {
    ValueKind.TEXT: "x",
    ValueKind.NUMBER: 1,
    ValueKind.OPTION: "opt00000000",
}


class Lacking(Exception):
    """The person has no such attribute, or there is no person."""


def named(value: JsonValue) -> str | None:
    """The attribute that a condition's value is, or None for any other value."""
    match value:
        case {"userAttribute": str() as name, **rest} if not rest:
            return name
        case _:
            return None


def mentions(value: JsonValue) -> bool:
    return any(named(item) is not None for item in (value if isinstance(value, list) else [value]))


def filled(value: JsonValue, attributes: Mapping[str, JsonValue]) -> JsonValue:
    """The value with what the person has; several values of an attribute join a list. Raises Lacking."""
    if isinstance(value, list):
        found: list[JsonValue] = []
        for item in value:
            name = named(item)
            here = item if name is None else _of(name, attributes)
            found.extend(here if name is not None and isinstance(here, list) else [here])
        return found
    name = named(value)
    return value if name is None else _of(name, attributes)


def checked(value: JsonValue, field: FieldDef, operator: JsonValue, path: str) -> JsonValue:
    """The value as it would be for somebody. Raises Invalid for fields that attributes cannot be compared with."""
    stand_in = _STAND_INS.get(field.kind)
    items = value if isinstance(value, list) else [value]
    for at, item in enumerate(items):
        name = named(item)
        here = f"{path}[{at}]" if isinstance(value, list) else path
        if name is not None and not NAME.fullmatch(name):
            message = f"{shown(name)} cannot name an attribute; use letters, digits, - and _."
            raise Invalid.one(f"{here}.{KEY}", "invalid_value", message)
        if name is not None and stand_in is None:
            message = (
                f"{field.name} ({field.type.name}) is not compared with attributes; text, numbers and options are."
            )
            raise Invalid.one(here, "invalid_value", message)
    shape = next((given for known, given in operators(field.kind, field.many).items() if known == operator), None)
    if isinstance(value, list):
        return [item if named(item) is None else stand_in for item in value]
    return [stand_in] if shape is Shape.LIST else stand_in


def parse_attributes(raw: Mapping[str, JsonValue], path: str = "attributes") -> dict[str, JsonValue]:
    """What somebody may be given: texts, numbers, true or false, or lists of texts and numbers. Raises Invalid."""
    faults: list[Fault] = []
    if len(raw) > MOST:
        raise Invalid.one(path, "too_many_values", f"A person has at most {MOST} attributes; there are {len(raw)}.")
    for name, value in raw.items():
        here = f"{path}.{name[:100]}"
        if not NAME.fullmatch(name):
            faults.append(Fault(here, "invalid_value", "Attributes are called by letters, digits, - and _, up to 63."))
        elif (reason := _refused(value)) is not None:
            faults.append(Fault(here, "invalid_value", reason))
    if faults:
        raise Invalid(faults)
    return dict(raw)


def _refused(value: JsonValue) -> str | None:
    if isinstance(value, list):
        if not 0 < len(value) <= MOST_VALUES:
            return f"Give 1 to {MOST_VALUES} values, or leave the attribute out."
        return next((reason for item in value if (reason := _refused_one(item)) is not None), None)
    return _refused_one(value)


def _refused_one(value: JsonValue) -> str | None:
    match value:
        case str():
            return (unstorable(value, _MAX_TEXT) or None) if value.strip() else "Give some text, or leave it out."
        case bool():
            return None
        case int() | float():
            return None
        case _:
            return f"Give a text, a number or a list of them, not {shown(value)}."


def _of(name: str, attributes: Mapping[str, JsonValue]) -> JsonValue:
    value = attributes.get(name)
    if value is None or value == []:
        raise Lacking(name)
    return value
