"""What an import did, for the person who asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.ids import TableId


class Stage(StrEnum):
    READING = "reading"
    """All of the file's bytes once more: it is not what its first part promised."""
    LOADING = "loading"
    """Records; how many there will be is estimated until the end."""
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
    """``bad`` of the ``filled`` cells are no ``wanted``, the first of them in ``samples``.

    The column is then of another ``type`` that takes all its cells; where the caller insisted on the type, ``wanted``
    is that type and the bad cells are empty.
    """

    name: str
    type: str
    wanted: str
    filled: int = 0
    bad: int = 0
    samples: tuple[BadCell, ...] = ()

    @property
    def emptied(self) -> int:
        """Cells whose text is in no record."""
        return self.bad if self.wanted == self.type else 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """``blank``, ``short`` and ``long`` count irregular lines: skipped, padded, and longer than the header.

    ``surplus`` is the column that keeps what long lines have beyond the last one. ``damaged`` places of the file are
    no characters of its encoding and read U+FFFD now.
    """

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
    surplus: str = ""
    damaged: int = 0

    @property
    def bad(self) -> int:
        return sum(column.bad for column in self.columns)
