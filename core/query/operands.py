"""One operand of a condition: wire JSON → bound form, by the field's kind.

Numbers are not rounded to the field's precision and text is not checked as a web or e-mail address: a filter may ask
for what no cell can hold. Options must exist when named; an option's id may be of one that was deleted since the filter
was saved, and then matches nothing. Empty values are refused, since ``isEmpty`` asks for those.
"""

from dataclasses import dataclass

from core.access.policy import Policy
from core.fields import date_text, instant
from core.fields.base import InvalidValue, UnknownOptions, shown
from core.fields.date_text import iso_date
from core.fields.instant import rfc3339, stored
from core.fields.link import keys_of
from core.fields.numeric import number
from core.fields.options import OPTION_ID
from core.fields.text import plain
from core.query.ast import CurrentUser, FieldRef, Literal, LiteralList, Operand, RelativeDate
from core.query.dates import COUNTED_MODES, MAX_COUNT, MODES
from core.query.faults import Faults
from core.query.operators import Shape
from core.query.people import People
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue, ValueKind

MAX_VALUES = 1_000
MAX_WORDS = 500
"""Characters of a text that is looked for as a word, a name or a type."""
MAX_SIZE = 1_000_000
"""Of lengths and counts asked for; no cell is longer."""

_READER: JsonValue = {"currentUser": True}
_DATES = (ValueKind.DATE, ValueKind.DATETIME)


@dataclass(frozen=True)
class OperandParser:
    """Puts what is wrong into ``faults`` and then gives None, as it does for shape ``none``."""

    schema: TableSchema
    policy: Policy
    people: People
    faults: Faults

    def parse(self, raw: JsonValue, field: FieldDef, shape: Shape, path: str) -> Operand:
        match shape:
            case Shape.NONE:
                if raw is not None:
                    self.faults.add(path, "invalid_value", "This operator takes no value; leave it out.")
                return None
            case Shape.VALUE:
                return self._value(raw, field, path)
            case Shape.TEXT:
                return self._text(raw, path)
            case Shape.COUNT:
                return self._size(raw, path)
            case Shape.LIST if field.kind is ValueKind.USER and raw == _READER:
                return LiteralList((), reader=True)
            case Shape.LIST | Shape.PAIR:
                return self._list(raw, field, path, pair=shape is Shape.PAIR)
            case Shape.PERIOD:
                if isinstance(raw, dict) and "mode" in raw:
                    return self._relative(raw, path)
                self.faults.add(path, "invalid_value", 'Give a period like {"mode": "thisWeek"}.')
                return None

    def _value(self, raw: JsonValue, field: FieldDef, path: str) -> Operand:
        kind = field.kind
        match raw:
            case {"field": other}:
                return self._field(other, field, len(raw), f"{path}.field")
            case {"mode": _} if kind in _DATES:
                return self._relative(raw, path)
            case {"currentUser": True, **rest} if kind is ValueKind.USER and not rest:
                return CurrentUser()
            case _:
                literal = self._literal(raw, field, path)
                return None if literal is None else Literal(literal)

    def _text(self, raw: JsonValue, path: str) -> Literal | None:
        try:
            said = plain(raw)
        except InvalidValue as error:
            self.faults.add(path, "invalid_value", str(error))
            return None
        if not said or len(said) > MAX_WORDS:
            message = f"Give 1 to {MAX_WORDS} characters; to find empty cells use isEmpty."
            self.faults.add(path, "invalid_value", message)
            return None
        return Literal(said)

    def _size(self, raw: JsonValue, path: str) -> Literal | None:
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= MAX_SIZE:
            message = f"Give a whole number from 0 to {MAX_SIZE:,}, not {shown(raw)}."
            self.faults.add(path, "invalid_value", message)
            return None
        return Literal(raw)

    def _list(self, raw: JsonValue, field: FieldDef, path: str, *, pair: bool) -> LiteralList | None:
        if not isinstance(raw, list) or not raw or (pair and len(raw) != 2):
            wanted = "two values, the lower one first" if pair else "at least one value"
            self.faults.add(path, "invalid_value", f"Give a list of {wanted}, not {shown(raw)}.")
            return None
        if len(raw) > MAX_VALUES:
            self.faults.add(path, "too_many_values", f"At most {MAX_VALUES:,} values; there are {len(raw):,}.")
            return None
        reader = field.kind is ValueKind.USER and _READER in raw
        said = [(at, item) for at, item in enumerate(raw) if not (reader and item == _READER)]
        read = [self._literal(item, field, f"{path}[{at}]") for at, item in said]
        values = tuple(value for value in read if value is not None)
        if pair:
            return LiteralList(values) if len(values) == 2 else None
        return LiteralList(tuple(dict.fromkeys(values)), reader) if len(values) == len(said) else None

    def _literal(self, raw: JsonValue, field: FieldDef, path: str) -> str | int | float | None:
        try:
            value = self._stored(raw, field)
        except UnknownOptions as error:
            self.faults.add(path, "unknown_option", f"{field.name}: {error}")
            return None
        except InvalidValue as error:
            self.faults.add(path, "invalid_value", f"{field.name}: {error}")
            return None
        if value is None or isinstance(value, list | dict):
            self.faults.add(path, "invalid_value", "Give a value; to find empty cells use isEmpty.")
            return None
        return value

    def _stored(self, raw: JsonValue, field: FieldDef) -> StoredValue:
        if raw is None or raw == "":
            return None
        match field.kind:
            case ValueKind.TEXT:
                return plain(raw)
            case ValueKind.NUMBER:
                return number(raw)
            case ValueKind.BOOLEAN:
                if isinstance(raw, bool):
                    return raw
                raise InvalidValue(f"Give true or false, not {shown(raw)}.")
            case ValueKind.DATE | ValueKind.DATETIME:
                return _moment(raw, field.kind)
            case ValueKind.OPTION if isinstance(raw, str) and OPTION_ID.fullmatch(raw):
                return raw
            case ValueKind.OPTION:
                parsed = field.type.parse([raw] if field.many else raw, field)
                return parsed[0] if isinstance(parsed, list) else parsed
            case ValueKind.USER:
                return self._person(raw)
            case ValueKind.LINK:
                return keys_of(field.type.parse([raw], field))[0]
            case ValueKind.FILE | ValueKind.JSON | ValueKind.SEALED:
                raise InvalidValue("This field can only be asked whether it is empty.")
            case ValueKind.NONE:
                raise InvalidValue("This field has no value that could be asked for.")

    def _person(self, raw: JsonValue) -> int:
        said = (raw.get("id") or raw.get("email")) if isinstance(raw, dict) else raw
        if not isinstance(said, str) or (isinstance(raw, dict) and "currentUser" in raw):
            raise InvalidValue(f'Give a person\'s id or e-mail address, or {{"currentUser": true}}, not {shown(raw)}.')
        found = self.people.get(said) or self.people.get(said.lower())
        if found is None:
            raise InvalidValue(f"There is no person {shown(said)} here.")
        return found

    def _field(self, raw: JsonValue, field: FieldDef, size: int, path: str) -> FieldRef | None:
        other = self.policy.find(self.schema, raw) if isinstance(raw, str) else None
        if not isinstance(raw, str) or size > 1:
            self.faults.add(path, "invalid_value", 'Give another field like {"field": "Name"}.')
        elif other is None:
            self.faults.put(self.policy.unknown(self.schema, raw, path))
        elif other.kind is not field.kind or other.many or field.kind is ValueKind.OPTION:
            message = f"{field.name} cannot be compared with {other.name}; only fields of one kind can, and no options."
            self.faults.add(path, "incompatible_field", message)
        else:
            return FieldRef(other)
        return None

    def _relative(self, raw: dict[str, JsonValue], path: str) -> RelativeDate | None:
        mode, count = raw.get("mode"), raw.get("count")
        if not isinstance(mode, str) or mode not in MODES:
            message = f"There is no period {shown(mode)}; there are {', '.join(MODES)}."
            self.faults.add(f"{path}.mode", "unknown_mode", message)
            return None
        for key in sorted(raw.keys() - {"mode", "count"})[:10]:
            self.faults.add(f"{path}.{key[:100]}", "unknown_key", "A period has mode and count only.")
        if mode not in COUNTED_MODES:
            if count is not None:
                self.faults.add(f"{path}.count", "invalid_value", f"{mode} takes no count.")
            return RelativeDate(mode)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_COUNT:
            self.faults.add(f"{path}.count", "invalid_value", f"{mode} needs a whole count from 0 to {MAX_COUNT:,}.")
            return None
        return RelativeDate(mode, count)


def _moment(raw: JsonValue, kind: ValueKind) -> str:
    if isinstance(raw, str):
        if iso_date(raw) is not None:
            return raw
        moment = rfc3339(raw) if kind is ValueKind.DATETIME else None
        if moment is not None:
            return stored(moment)
        reason = date_text.absence(raw) or (instant.absence(raw) if kind is ValueKind.DATETIME else None)
        if reason is not None:
            raise InvalidValue(reason)
    also = ' or a time like "2026-11-22T10:00:00Z"' if kind is ValueKind.DATETIME else ""
    raise InvalidValue(f'Give a date like "2026-11-22"{also}, or {{"mode": "today"}}, not {shown(raw)}.')
