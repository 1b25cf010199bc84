"""The staging table: every cell of the file as text, in an unlogged table beside the workspace's tables.

Its rows lie in the order of the file and have no key (one would cost a fourth of the time of copying): a range of rows
is a range of pages. Where the file was irregular they carry the ``line`` they came from. Each segment is one COPY and
one transaction, so the change feed's readers never wait for a whole file.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from psycopg.errors import BadCopyFileFormat

from api.transfer.segments import Irregularities, Raw, Repaired, repair
from api.transfer.statement import Connection, execute, fetch_one

_REPAIR_ALL_AFTER = 3


@dataclass
class Staging:
    """``relation`` is made of our own numbers, so it needs no quoting. ``pages`` and ``rows`` once it is filled."""

    relation: str
    delimiter: str
    width: int
    pages: int = 0
    rows: int = 0
    irregular: Irregularities = field(default_factory=Irregularities)
    _starts: list[int] = field(default_factory=list[int])
    _lines: list[int] = field(default_factory=list[int])

    @property
    def columns(self) -> str:
        return ", ".join(f"c{position}" for position in range(1, self.width + 1))

    async def create(self, conn: Connection) -> None:
        columns = ", ".join(f"c{position} text" for position in range(1, self.width + 1))
        # Vacuum would give the room of a failed COPY to later rows, and the order would be lost.
        await execute(
            conn, f"CREATE UNLOGGED TABLE {self.relation} (line bigint, {columns}) WITH (autovacuum_enabled = false)"
        )

    async def fill(self, conn: Connection, segments: Iterator[Raw | Repaired], progress: Callable[[int], None]) -> None:
        """Copies every segment; ``progress`` gets the bytes of each. ``conn`` is in autocommit."""
        failures = 0
        while (segment := await asyncio.to_thread(next, segments, None)) is not None:
            if isinstance(segment, Repaired):
                await self._copy(conn, segment)
            elif failures < _REPAIR_ALL_AFTER:
                try:
                    await self._copy(conn, segment)
                except BadCopyFileFormat:
                    failures += 1
                    await self._copy_repaired(conn, segment)
            else:
                await self._copy_repaired(conn, segment)
            progress(len(segment.data))
        # The planner reads large tables with several processes, if it knows that they are large.
        await execute(conn, f"ANALYZE {self.relation} (line)")
        (self.pages,) = await fetch_one(
            conn, "SELECT pg_relation_size(%s) / current_setting('block_size')::bigint", [self.relation]
        )

    def ranges(self, rows: int) -> list[str]:
        """SQL conditions that split the table, in order, into parts of about ``rows`` rows."""
        step = max(1, self.pages * rows // max(1, self.rows))
        bounds = [*range(0, self.pages, step), self.pages]
        return [f"ctid >= '({first},0)' AND ctid < '({end},0)'" for first, end in pairwise(bounds)]

    async def line_of(self, conn: Connection, place: str, line: int | None) -> int:
        """The line of the file that the row at ``place`` (its ctid) starts on.

        As noted with the row, or counted from the start of its segment: a row has as many lines as breaks, and one.
        """
        if line is not None:
            return line
        before = f"FROM {self.relation} WHERE ctid < '{place}'"
        (earlier,) = await fetch_one(conn, f"SELECT count(*) {before}")
        at = bisect_right(self._starts, earlier) - 1
        breaks = " + ".join(
            f"coalesce(length(c{position}) - length(replace(c{position}, E'\\n', '')), 0)"
            for position in range(1, self.width + 1)
        )
        (lines,) = await fetch_one(
            conn,
            f"SELECT count(*) + coalesce(sum(breaks), 0)"
            f" FROM (SELECT {breaks} AS breaks {before} ORDER BY ctid OFFSET {self._starts[at]}) AS segment",
        )
        return self._lines[at] + int(lines)

    async def _copy(self, conn: Connection, segment: Raw | Repaired) -> None:
        columns = f"line, {self.columns}" if isinstance(segment, Repaired) else self.columns
        cursor = conn.cursor()
        # A quoted empty cell is as empty as one without quotes: so nobody has to ask for '' later.
        options = f"FORMAT csv, FORCE_NULL *, DELIMITER {_literal(self.delimiter)}"
        statement = f"COPY {self.relation} ({columns}) FROM STDIN ({options})"
        async with cursor.copy(statement.encode()) as copy:
            await copy.write(segment.data)
        self._starts.append(self.rows)
        self._lines.append(segment.first_line if isinstance(segment, Raw) else 0)
        self.rows += max(cursor.rowcount, 0)

    async def _copy_repaired(self, conn: Connection, segment: Raw) -> None:
        for repaired in repair(iter([segment.data]), self.delimiter, self.width, segment.first_line, self.irregular):
            await self._copy(conn, repaired)


def _literal(delimiter: str) -> str:
    return "E'\\t'" if delimiter == "\t" else f"'{delimiter}'"
