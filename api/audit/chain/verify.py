"""Verifying a chain: whether every entry is as it was sealed, in its place, and none is missing.

What it cannot see: entries changed in the second before they were sealed, and a chain that somebody with all rights in
the database has written anew from some entry on. Against the latter keep the hash of an entry elsewhere, and compare it
later (``dataos audit verify --expect POSITION:HASH``).
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.audit.rows import COLUMNS, GENESIS, Row, hash_of, row_of

_PAGE = 2_000
_ANCHOR = b"SELECT position, hash FROM dataos.audit_anchors WHERE chain = %s ORDER BY position DESC LIMIT 1"
_END = b"SELECT position, hash FROM dataos.audit_chains WHERE chain = %s"
_AT = b"SELECT position, hash FROM dataos.audit_log WHERE chain = %s AND position = %s"
_PLACED = f"""
SELECT {COLUMNS} FROM dataos.audit_log l WHERE l.chain = %s AND (l.position, l.seq) > (%s, %s)
 ORDER BY l.position, l.seq LIMIT %s
""".encode()
_UNPLACED = f"""
SELECT {COLUMNS} FROM dataos.audit_log l WHERE l.chain = %s AND l.hash IS NOT NULL AND l.position IS NULL LIMIT 1
""".encode()
_WAITING = b"SELECT count(*) FROM dataos.audit_log WHERE chain = %s AND hash IS NULL"
_CHAINS = b"SELECT chain FROM dataos.audit_chains UNION SELECT DISTINCT chain FROM dataos.audit_log ORDER BY 1"


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


async def entry_hash(conn: AsyncConnection, chain: str, position: int) -> bytes | None:
    """What the entry at ``position`` was sealed with."""
    row = await (await conn.execute(_AT, [chain, position])).fetchone()
    return None if row is None or row[1] is None else bytes(row[1])


async def verify(conn: AsyncConnection, chain: str, after: int | None = None, limit: int | None = None) -> Verdict:
    """From the entry behind ``after``, or from the oldest that is kept, at most ``limit`` entries."""
    place, previous = await _start(conn, chain, after)
    first, verified = place + 1, 0
    broken: Broken | None = None
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
    row = await (await conn.execute(_AT, [chain, after])).fetchone()
    return anchor if row is None or row[1] is None else (int(row[0]), bytes(row[1]))


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
    if row.hash is None or hash_of(row, position, row.previous or GENESIS) != row.hash:
        return Broken(position, row.id, "changed: it is not what was sealed")
    if row.previous != previous:
        return Broken(position, row.id, "out of place: it was sealed behind another entry")
    return None


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
