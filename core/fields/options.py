"""The options of a select field: an ordered list of names with colours. Cells keep ids, so renaming is free."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core.fields.base import FieldConfig, InvalidValue, UnknownOptions
from core.text import fold, unstorable

OPTION_ID = re.compile(r"opt[0-9a-z]{8}")
MAX_OPTIONS = 1_000
MAX_NAME = 255


class OptionColor(StrEnum):
    GRAY = "gray"
    RED = "red"
    ORANGE = "orange"
    AMBER = "amber"
    LIME = "lime"
    GREEN = "green"
    TEAL = "teal"
    CYAN = "cyan"
    BLUE = "blue"
    INDIGO = "indigo"
    PURPLE = "purple"
    PINK = "pink"


COLORS = tuple(OptionColor)


class SelectOption(BaseModel):
    """``id`` is None for an option that is new in this config; the application gives it one before it is stored.

    ``color`` None takes the next colour of the list, by position.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | None = Field(default=None, pattern=f"^{OPTION_ID.pattern}$")
    name: str
    color: OptionColor | None = None

    @field_validator("name")
    @classmethod
    def _sayable(cls, name: str) -> str:
        trimmed = name.strip()
        if not trimmed:
            raise ValueError("an option needs a name")
        reason = unstorable(trimmed, MAX_NAME)
        if reason:
            raise ValueError(reason)
        return trimmed


class DependsOn(BaseModel):
    """``allow`` says by option of ``field`` which options may stand beside it; what it does not name allows all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = Field(max_length=255)
    allow: Mapping[str, tuple[str, ...]]

    def __hash__(self) -> int:
        return hash((self.field, tuple(self.allow)))


class SelectConfig(FieldConfig):
    """``default`` is one option, or several for fields that hold several."""

    options: tuple[SelectOption, ...] = Field(default=(), max_length=MAX_OPTIONS)
    default: str | tuple[str, ...] | None = None
    depends_on: DependsOn | None = None

    @field_validator("options")
    @classmethod
    def _distinct(cls, options: tuple[SelectOption, ...]) -> tuple[SelectOption, ...]:
        names: set[str] = set()
        ids: set[str] = set()
        for option in options:
            if fold(option.name) in names:
                raise ValueError(f"two options are called {option.name!r}; names differ in more than capitals")
            if option.id in ids:
                raise ValueError(f"two options have the id {option.id}")
            names.add(fold(option.name))
            ids.update({option.id} if option.id else ())
        return tuple(
            option if option.color else option.model_copy(update={"color": COLORS[at % len(COLORS)]})
            for at, option in enumerate(options)
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Option id → name, in option order."""
        return {option.id: option.name for option in self.options if option.id}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Option id → place in the order, from 0: what sorting goes by."""
        return {option.id: at for at, option in enumerate(self.options) if option.id}

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {name: key for key, name in self.names.items()}

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {fold(name): key for key, name in self.names.items()}

    def having(self, options: Sequence[SelectOption]) -> "SelectConfig":
        """The same settings with these options."""
        return SelectConfig(options=tuple(options), default=self.default, depends_on=self.depends_on)

    def resolve(self, said: str) -> str | None:
        """The id of the option with exactly this name, or with this id; a name wins."""
        return self._ids.get(said) or (said if said in self.names else None)

    def guess(self, said: str) -> str | None:
        """Like ``resolve``, else the option whose name differs only in capitals and outer spaces."""
        return self.resolve(said) or self._folded.get(fold(said.strip()))


def strict(config: SelectConfig, said: list[str]) -> list[str]:
    """The ids of the options said. Raises UnknownOptions with all that are not there."""
    if len(said) == 1 and (key := config.resolve(said[0])):
        return [key]
    found = {name: config.resolve(name) for name in said}
    unknown = [name for name, key in found.items() if key is None]
    if unknown:
        raise UnknownOptions(unknown)
    return list(dict.fromkeys(key for key in found.values() if key))


def lenient(config: SelectConfig, said: list[str]) -> list[str]:
    """Like ``strict`` with ``guess``. Names that could never become options are InvalidValue, not UnknownOptions."""
    found = {name.strip(): config.guess(name) for name in said if name.strip()}
    unknown = [name for name, key in found.items() if key is None]
    for name in unknown:
        reason = unstorable(name, MAX_NAME)
        if reason:
            raise InvalidValue(reason)
    if unknown:
        distinct = {fold(name): name for name in reversed(unknown)}
        raise UnknownOptions(list(reversed(distinct.values())))
    return list(dict.fromkeys(key for key in found.values() if key))
