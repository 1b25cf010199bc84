"""A view snapshot: which records a view shows in which order, as a certain moment saw them, and how it is kept true.

A snapshot is the answer of one statement, the keys of all records of a ``Scope`` in order, together with what that
statement could see (``Moment``). It is true for a later statement exactly when the change feed has no news for it: no
change of the table that this statement sees, that the moment did not, and that could have moved a record. Changes are
written in the transaction of the records they are about, so a statement that sees a record's new value sees its change
too. Hence the rule of every answer: **the statement that reads the page looks for news itself**. If there is none, the
page is what the whole query would have given to that same statement, and the snapshot's moment moves up to it. If there
is, the page is thrown away, the snapshot is patched, and the page is read again. No message, no timer and no other
process has a part in it, so a caller always sees what it has written, through whichever process.

Patching asks PostgreSQL for the order, like everything else: the moved keys are taken out, and find their new places by
being sorted, a few times, among samples of the keys that stayed. All of it happens in one repeatable-read transaction:
in its view of the data the keys that stayed are in their right order, because whatever else has changed was taken out.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import cast

from psycopg import AsyncConnection

from api.records.fetch import fetch_row
from api.records.snapshots.keys import NARROW, WIDE, Keys
from api.records.snapshots.moment import Moment, moment_of
from api.records.sql.fragment import Statement, compiled
from api.records.sql.listed import LOOKED_AT, build_statement, news_statement, ordered_statement
from api.records.sql.scope import Scope

MAX_MOVED = 50
"""Records that are put in their new places one by one; with more, making the list anew is not much slower."""
_SAMPLES = 128
"""Records that a round of finding places sorts, and at least so many for each stretch:"""
_FEWEST = 16
_MAX_ROUNDS = 40
_BUILD_TIMEOUT = b"SET LOCAL statement_timeout = '30s'"
_INT4 = 2**31
_OVERHEAD = 4_096


class OutOfDate(Exception):
    """Too much has changed: the list must be made anew."""


class ViewSnapshot:
    """``stale`` once it is known to be wrong and has not been made anew yet. ``size`` is in bytes, as built."""

    def __init__(self, scope: Scope, keys: Keys, moment: Moment) -> None:
        self.scope = scope
        self.keys = keys
        self.moment = moment
        self.stale = False
        self.size = len(keys.data) + _OVERHEAD
        self._patching = asyncio.Lock()

    @property
    def slots(self) -> dict[str, object]:
        """Of the statements that look for news."""
        return {"ahead": self.moment.ahead, "running": self.moment.running_array}

    def confirm(self, keys: Keys, text: str) -> None:
        """A statement that saw this moment found no news about ``keys``."""
        if self.keys is keys:
            self.moment = moment_of(text)

    async def refresh(self, conn: AsyncConnection) -> None:
        """Take in what has changed. Raises OutOfDate, StaleSchema."""
        async with self._patching:
            moved, moment = await self._moved(conn)
            if not moved:
                self.moment = moment
                return
            async with conn.transaction():
                await conn.execute(b"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                moved, moment = await self._moved(conn)
                kept = self.keys.without(moved)
                placed = await _places(conn, self.scope, kept, moved)
            if kept.width == NARROW and any(key >= _INT4 for _, key in placed):
                raise OutOfDate
            self.keys, self.moment = kept.having(placed), moment

    async def _moved(self, conn: AsyncConnection) -> tuple[list[int], Moment]:
        """The keys of records that may have moved, and when that was so."""
        row = await fetch_row(conn, self.scope.schema, compiled(news_statement(self.scope)), self.slots)
        _, text, looked_at, found = cast("tuple[bool, str, int, list[int | None] | None]", row)
        moved = [key for key in found or () if key is not None]
        if looked_at >= LOOKED_AT or len(moved) > MAX_MOVED or len(moved) < len(found or ()):
            raise OutOfDate
        return moved, moment_of(text)


async def build(conn: AsyncConnection, scope: Scope) -> ViewSnapshot:
    """By one statement. Raises StaleSchema."""
    row = await (await conn.execute(f"SELECT max(id) FROM {scope.schema.relation}".encode())).fetchone()
    wide = row is not None and row[0] is not None and row[0] >= _INT4
    async with conn.transaction():
        await conn.execute(_BUILD_TIMEOUT)
        statement = compiled(build_statement(scope, wide=wide))
        found = await fetch_row(conn, scope.schema, statement, {}, binary=True)
    _, text, packed = cast("tuple[bool, str, bytes | None]", found)
    return ViewSnapshot(scope, Keys(packed or b"", WIDE if wide else NARROW), moment_of(text))


async def _places(conn: AsyncConnection, scope: Scope, kept: Keys, moved: Sequence[int]) -> list[tuple[int, int]]:
    """(place among ``kept``, key) of those of ``moved`` that belong to the list, in its order.

    Each round narrows the stretch that a key can stand in by sorting it among samples of that stretch. Three rounds do
    for a million. Raises OutOfDate when the samples are not where they should be.
    """
    statement = compiled(ordered_statement(scope))
    ordered = await _ordered(conn, scope, statement, moved)
    stretches = dict.fromkeys(ordered, (0, len(kept)))
    for _ in range(_MAX_ROUNDS):
        open_ones = sorted({stretch for stretch in stretches.values() if stretch[0] < stretch[1]})
        if not open_ones:
            return [(stretches[key][0], key) for key in ordered]
        count = max(_FEWEST, _SAMPLES // len(open_ones))
        places = sorted({place for low, high in open_ones for place in _spread(low, high, count)})
        place_of = dict(zip(kept.at(places), places, strict=True))
        found = await _ordered(conn, scope, statement, [*place_of, *ordered])
        if [place_of[key] for key in found if key in place_of] != places:
            break
        stretches = _narrowed(stretches, place_of, found)
    raise OutOfDate


def _narrowed(
    stretches: Mapping[int, tuple[int, int]], place_of: Mapping[int, int], found: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """The stretches between the samples that came before and after each key."""
    lows, before = dict[int, int](), 0
    for key in found:
        if key in place_of:
            before = place_of[key] + 1
        else:
            lows[key] = before
    highs, after = dict[int, int](), None
    for key in reversed(found):
        if key in place_of:
            after = place_of[key]
        elif after is not None:
            highs[key] = after
    return {key: (max(low, lows[key]), min(high, highs.get(key, high))) for key, (low, high) in stretches.items()}


def _spread(low: int, high: int, count: int) -> range:
    """At most ``count`` places of the stretch, evenly.

    >>> list(_spread(0, 10, 3)), list(_spread(4, 5, 3))
    ([2, 6], [4])
    """
    step = -(-(high - low) // count)
    return range(low + step // 2, high, step)


async def _ordered(conn: AsyncConnection, scope: Scope, statement: Statement, keys: Sequence[int]) -> list[int]:
    row = await fetch_row(conn, scope.schema, statement, {"keys": list(keys)})
    return cast("list[int] | None", row[1]) or []
