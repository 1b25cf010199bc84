"""From cells of the staging table to fields: which format each column has, judged on all its cells.

Two looks at the data: a sample of rows in Python picks the candidates, then one scan per round counts in SQL what each
column's best candidate cannot read. Nearly always the first round settles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.transfer.formats import BLANK_WORDS, AsLongText, AsOption, AsOptions, AsText, Format, words
from api.transfer.infer import MAX_OPTIONS, Hints, candidates, choose
from api.transfer.staging import Staging
from core.text import MAX_TEXT

_SAMPLE_CELLS = 200_000
_HEAD_ROWS = 1_000
_COLUMNS_PER_SCAN = 60


@dataclass(frozen=True)
class Column:
    """``position`` counts from 1; ``options`` are the option names of a select, most frequent first."""

    position: int
    name: str
    format: Format
    options: tuple[str, ...] = ()

    @property
    def cell(self) -> str:
        """SQL: the trimmed cell, null when empty."""
        return trimmed(self.position)


def trimmed(position: int) -> str:
    return f"nullif(btrim(c{position}, E' \\t\\n\u00a0'), '')"


def unreadable(cell: str, format: Format) -> str:
    """SQL: whether a filled cell has no value in this format and does not just say that it is empty."""
    if isinstance(format, AsText | AsLongText):
        return f"length({cell}) > {MAX_TEXT}"
    return f"NOT {format.valid(cell)} AND lower({cell}) NOT IN {words(BLANK_WORDS)}"


async def decide(conn: AsyncConnection, staging: Staging, names: Sequence[str], hints: Hints) -> list[Column]:
    """The columns with the format that fits the whole file."""
    sample = await _sample(conn, staging)
    ranked = [
        candidates(
            [row[at] for row in sample if row[at]],
            Hints(hints.comma_decimals, hints.zone, title=at == 0),
        )
        for at in range(staging.width)
    ]
    chosen = await _choose(conn, staging, ranked)
    return [
        await _with_options(conn, staging, Column(position, name, format))
        for position, (name, format) in enumerate(zip(names, chosen, strict=True), 1)
    ]


async def _sample(conn: AsyncConnection, staging: Staging) -> list[Sequence[str]]:
    """The first rows and others from all over the file."""
    wanted = max(200, _SAMPLE_CELLS // staging.width)
    head = await conn.execute(
        f"SELECT {staging.columns} FROM {staging.relation} ORDER BY n LIMIT {min(wanted, _HEAD_ROWS)}"
    )
    rows = list(await head.fetchall())
    share = min(100.0, 100.0 * wanted / max(staging.rows, 1))
    spread = await conn.execute(
        f"SELECT {staging.columns} FROM {staging.relation} TABLESAMPLE system ({share:.4f}) LIMIT {wanted}"
    )
    return rows + list(await spread.fetchall())


async def _choose(conn: AsyncConnection, staging: Staging, ranked: Sequence[list[Format]]) -> list[Format]:
    """First the best candidate of each column alone; the others only where it missed a cell."""
    chosen: dict[int, Format] = {}
    for start in range(0, staging.width, _COLUMNS_PER_SCAN):
        positions = range(start, min(start + _COLUMNS_PER_SCAN, staging.width))
        first = await _count(conn, staging, {at: ranked[at][:1] for at in positions})
        open_ = {at: ranked[at] for at in positions if first[at].missed[0] and len(ranked[at]) > 1}
        counted = first | (await _count(conn, staging, open_) if open_ else {})
        for at in positions:
            count = counted[at]
            format = choose(ranked[at], count.missed, count.filled) if at in open_ else ranked[at][0]
            chosen[at] = AsLongText() if isinstance(format, AsText) and count.long else format
    return [chosen[at] for at in range(staging.width)]


@dataclass(frozen=True)
class _Count:
    filled: int
    long: bool
    missed: list[int]


async def _count(
    conn: AsyncConnection, staging: Staging, ranked: dict[int, list[Format]]
) -> dict[int, _Count]:
    """One scan: per column its filled cells and what each format cannot read (everything, after a veto)."""
    targets: list[str] = []
    for at, formats in ranked.items():
        cell = trimmed(at + 1)
        raw = f"c{at + 1}"
        targets.append(f"count({cell})")
        texts = any(isinstance(format, AsText) for format in formats)
        targets.append(f"coalesce(bool_or(length({raw}) > 255 OR position(E'\\n' IN {raw}) > 0), false)" if texts else "false")
        for format in formats:
            missed = f"count(*) FILTER (WHERE {cell} IS NOT NULL AND {unreadable(cell, format)})"
            veto = format.veto(cell)
            targets.append(f"CASE WHEN bool_or({veto}) THEN count({cell}) + 1 ELSE {missed} END" if veto else missed)
    cursor = await conn.execute(f"SELECT {', '.join(targets)} FROM {staging.relation}")
    row = await cursor.fetchone()
    values = iter(row or ())
    return {
        at: _Count(next(values), next(values), [next(values) for _ in formats]) for at, formats in ranked.items()
    }


async def _with_options(conn: AsyncConnection, staging: Staging, column: Column) -> Column:
    """A select with the names that the file has; plain text when there are more than a select is for."""
    match column.format:
        case AsOption():
            source, name = staging.relation, column.cell
        case AsOptions(separator):
            mark = words((separator,))[1:-1]
            source = f"{staging.relation}, unnest(string_to_array({column.cell}, {mark})) AS part(name)"
            name = "nullif(btrim(part.name), '')"
        case _:
            return column
    cursor = await conn.execute(
        f"SELECT mode() WITHIN GROUP (ORDER BY {name}) FROM {source} WHERE {name} IS NOT NULL"
        f" AND lower({name}) NOT IN {words(BLANK_WORDS)}"
        f" GROUP BY lower({name}) ORDER BY count(*) DESC, lower({name}) LIMIT {MAX_OPTIONS + 1}"
    )
    names = tuple(row[0] for row in await cursor.fetchall())
    if len(names) > MAX_OPTIONS:
        return Column(column.position, column.name, AsText())
    return Column(column.position, column.name, column.format, names)
