"""Text of all kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.formats.base import Format, all_match, compiled
from core.text import MAX_TEXT

_URL = compiled(r"https?://\S+")
_EMAIL = compiled(r"[^\s@]+@[^\s@]+[.][^\s@]{2,}")


class _Text(Format):
    """Kept as it is, space around it too. Text longer than a cell takes does not fit: cutting it would lose some."""

    trims = False
    free = True

    def plain(self, cells: Sequence[str]) -> bool:
        return max(map(len, cells), default=0) <= MAX_TEXT

    def value(self, cell: str) -> str | None:
        return cell if len(cell) <= MAX_TEXT else None


@dataclass(frozen=True)
class AsText(_Text):
    field_type = "text"


@dataclass(frozen=True)
class AsLongText(_Text):
    field_type = "longText"


@dataclass(frozen=True)
class AsUrl(Format):
    field_type = "url"
    free = True

    @property
    def pattern(self) -> str:
        return r"https?://[^\s<>\"]+"

    def plain(self, cells: Sequence[str]) -> bool:
        return all_match(_URL, cells)

    def value(self, cell: str) -> str | None:
        return cell if _URL.fullmatch(cell) else None


@dataclass(frozen=True)
class AsEmail(Format):
    """The pattern is stricter than the field type; in the rest of the file, what looks like an address passes."""

    field_type = "email"
    free = True

    @property
    def pattern(self) -> str:
        return r"[A-Za-z0-9_+-]+(?:[.&'][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,24}"

    def plain(self, cells: Sequence[str]) -> bool:
        return all_match(_EMAIL, cells)

    def value(self, cell: str) -> str | None:
        return cell if _EMAIL.fullmatch(cell) else None
