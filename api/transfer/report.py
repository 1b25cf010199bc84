"""What an import did, for the person who asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.ids import TableId


class Stage(StrEnum):
    READING = "reading"
    """Bytes of the file."""
    LOOKING = "looking"
    """At the columns; has no measure."""
    LOADING = "loading"
    """Records."""
    TIDYING = "tidying"
    """Everybody can use the table already; PostgreSQL gets to know it. Has no measure."""


@dataclass(frozen=True, slots=True)
class Progress:
    stage: Stage
    done: int = 0
    total: int = 0


Watcher = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class BadCell:
    """``line`` is the line of the file that the record starts on; ``text`` the cell, shortened."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """``bad`` cells could not be read as ``type`` and are empty now (text: cut to the longest allowed)."""

    name: str
    type: str
    bad: int
    samples: tuple[BadCell, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """``blank``, ``short`` and ``long`` count irregular lines: skipped, padded, and cut at the last column."""

    table_id: TableId
    table_name: str
    records: int
    columns: tuple[ColumnReport, ...]
    encoding: str
    delimiter: str
    blank: int
    short: int
    long: int
    long_lines: tuple[int, ...]

    @property
    def bad(self) -> int:
        return sum(column.bad for column in self.columns)
