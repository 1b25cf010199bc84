"""What becomes of a cell when its field changes its type.

Every value goes the way that paste and import go: as text into the new type's ``coerce``. So there is one language for
what "3/4/2026" or "12,5 %" means, whichever way it comes in. Where both types share a meaning, that is kept instead of
the text:

* options stay options: by id while the new field still has the id, else by name; of several, the first one is kept;
* people stay people;
* days and times by the calendar, whatever format they are shown in; a time becomes the day in its own field's zone;
* numbers stay numbers; above a rating's stars they are its most, below them none;
* a number is ticked unless it is zero;
* files become their names, and nothing becomes a file.

What the new type cannot take is cleared, and the reason is told. A type whose values the system fills or works out
takes nothing over. Nothing here knows about tables: the caller gives values and gets values. What computed fields show
is read as ``core.fields.showing`` says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from core.fields.base import InvalidValue
from core.fields.date_text import DateFormat
from core.fields.datetime import Datetime
from core.fields.derived import options_of
from core.fields.numeric import rounded
from core.fields.options import MAX_NAME, MAX_OPTIONS, SelectConfig, SelectOption
from core.fields.people import Person
from core.fields.rating import RatingConfig
from core.fields.showing import ShownAs
from core.fields.text import Text
from core.fields.text_list import join, split
from core.schema import FieldDef
from core.text import fold, unstorable
from core.values import JsonValue, StoredValue, ValueKind

HIDDEN = "••••"
"""An encrypted cell, where values are only counted and shown as examples."""


class Outcome(StrEnum):
    EMPTY = "empty"
    """The cell was empty and stays so."""
    KEPT = "kept"
    """It reads as before."""
    CHANGED = "changed"
    """It has a value, and reads otherwise than before."""
    CLEARED = "cleared"
    """Its value is lost."""


@dataclass(frozen=True, slots=True)
class Converted:
    """``reason`` says why a value was lost or changed, where there is more to say than that it was."""

    value: StoredValue
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Directory:
    """The people whom the cells may name."""

    by_number: Mapping[int, Person] = field(default_factory=dict[int, Person])

    def name(self, number: object) -> str:
        person = self.by_number.get(number) if isinstance(number, int) else None
        return person.name if person else ""

    def find(self, said: str) -> int | None:
        """By id, by e-mail address, or by a name that only one of them has."""
        wanted = fold(said.strip())
        exact = [n for n, p in self.by_number.items() if wanted in (fold(p.email), p.id)]
        named = [n for n, p in self.by_number.items() if fold(p.name) == wanted]
        found = exact or named
        return found[0] if len(found) == 1 else None


class Cipher(Protocol):
    """Opens and seals the cells of encrypted fields."""

    def open(self, field: FieldDef, stored: StoredValue) -> StoredValue: ...

    def seal(self, field: FieldDef, value: StoredValue) -> StoredValue: ...

    def check(self, field: FieldDef, value: StoredValue) -> None:
        """Raises what ends the conversion where the value breaks a limit of the field."""
        ...


@dataclass(frozen=True)
class Conversion:
    """``cipher`` is there where either field is encrypted."""

    source: FieldDef
    target: FieldDef
    directory: Directory = Directory()
    listed: bool = False
    """A cell of the source is a list of values, as a lookup shows them."""
    failing: bool = False
    """A cell of the source may be an error instead of a value."""
    cipher: Cipher | None = None

    @classmethod
    def of(
        cls, source: FieldDef, target: FieldDef, directory: Directory | None = None, cipher: Cipher | None = None
    ) -> "Conversion":
        """Of a field that may be computed: its values are those of the type that it shows them as."""
        shown = ShownAs.of(source)
        return cls(shown.field, target, directory or Directory(), shown.listed, shown.failing, cipher)

    def convert(self, stored: StoredValue) -> Converted:
        """The cell of the new field. Never raises for a value that the old field holds."""
        if self.cipher is None:
            return self._in_the_open(stored)
        plain = replace(self, source=self.source.plain, target=self.target.plain, cipher=None)
        opened = self.cipher.open(self.source, stored) if self.source.encrypted else stored
        converted = plain.convert(opened)
        if not self.target.encrypted or converted.value is None:
            return converted
        self.cipher.check(self.target, converted.value)
        return replace(converted, value=self.cipher.seal(self.target, converted.value))

    def _in_the_open(self, stored: StoredValue) -> Converted:
        if stored is None or stored == []:
            return Converted(self._empty(), Outcome.EMPTY)
        if self.target.read_only:
            return Converted(None, Outcome.CLEARED, f"A field of type {self.target.type.name} keeps no values.")
        if self.failing and isinstance(stored, dict) and "error" in stored:
            return Converted(self._empty(), Outcome.CLEARED, f"It is the error {stored['error']}.")
        if self.listed and isinstance(stored, list):
            return self._one(stored[0]) if len(stored) == 1 else self._as_text(stored)
        return self._one(stored)

    def value(self, stored: StoredValue) -> StoredValue:
        """``convert(stored).value``, without a look at how it reads."""
        if self.cipher is not None or self.target.read_only or self.listed or self.failing or stored in (None, []):
            return self.convert(stored).value
        try:
            value = self._translate(stored)
        except InvalidValue:
            return self._empty()
        return self._empty() if value is None or value == [] else value

    def _as_text(self, stored: list[JsonValue]) -> Converted:
        plain = replace(self.source, type=Text(), config=Text.config_model())
        return Conversion(plain, self.target, self.directory).convert(self.text(stored) or None)

    def _one(self, stored: StoredValue) -> Converted:
        before = self.text(stored)
        try:
            value = self._translate(stored)
        except InvalidValue as error:
            return Converted(self._empty(), Outcome.CLEARED, str(error))
        if value is None or value == []:
            lost = Outcome.CLEARED if before else Outcome.EMPTY
            return Converted(self._empty(), lost, f"{self.target.type.name} has no value for it." if before else "")
        after = shown_as(value, self.target, self.directory)
        return Converted(value, Outcome.KEPT if after == before else Outcome.CHANGED)

    def text(self, stored: StoredValue) -> str:
        """The old cell as people read it."""
        if self.source.encrypted:
            return HIDDEN if stored is not None else ""
        if self.failing and isinstance(stored, dict) and "error" in stored:
            return str(stored["error"])
        if self.listed and isinstance(stored, list):
            texts = [shown_as(item, self.source, self.directory) for item in stored]
            return join([text for text in texts if text])
        return shown_as(stored, self.source, self.directory)

    def _empty(self) -> StoredValue:
        return False if self.target.kind is ValueKind.BOOLEAN and not self.target.many else None

    def _translate(self, stored: StoredValue) -> StoredValue:
        """Raises InvalidValue."""
        kinds = (self.source.kind, self.target.kind)
        match kinds:
            case (ValueKind.OPTION, ValueKind.OPTION):
                return self._options(stored)
            case (ValueKind.USER, ValueKind.USER):
                return _as_many(stored) if self.target.many else _first(stored)
            case (_, ValueKind.USER):
                return self._people(self.text(stored))
            case (ValueKind.NUMBER, ValueKind.NUMBER) if isinstance(stored, int | float):
                return self._number(stored)
            case (ValueKind.NUMBER, ValueKind.BOOLEAN):
                return stored != 0
            case (ValueKind.DATETIME, ValueKind.DATE):
                return self.target.type.parse(wall_day(stored, self.source), self.target)
            case (ValueKind.DATE | ValueKind.DATETIME, ValueKind.DATE | ValueKind.DATETIME):
                return self.target.type.coerce(stored, self.target)
            case (ValueKind.BOOLEAN, _):
                return self.target.type.coerce(bool(stored), self.target)
            case (ValueKind.FILE, ValueKind.FILE):
                return stored
            case (_, ValueKind.FILE):
                raise InvalidValue("Files are uploaded; nothing else becomes one.")
            case (ValueKind.JSON, ValueKind.JSON):
                return self.target.type.parse(stored, self.target)
            case _:
                return self.target.type.coerce(self.text(stored), self.target)

    def _options(self, stored: StoredValue) -> StoredValue:
        old, new = options_of(self.source), self.target.config
        if old is None or not isinstance(new, SelectConfig):
            raise InvalidValue("These options cannot be read.")
        ids = stored if isinstance(stored, list) else [stored]
        known = [key for key in ids if isinstance(key, str) and key in old.names]
        found = [key if key in new.names else new.guess(old.names[key]) for key in known]
        kept: list[JsonValue] = [*dict.fromkeys(key for key in found if key)]
        if self.target.many:
            return kept or None
        return kept[0] if kept else None

    def _people(self, text: str) -> StoredValue:
        names = split(text) if self.target.many else [text]
        found = {name: self.directory.find(name) for name in names}
        unknown = [name for name, number in found.items() if number is None]
        if unknown:
            raise InvalidValue(f"There is no one person {unknown[0][:100]!r} here.")
        numbers: list[JsonValue] = [*dict.fromkeys(number for number in found.values() if number)]
        return numbers if self.target.many else numbers[0]

    def _number(self, stored: float) -> StoredValue:
        config = self.target.config
        if isinstance(config, RatingConfig):
            stars = rounded(stored, 0)
            return self.target.type.parse(int(min(max(stars, 0), config.max)), self.target)
        return self.target.type.coerce(stored, self.target)


def shown_as(stored: StoredValue, field: FieldDef, directory: Directory) -> str:
    """The text of a cell of any field, people by name."""
    if field.encrypted:
        return "" if stored is None else HIDDEN
    if field.kind is ValueKind.USER:
        return ", ".join(filter(None, (directory.name(number) for number in _as_many(stored))))
    return field.type.format(stored, field)


def wall_day(stored: StoredValue, field: FieldDef) -> JsonValue:
    """The day of a time by the clock of its field's zone; the text format of an ISO field begins with it."""
    if not isinstance(field.type, Datetime):
        return stored
    iso = field.config.model_copy(update={"format": DateFormat.ISO})
    return field.type.format(stored, replace(field, config=iso))[:10]


def options_for(source: FieldDef, texts: Iterable[str], *, many: bool) -> SelectConfig | None:
    """The options that cells with these texts need, in order of first use; None when they are too many for a select.

    Those of a select keep their ids, so that everything that knows them by id still does.
    """
    kept = source.config.options if isinstance(source.config, SelectConfig) else ()
    names: dict[str, str] = {}
    known = {fold(option.name) for option in kept}
    for text in texts:
        for name in split(text) if many else [text.strip()]:
            # What no option can be called is left to be cleared, with the reason.
            if name and fold(name) not in known and unstorable(name, MAX_NAME) is None:
                names.setdefault(fold(name), name)
                if len(names) + len(kept) > MAX_OPTIONS:
                    return None
    return SelectConfig(options=(*kept, *(SelectOption(name=name) for name in names.values())))


def _as_many(stored: StoredValue) -> list[JsonValue]:
    return [] if stored is None else [*stored] if isinstance(stored, list) else [stored]


def _first(stored: StoredValue) -> StoredValue:
    several = _as_many(stored)
    return several[0] if several else None
