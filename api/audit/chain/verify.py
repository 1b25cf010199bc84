"""Verifying a chain: whether every entry is as it was sealed, in its place, and none is missing.

What it cannot see: entries changed in the second before they were sealed, and a chain that somebody with all rights in
the database has written anew from some entry on. Against the latter keep the hash of an entry elsewhere, and compare it
later (``dataos audit verify --expect POSITION:HASH``).

Of what was sealed below an anchor most is gone, so there each entry that is left is checked by itself, and against its
neighbour where that is left too. Entries that are said to be dropped cannot be missed there without the kept hash.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.audit.rows import COLUMNS, GENESIS, Row, hash_of, row_of

_PAGE = 2_000
_ANCHOR = b"SELECT position, hash FROM dataos.audit_anchors WHERE chain = %s ORDER BY position DESC LIMIT 1"
_END = b"SELECT position, hash FROM dataos.audit_chains WHERE chain = %s"
_ANCHORED = b"SELECT hash FROM dataos.audit_anchors WHERE chain = %s AND position = %s"
_BACK = f"""
SELECT {COLUMNS} FROM dataos.audit_log l JOIN dataos.audit_anchors a ON a.chain = l.chain AND a.position = l.position
 WHERE l.chain = %s ORDER BY l.position LIMIT 1
""".encode()
_AT = f"SELECT {COLUMNS} FROM dataos.audit_log l WHERE l.chain = %s AND l.position = %s ORDER BY l.seq LIMIT 1".encode()
_PLACED = f"""
SELECT {COLUMNS} FROM dataos.audit_log l WHERE l.chain = %s AND (l.position, l.seq) > (%s, %s)
 ORDER BY l.position, l.seq LIMIT %s
""".encode()
_UNPLACED = f"""
SELECT {COLUMNS} FROM dataos.audit_log l WHERE l.chain = %s AND l.hash IS NOT NULL AND l.position IS NULL LIMIT 1
""".encode()
_WAITING = b"SELECT count(*) FROM dataos.audit_log WHERE chain = %s AND hash IS NULL"
_CHAINS = b"""
SELECT chain FROM dataos.audit_chains UNION SELECT chain FROM dataos.audit_anchors
 UNION SELECT chain FROM dataos.audit_log ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not as it was sealed. ``entry`` is None for one that is missing."""

    position: int
    entry: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``verified`` entries from ``first`` to ``last`` are as they were sealed. ``waiting`` have no place yet.

    ``following`` is where to go on: None when the end was reached.
    """

    chain: str
    verified: int
    first: int
    last: int
    hash: bytes
    waiting: int
    broken: Broken | None = None
    following: int | None = None


async def chains(conn: AsyncConnection) -> list[str]:
    return [row[0] for row in await (await conn.execute(_CHAINS)).fetchall()]


async def is_kept(conn: AsyncConnection, verdict: Verdict, position: int, digest: bytes) -> bool:
    """Whether the entry at ``position`` has the hash that was kept: it is among those of ``verdict``, which leads to
    it over every entry behind the anchor, or it was the last of a month that was dropped."""
    if verdict.broken is not None:
        return False
    row = await (await conn.execute(_ANCHORED, [verdict.chain, position])).fetchone()
    if row is not None:
        return bytes(row[0]) == digest
    return verdict.first <= position <= verdict.last and await entry_hash(conn, verdict.chain, position) == digest


async def entry_hash(conn: AsyncConnection, chain: str, position: int) -> bytes | None:
    """Of what the entry at ``position`` is now, whatever it was sealed with."""
    values = await (await conn.execute(_AT, [chain, position])).fetchone()
    if values is None:
        return None
    row = row_of(values)
    return hash_of(row, position, row.previous or GENESIS)


async def verify(conn: AsyncConnection, chain: str, after: int | None = None, limit: int | None = None) -> Verdict:
    """From the entry behind ``after``, or from the oldest that is kept, at most ``limit`` entries."""
    place, previous = await _start(conn, chain, after)
    first, verified = place + 1, 0
    broken = await _fault_below(conn, chain, place) if place and (after is None or after <= place) else None
    if broken is not None:
        return Verdict(chain, 0, first, place, previous, 0, broken)
    async for row in _placed(conn, chain, place):
        if limit is not None and verified >= limit:
            return Verdict(chain, verified, first, place, previous, 0, following=place)
        broken = _fault(row, place, previous)
        if broken is not None:
            break
        place, previous, verified = place + 1, row.hash or GENESIS, verified + 1
    waiting = await (await conn.execute(_WAITING, [chain])).fetchone()
    broken = broken or await _end_fault(conn, chain, place, previous)
    return Verdict(chain, verified, first, place, previous, waiting[0] if waiting else 0, broken)


async def _start(conn: AsyncConnection, chain: str, after: int | None) -> tuple[int, bytes]:
    """Where the check begins. A month that was dropped left an anchor; what is older and still here (an act that began
    in the month before) was sealed below it."""
    row = await (await conn.execute(_ANCHOR, [chain])).fetchone()
    anchor = (0, GENESIS) if row is None else (int(row[0]), bytes(row[1]))
    if after is None or after <= anchor[0]:
        return anchor
    values = await (await conn.execute(_AT, [chain, after])).fetchone()
    found = None if values is None else row_of(values)
    return anchor if found is None or found.hash is None else (after, found.hash)


async def _fault_below(conn: AsyncConnection, chain: str, anchor: int) -> Broken | None:
    """Among what is left at the anchor's place or before it."""
    values = await (await conn.execute(_BACK, [chain])).fetchone()
    if values is not None:
        row = row_of(values)
        return Broken(row.position or 0, row.id, "not dropped: an anchor says that it was the last of a dropped month")
    place, previous = 0, GENESIS
    async for row in _placed(conn, chain, 0):
        position = row.position or 0
        if position > anchor:
            return None
        broken = _fault(row, place, previous) if position <= place + 1 else _changed(row, position)
        if broken is not None:
            return broken
        place, previous = position, row.hash or GENESIS
    return None


async def _placed(conn: AsyncConnection, chain: str, after: int) -> AsyncIterator[Row]:
    """By place, in pages: none of them holds a snapshot for long."""
    place, seq = after, 2**63 - 1
    while True:
        rows = await (await conn.execute(_PLACED, [chain, place, seq, _PAGE])).fetchall()
        for values in rows:
            row = row_of(values)
            place, seq = row.position or 0, row.seq
            yield row
        if len(rows) < _PAGE:
            return


def _fault(row: Row, place: int, previous: bytes) -> Broken | None:
    position = row.position or 0
    if position > place + 1:
        return Broken(place + 1, None, f"missing: entry {position} follows entry {place}")
    if position == place:
        return Broken(position, row.id, "inserted: another entry has this place already")
    if (changed := _changed(row, position)) is not None:
        return changed
    if row.previous != previous:
        return Broken(position, row.id, "out of place: it was sealed behind another entry")
    return None


def _changed(row: Row, position: int) -> Broken | None:
    if row.hash is not None and hash_of(row, position, row.previous or GENESIS) == row.hash:
        return None
    return Broken(position, row.id, "changed: it is not what was sealed")


async def _end_fault(conn: AsyncConnection, chain: str, place: int, previous: bytes) -> Broken | None:
    unplaced = await (await conn.execute(_UNPLACED, [chain])).fetchone()
    if unplaced is not None:
        return Broken(place + 1, row_of(unplaced).id, "out of place: it is sealed and has no place")
    row = await (await conn.execute(_END, [chain])).fetchone()
    if row is None:
        return Broken(place, None, "the end of the chain was removed") if place else None
    if row[0] > place:
        return Broken(place + 1, None, f"missing: the chain ended with entry {row[0]}")
    if row[0] == place and bytes(row[1]) != previous:
        return Broken(place, None, "the end of the chain is not this entry")
    return None
