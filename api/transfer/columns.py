"""Columns of a file in the format that is tried for each, and reading their cells a block at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from api.transfer.formats.base import Format, understood
from api.transfer.formats.choice import AsOption, AsOptions, Names
from api.transfer.formats.number import AsMoney
from api.transfer.formats.unit import AsDuration
from core.fields.base import FieldConfig
from core.fields.duration_text import DurationFormat
from core.fields.options import SelectConfig
from core.text import fold

MAX_OPTIONS = 50
_REMEMBERED = 50_000


class Misfit(Exception):
    """Some cell of the column does not fit its format."""


@dataclass(frozen=True)
class Column:
    """``form`` of a select knows its options."""

    name: str
    form: Format

    def config(self) -> dict[str, JsonValue] | None:
        """The config of a field for it."""
        match self.form:
            case AsMoney(code=code, precision=precision):
                return {"currency": code, "precision": precision}
            case AsDuration():
                return {"format": DurationFormat.SECONDS.value}
            case AsOption(options=Names(names=names)) | AsOptions(options=Names(names=names)):
                return {"options": [{"id": key, "name": name} for key, name in names.items()]}
            case _:
                return None


class Reader(dict[str, str]):
    """From cell to what COPY loads, remembered: most columns repeat themselves.

    ``lenient`` reads what does not fit as empty; else reading raises Misfit.
    """

    def __init__(self, form: Format, *, lenient: bool = False) -> None:
        super().__init__()
        self.form = form
        self._lenient = lenient

    def read(self, cells: Sequence[str]) -> Sequence[str]:
        return cells if self.form.plain(cells) else list(map(self.__getitem__, cells))

    def __missing__(self, cell: str) -> str:
        value = understood(self.form, cell)
        if value is None:
            if not self._lenient:
                raise Misfit
            value = self.form.empty
        if len(self) < _REMEMBERED:
            self[cell] = value
        return value


class SealingReader(Reader):
    """Seals each cell for itself, so that those which hold the same do not look the same."""

    def __init__(self, form: Format, seal: Callable[[str], str]) -> None:
        super().__init__(form)
        self._seal = seal

    def read(self, cells: Sequence[str]) -> Sequence[str]:
        return [self[cell] for cell in cells]

    def __getitem__(self, cell: str) -> str:
        value = understood(self.form, cell)
        if value is None:
            raise Misfit
        return self._seal(value) if value else self.form.empty


def with_options(form: Format, cells: Sequence[str]) -> Format:
    """A select with the options of these cells, most frequent first, that takes more as they come."""
    if not isinstance(form, AsOption | AsOptions):
        return form
    counts: dict[str, dict[str, int]] = {}
    for cell in cells:
        bare = understood(form, cell)
        for name in form.parts(bare) if bare else ():
            spellings = counts.setdefault(fold(name), {})
            spellings[name] = spellings.get(name, 0) + 1
    names = Names(MAX_OPTIONS)
    for spellings in sorted(counts.values(), key=lambda found: -sum(found.values())):
        # Spellings that differ only in capitals are one option, called as most cells call it.
        names.add(max(spellings, key=spellings.__getitem__))
    return replace(form, options=names)


def with_known_options(form: Format, config: FieldConfig) -> Format:
    """A select with the options of a field's config, and no others; those without an id yet go by their name."""
    if not isinstance(config, SelectConfig) or not isinstance(form, AsOption | AsOptions):
        return form
    names = {option.id or option.name: option.name for option in config.options}
    return replace(form, options=Names(len(names), {fold(name): key for key, name in names.items()}, names))
