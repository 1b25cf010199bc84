"""Sealing: committed entries get their place in their chain.

Writers add entries without a place, so nobody waits for anybody else's commit to learn the hash before theirs. One
sealer, whoever holds the advisory lock, gives places in the order of (transaction id, sequence number) below
``pg_snapshot_xmin``: down there every transaction has ended, so nothing can appear before a sealed entry. It is the
order of the change feed (``api/outbox/feed.py``).
"""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.audit.rows import COLUMNS, GENESIS, Row, hash_of, row_of

_LOCK = b"SELECT pg_try_advisory_xact_lock(hashtext('dataos.audit.seal'))"
_WAITING = f"""
SELECT {COLUMNS} FROM dataos.audit_log l
 WHERE l.hash IS NULL AND l.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY l.xid, l.seq LIMIT %s
""".encode()
_ENDS = b"SELECT chain, position, hash FROM dataos.audit_chains WHERE chain = ANY (%s) FOR UPDATE"
_ANCHORS = b"""
SELECT DISTINCT ON (chain) chain, position, hash FROM dataos.audit_anchors WHERE chain = ANY (%s)
 ORDER BY chain, position DESC
"""
_PLACE = b"""
UPDATE dataos.audit_log l SET position = v.position, prev_hash = v.prev, hash = v.hash
  FROM unnest(%s::timestamptz[], %s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[])
    AS v (at, seq, position, prev, hash)
 WHERE l.at = v.at AND l.seq = v.seq AND l.hash IS NULL
"""
_MOVE = b"""
INSERT INTO dataos.audit_chains (chain, position, hash) SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bytea[])
ON CONFLICT (chain) DO UPDATE SET position = excluded.position, hash = excluded.hash, sealed_at = now()
"""
_BATCH = 1_000


async def seal(conn: AsyncConnection, limit: int = _BATCH) -> int:
    """Give up to ``limit`` entries their place; how many, 0 while another process is at it."""
    async with conn.transaction():
        locked = await (await conn.execute(_LOCK)).fetchone()
        if locked is None or not locked[0]:
            return 0
        rows = [row_of(row) for row in await (await conn.execute(_WAITING, [limit])).fetchall()]
        if rows:
            await _place(conn, rows)
    return len(rows)


async def seal_all(conn: AsyncConnection) -> int:
    """Until nothing waits that can be sealed."""
    total = 0
    while done := await seal(conn):
        total += done
    return total


async def _place(conn: AsyncConnection, rows: Sequence[Row]) -> None:
    chains = sorted({row.chain for row in rows})
    ends: dict[str, tuple[int, bytes]] = {}
    for statement in (_ANCHORS, _ENDS):
        for chain, position, found in await (await conn.execute(statement, [chains])).fetchall():
            ends[chain] = (position, bytes(found))
    places: list[tuple[object, int, int, bytes, bytes]] = []
    for row in rows:
        position, previous = ends.get(row.chain, (0, GENESIS))
        digest = hash_of(row, position + 1, previous)
        places.append((row.at, row.seq, position + 1, previous, digest))
        ends[row.chain] = (position + 1, digest)
    await conn.execute(_PLACE, [list(column) for column in zip(*places, strict=True)])
    moved = [(chain, *ends[chain]) for chain in chains]
    await conn.execute(_MOVE, [list(column) for column in zip(*moved, strict=True)])
