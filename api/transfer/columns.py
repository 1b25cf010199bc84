"""From cells of the staging table to fields: which format each column has, judged on all its cells.

A sample of rows, looked at in Python, picks each column's candidates. Most files keep what their sample promised, so
the best candidates are tried first, by a load that stops at the first cell that does not fit (``likely``). Only then
it is worth counting over the whole file what each candidate cannot read (``decide``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psycopg.rows import TupleRow

from api.transfer.counting import UNMEASURED, Tally, count, raw, trimmed
from api.transfer.formats.base import BLANK_WORDS, Format, quote
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.text import AsLongText, AsText
from api.transfer.infer import MAX_OPTIONS, Hints, candidates, choose
from api.transfer.staging import Staging
from api.transfer.statement import Connection, fetch
from core.text import fold

_SAMPLE_CELLS = 60_000
_HEAD_ROWS = 1_000
_SPELLINGS = 4


@dataclass(frozen=True)
class Column:
    """``position`` counts from 1; ``options`` are the option names of a select, most frequent first."""

    position: int
    name: str
    form: Format
    options: tuple[str, ...] = ()
    tally: Tally = UNMEASURED

    @property
    def cell(self) -> str:
        """SQL: what the format reads."""
        return raw(self.position) if self.tally.tidy else trimmed(self.position)


@dataclass(frozen=True)
class Guess:
    """From a sample of the file: per column the formats it may have, best first."""

    names: Sequence[str]
    ranked: Sequence[list[Format]]


async def guess(conn: Connection, staging: Staging, names: Sequence[str], hints: Hints) -> Guess:
    sample = await _sample(conn, staging)
    return Guess(
        names,
        [
            candidates([row[at] for row in sample if row[at]], replace(hints, title=at == 0))
            for at in range(staging.width)
        ],
    )


async def likely(conn: Connection, staging: Staging, guessed: Guess) -> list[Column]:
    """The columns in their best formats, not measured: only a strict load may use them."""
    columns = [
        Column(position, name, forms[0])
        for position, (name, forms) in enumerate(zip(guessed.names, guessed.ranked, strict=True), 1)
    ]
    return [await _with_options(conn, staging, column) for column in columns]


async def decide(conn: Connection, staging: Staging, guessed: Guess) -> list[Column]:
    """The columns with the formats that fit the whole file best, measured."""
    chosen = await _choose(conn, staging, guessed.names, guessed.ranked)
    return [await _with_options(conn, staging, column) for column in chosen]


async def measure(conn: Connection, staging: Staging, columns: Sequence[Column]) -> list[Column]:
    """The same columns, with what their given formats cannot read."""
    counts = await count(conn, staging, {column.position: [column.form] for column in columns})
    return [replace(column, tally=counts[column.position].tallies[0]) for column in columns]


async def _sample(conn: Connection, staging: Staging) -> list[TupleRow]:
    """The first rows and, of the rest, others from all over the file."""
    wanted = max(200, _SAMPLE_CELLS // staging.width)
    table = f"SELECT {staging.columns}, ctid::text FROM {staging.relation}"
    first, *_ = staging.ranges(min(wanted, _HEAD_ROWS)) or ["false"]
    head = await fetch(conn, f"{table} WHERE {first} LIMIT {wanted}")
    if len(head) == staging.rows:
        return head
    share = min(100.0, 100.0 * wanted / staging.rows)
    rest = f"TABLESAMPLE system ({share:.4f}) WHERE ctid > '{head[-1][-1]}' LIMIT {wanted}"
    return head + await fetch(conn, f"{table} {rest}")


async def _choose(
    conn: Connection, staging: Staging, names: Sequence[str], ranked: Sequence[list[Format]]
) -> list[Column]:
    """First the best candidate of each column alone; the others only where it has bad cells."""
    best = await count(conn, staging, {at: forms[:1] for at, forms in enumerate(ranked, 1)})
    doubtful = {at: forms for at, forms in enumerate(ranked, 1) if best[at].tallies[0].bad and len(forms) > 1}
    counts = best | await count(conn, staging, doubtful)
    columns: list[Column] = []
    for position, (name, forms) in enumerate(zip(names, ranked, strict=True), 1):
        counted = counts[position]
        rank = choose([tally.bad for tally in counted.tallies], counted.filled) if position in doubtful else 0
        form = AsLongText() if isinstance(forms[rank], AsText) and counted.long else forms[rank]
        columns.append(Column(position, name, form, (), counted.tallies[rank]))
    return columns


async def _with_options(conn: Connection, staging: Staging, column: Column) -> Column:
    """A select with the names that the file has; plain text when there are more than a select is for."""
    match column.form:
        case AsOption():
            source, name = staging.relation, column.cell
        case AsOptions(separator):
            source = f"{staging.relation}, unnest(string_to_array({column.cell}, {quote(separator)})) AS part(name)"
            name = "nullif(btrim(part.name), '')"
        case _:
            return column
    rows = await fetch(
        conn,
        f"SELECT {name}, count(*) FROM {source} WHERE {name} IS NOT NULL"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_SPELLINGS * MAX_OPTIONS + 1}",
    )
    # Spellings that differ only in capitals are one option, called as most cells call it.
    names: dict[str, str] = {}
    for spelling, _ in rows:
        if spelling.lower() not in BLANK_WORDS:
            names.setdefault(fold(spelling), spelling)
    if len(names) > MAX_OPTIONS or len(rows) > _SPELLINGS * MAX_OPTIONS:
        return Column(column.position, column.name, AsText())
    return replace(column, options=tuple(names.values()))
