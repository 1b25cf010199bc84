"""How well formats fit the whole file: one scan of the staging table counts for many columns at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.transfer.formats.base import BLANK_WORDS, BLANKS, Format, words
from api.transfer.formats.text import AsLongText, AsText
from api.transfer.infer import LONG_TEXT
from api.transfer.staging import Staging
from api.transfer.statement import Connection, fetch_one
from core.text import MAX_TEXT

_COLUMNS_PER_SCAN = 60


@dataclass(frozen=True)
class Tally:
    """One column in one format. ``tidy``: each filled cell fits as it is, without trimming.

    ``misfits`` cells do not fit even trimmed; ``bad`` of them do not just say, in a word, that they are empty. A veto
    makes all cells bad.
    """

    tidy: bool = True
    misfits: int = 0
    bad: int = 0


UNMEASURED = Tally(tidy=False)


@dataclass(frozen=True)
class Count:
    """One column. ``long``: some cell is longer than a line of text should be."""

    filled: int
    long: bool
    tallies: Sequence[Tally]


def raw(position: int) -> str:
    """SQL: the cell of this column (counted from 1) as it is, null when empty."""
    return f"c{position}"


def trimmed(position: int) -> str:
    """SQL: the cell without space around it, null when nothing is left."""
    return f"nullif(btrim(c{position}, {BLANKS}), '')"


def misfit(cell: str, form: Format) -> str:
    """SQL: whether a filled cell has no value in this format; null for an empty one."""
    if isinstance(form, AsText | AsLongText):
        # The bytes are known without reading the text, its characters are not.
        return f"octet_length({cell}) > {MAX_TEXT} AND length({cell}) > {MAX_TEXT}"
    return f"NOT {form.valid(cell)}"


def bad(cell: str, form: Format) -> str:
    """SQL: whether something is lost when the cell is left empty (of text: cut)."""
    if isinstance(form, AsText | AsLongText):
        return misfit(cell, form)
    return f"{misfit(cell, form)} AND lower({cell}) NOT IN {words(BLANK_WORDS)}"


async def count(conn: Connection, staging: Staging, forms: Mapping[int, Sequence[Format]]) -> dict[int, Count]:
    """Per column, by position. First as the cells are; columns with misfits once more with the cells trimmed."""
    counts: dict[int, Count] = {}
    positions = list(forms)
    for start in range(0, len(positions), _COLUMNS_PER_SCAN):
        group = positions[start : start + _COLUMNS_PER_SCAN]
        targets = [target for position in group for target in _targets(position, forms[position])]
        values = iter(await fetch_one(conn, f"SELECT {', '.join(targets)} FROM {staging.relation}"))
        for position in group:
            filled, long = next(values), next(values)
            untidy = [next(values) for _ in forms[position]]
            vetoed = [next(values) for _ in forms[position]]
            tallies = [
                await _tally(conn, staging, position, form)
                if untidy[rank] and not vetoed[rank]
                else Tally(bad=vetoed[rank])
                for rank, form in enumerate(forms[position])
            ]
            counts[position] = Count(filled, long, tallies)
    return counts


def _targets(position: int, forms: Sequence[Format]) -> list[str]:
    cell, text = raw(position), f"c{position}"
    long = f"coalesce(bool_or(octet_length({text}) > {LONG_TEXT} OR position(E'\\n' IN {text}) > 0), false)"
    vetoes = [form.veto(cell) for form in forms]
    return [
        f"count({cell})",
        long if any(isinstance(form, AsText) for form in forms) else "false",
        *(f"count(*) FILTER (WHERE {misfit(cell, form)})" for form in forms),
        *(f"CASE WHEN bool_or({veto}) THEN count({cell}) ELSE 0 END" if veto else "0" for veto in vetoes),
    ]


async def _tally(conn: Connection, staging: Staging, position: int, form: Format) -> Tally:
    cell = trimmed(position)
    misfits, bads = await fetch_one(
        conn,
        f"SELECT count(*) FILTER (WHERE {misfit(cell, form)}), count(*) FILTER (WHERE {bad(cell, form)})"
        f" FROM {staging.relation}",
    )
    return Tally(tidy=False, misfits=misfits, bad=bads)
