"""What the values of a field are held to, read out of its flags and settings.

A constraint is a description: the write path checks it on the row as it would become (``api/records/sql/broken.py``),
and a new one is first counted against the records that there are (``api/fields/narrowing.py``). Empty cells break
nothing but ``Filled``. An unknown option of the other field, or none, allows every option.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.counted import counted
from core.fields.limits import DayLimits, MomentLimits, NumberLimits, TextLimits
from core.fields.numeric import digits
from core.fields.options import SelectConfig
from core.values import StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef, TableSchema


@dataclass(frozen=True)
class Filled:
    """The cell must not be empty."""


@dataclass(frozen=True)
class AtLeast:
    value: StoredValue


@dataclass(frozen=True)
class AtMost:
    value: StoredValue


@dataclass(frozen=True)
class NotShorter:
    length: int


@dataclass(frozen=True)
class NotLonger:
    length: int


@dataclass(frozen=True)
class Matches:
    pattern: str


@dataclass(frozen=True)
class AllowedBy:
    """Which options may stand beside which option of the field ``other``, by ids."""

    other: "FieldDef"
    allow: Mapping[str, tuple[str, ...]]


Rule = Filled | AtLeast | AtMost | NotShorter | NotLonger | Matches | AllowedBy


@dataclass(frozen=True)
class Constraint:
    """``setting`` is where in the field it is set; ``code`` and ``told`` say what is wrong with one cell."""

    field: "FieldDef"
    rule: Rule
    setting: str
    code: str
    told: str
    against: str
    """Of records that are there: has room for their number, ``core.counted.filled``."""

    @property
    def fields(self) -> tuple["FieldDef", ...]:
        """Those that it looks at."""
        return (self.field, self.rule.other) if isinstance(self.rule, AllowedBy) else (self.field,)


def of_field(field: "FieldDef", schema: "TableSchema") -> tuple[Constraint, ...]:
    """All of one field but ``Filled``, whose absence in a request has to be told apart from an empty cell.

    The database can judge none of them on ciphertext: values of encrypted fields are held to theirs before they are
    sealed (``core.fields.sealing``).
    """
    return () if field.read_only or field.encrypted else tuple(_settings(field, schema))


def filled(field: "FieldDef") -> Constraint:
    told = f"{field.name} must not be empty."
    return Constraint(field, Filled(), "required", "required", told, told)


def _settings(field: "FieldDef", schema: "TableSchema") -> Iterator[Constraint]:
    name, config = field.name, field.config
    quoted = name.replace("{", "{{").replace("}", "}}")
    match config:
        case NumberLimits() | DayLimits() | MomentLimits():
            if config.min is not None:
                least = _shown(config.min)
                told = f"{name} must be at least {least}."
                against = f"{quoted} is below {least} in {{records}}. Raise {{them}} first, then the minimum."
                yield Constraint(field, AtLeast(config.min), "config.min", "too_small", told, against)
            if config.max is not None:
                most = _shown(config.max)
                told = f"{name} must be at most {most}."
                against = f"{quoted} is above {most} in {{records}}. Lower {{them}} first, then the maximum."
                yield Constraint(field, AtMost(config.max), "config.max", "too_large", told, against)
        case TextLimits():
            yield from _text(field, config, quoted)
        case SelectConfig(depends_on=rule) if rule is not None:
            other = schema.by_id.get(rule.field)
            if other is not None and isinstance(other.config, SelectConfig):
                told = f"{name} has an option that {other.name} does not allow. Choose another, or change both."
                against = f"{quoted} has an option that would not be allowed in {{records}}. Change {{them}} first."
                allowed = AllowedBy(other, rule.allow)
                yield Constraint(field, allowed, "config.dependsOn", "option_not_allowed", told, against)
        case _:
            return


def _text(field: "FieldDef", config: TextLimits, quoted: str) -> Iterator[Constraint]:
    name = field.name
    if config.min_length is not None:
        least = counted(config.min_length, "character")
        told = f"{name} must have at least {least}."
        against = f"{quoted} is shorter than {least} in {{records}}. Change {{them}} first."
        yield Constraint(field, NotShorter(config.min_length), "config.minLength", "too_short", told, against)
    if config.max_length is not None:
        most = counted(config.max_length, "character")
        told = f"{name} must have at most {most}."
        against = f"{quoted} is longer than {most} in {{records}}. Shorten {{them}} first."
        yield Constraint(field, NotLonger(config.max_length), "config.maxLength", "too_long", told, against)
    if config.pattern is not None:
        told = f"{name} must have the form {config.pattern}"
        against = f"{quoted} has another form in {{records}}. Change {{them}} first, then set the pattern."
        yield Constraint(field, Matches(config.pattern), "config.pattern", "pattern_mismatch", told, against)


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else digits(value, None)
