"""Options: one in a cell, or several."""

from dataclasses import dataclass, field

from api.kit.newid import new_option_id
from api.transfer.formats.base import BLANK_WORDS, Format
from core.fields.options import MAX_NAME
from core.text import fold


@dataclass
class Names:
    """The options of a select while it is filled. ``most`` is how many there may be; a known set takes no more."""

    most: int
    ids: dict[str, str] = field(default_factory=dict[str, str])
    """By folded name."""
    names: dict[str, str] = field(default_factory=dict[str, str])
    """Names by id, in order."""

    def add(self, name: str) -> str | None:
        """The id of this option, made when it is new; None when there is no room for it, or it has no name."""
        name = name.strip()
        known = self.ids.get(fold(name))
        if known is not None or not 0 < len(name) <= MAX_NAME or len(self.ids) >= self.most:
            return known
        made = self.ids[fold(name)] = new_option_id()
        self.names[made] = name
        return made


@dataclass(frozen=True)
class AsOption(Format):
    """``options`` None while the format is only guessed: then any short text will do."""

    field_type = "singleSelect"
    options: Names | None = None

    def parts(self, cell: str) -> list[str]:
        return [cell]

    def value(self, cell: str) -> str | None:
        if self.options is None:
            return cell if 0 < len(cell.strip()) <= MAX_NAME else None
        return None if cell.lower() in BLANK_WORDS else self.options.add(cell)


@dataclass(frozen=True)
class AsOptions(Format):
    """Several options in a cell, between ``separator``; repeats count once, in order of first mention."""

    field_type = "multiSelect"
    separator: str = ","
    options: Names | None = None

    def parts(self, cell: str) -> list[str]:
        return [name for part in cell.split(self.separator) if (name := part.strip())]

    def value(self, cell: str) -> str | None:
        names = self.parts(cell)
        if self.options is None:
            return cell if all(len(name) <= MAX_NAME for name in names) else None
        if len(names) == 1 and names[0].lower() in BLANK_WORDS:
            return None
        ids = [self.options.add(name) for name in names]
        if None in ids:
            return None
        return f"{{{','.join(dict.fromkeys(filter(None, ids)))}}}" if ids else ""
