"""People in cells: stored as the user's number, shown as ``{"id", "name", "email"}``.

Names and addresses live in ``dataos.users``, and this package does no I/O. So the two directions are split. *Showing*:
a page of records joins the users in its own statement; everybody else (history, triggers, templates) collects the
numbers, loads those people in one statement and calls ``show``. *Reading*: whoever accepts ids or addresses collects
all that a request says (``said``), looks those people up in one statement, and turns what was said into numbers
(``resolve``) before the field type parses it. Filters do the same with ``core.query.people``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.fields.text_list import split
from core.text import fold
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_MAX_SAID = 320


@dataclass(frozen=True, slots=True)
class Person:
    """``id`` is the public id."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Directory:
    """People who may be written into cells: by id and by address in lower case; by folded name, which several share."""

    numbers: Mapping[str, int] = field(default_factory=dict[str, int])
    names: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


class PersonField(FieldType):
    """Base of the types that hold people."""

    kind = ValueKind.USER

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A user's number; ids and addresses are looked up by the caller."""
        return None if raw is None else person_number(raw)


def person_number(raw: JsonValue) -> int:
    """Raises InvalidValue."""
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw < 2**63:
        raise InvalidValue(f"Give a person's id or e-mail address, not {shown(raw)}.")
    return raw


def said(raw: JsonValue, *, lenient: bool) -> Iterator[str]:
    """The texts of one cell that could name people; never fails."""
    for item in _items(raw, lenient=lenient):
        text = _text(item)
        if text is not None and len(text) <= _MAX_SAID:
            yield from _candidates(text)


def resolve(raw: JsonValue, field: "FieldDef", known: Directory, *, lenient: bool) -> JsonValue:
    """The cell with numbers in the place of people. ``lenient`` also takes names, and lists as text.

    Raises InvalidValue for whoever is not ``known``; what names nobody at all is left for the type to refuse.
    """
    if raw is None or (lenient and raw == ""):
        return None
    if not field.many:
        if isinstance(raw, list) and lenient and len(raw) <= 1:
            return resolve(raw[0], field, known, lenient=True) if raw else None
        return _number(raw, known, lenient=lenient)
    if not isinstance(raw, list) and not lenient:
        return raw
    return [_number(item, known, lenient=lenient) for item in _items(raw, lenient=lenient)]


def _items(raw: JsonValue, *, lenient: bool) -> list[JsonValue]:
    if isinstance(raw, list):
        return raw
    if lenient and isinstance(raw, str):
        return list(split(raw))
    return [raw]


def _text(item: JsonValue) -> str | None:
    named = (item.get("id") or item.get("email")) if isinstance(item, dict) else item
    return named.strip() if isinstance(named, str) else None


def _candidates(text: str) -> Iterator[str]:
    """``Ada <ada@example.org>`` is known by what is in the brackets."""
    yield text
    if text.endswith(">") and "<" in text:
        yield text[text.rindex("<") + 1 : -1].strip()


def _number(item: JsonValue, known: Directory, *, lenient: bool) -> int:
    text = _text(item)
    if text is None or (isinstance(item, dict) and item.keys() - {"id", "name", "email"}):
        raise InvalidValue(f"Give a person's id or e-mail address, not {shown(item)}.")
    for candidate in _candidates(text):
        found = known.numbers.get(candidate) or known.numbers.get(candidate.lower())
        if found is not None:
            return found
    sharing = known.names.get(fold(text), ()) if lenient else ()
    if len(sharing) == 1:
        return sharing[0]
    if sharing:
        raise InvalidValue(f"{len(sharing)} people are called {shown(text)}; give the e-mail address.")
    raise InvalidValue(
        f"There is nobody {shown(text)} who can open this base. Invite them first, or check the address."
    )


def show(stored: StoredValue, field: "FieldDef", people: Mapping[int, Person], *, by_id: bool = False) -> JsonValue:
    """The wire value of any field's stored value. A person who is not among ``people`` shows as empty."""
    if field.kind is not ValueKind.USER:
        return field.type.wire(stored, field, by_id=by_id)
    if isinstance(stored, list):
        return [item for item in (_shown(number, people) for number in stored) if item] or None
    return _shown(stored, people)


def numbers_in(stored: StoredValue) -> list[int]:
    """Whom a stored value of a person field names."""
    items = stored if isinstance(stored, list) else [stored]
    return [item for item in items if isinstance(item, int) and not isinstance(item, bool)]


def _shown(stored: StoredValue, people: Mapping[int, Person]) -> JsonValue:
    person = people.get(stored) if isinstance(stored, int) else None
    return {"id": person.id, "name": person.name, "email": person.email} if person else None
