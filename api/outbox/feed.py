"""The change feed: every committed change exactly in order, for consumers that keep a cursor.

Sequence numbers are handed out before commit, so they become visible out of order; a reader that goes by them alone
loses what commits late. So the feed is ordered by (transaction id, sequence number) and is read only below
``pg_snapshot_xmin``: every transaction down there has ended, so nothing can appear behind a reader. One long
transaction therefore holds the feed back, and no change is ever skipped or seen in another order.

A consumer reads, does its work, then acknowledges: at least once. What it does must bear doing twice. A row that makes
no sense comes as an ``UnreadableRow``, so that it cannot hold up the rows behind it.
"""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.outbox.rows import COLUMNS, TABLES, FeedRow, UnreadableRow, any_row

__all__ = ["FeedRow", "UnreadableRow", "acknowledge", "read", "start_at_end"]

_READ = f"""
WITH cursor AS MATERIALIZED (
  SELECT coalesce(max(k.xid), '0'::xid8) AS xid, coalesce(max(k.seq), 0) AS seq
    FROM dataos.cursors k WHERE k.consumer = %s)
SELECT {COLUMNS} FROM {TABLES}
 WHERE (c.xid, c.seq) > ((SELECT xid FROM cursor), (SELECT seq FROM cursor))
   AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
 ORDER BY c.xid, c.seq LIMIT %s
""".encode()
_MOVE = b"""
INSERT INTO dataos.cursors AS k (consumer, xid, seq) VALUES (%s, %s::text::xid8, %s)
ON CONFLICT (consumer) DO UPDATE SET xid = excluded.xid, seq = excluded.seq, updated_at = now()
 WHERE (k.xid, k.seq) < (excluded.xid, excluded.seq)
"""
_END = b"""
INSERT INTO dataos.cursors (consumer, xid, seq) VALUES (%s, pg_snapshot_xmin(pg_current_snapshot()), 0)
ON CONFLICT (consumer) DO NOTHING
"""


async def read(conn: AsyncConnection, consumer: str, limit: int) -> Sequence[FeedRow | UnreadableRow]:
    """The next changes after the consumer's cursor, at most ``limit``. A consumer without a cursor starts at the
    beginning; ``start_at_end`` gives it one."""
    cursor = await conn.execute(_READ, [consumer, limit], prepare=True)
    return [any_row(row) for row in await cursor.fetchall()]


async def acknowledge(conn: AsyncConnection, consumer: str, last: FeedRow | UnreadableRow) -> None:
    """Everything up to ``last`` is done. Cursors only move forward, so a late acknowledgement does no harm."""
    await conn.execute(_MOVE, [consumer, str(last.xid), last.seq])


async def start_at_end(conn: AsyncConnection, consumer: str) -> None:
    """A new consumer that cares only for what happens from now on; one that has a cursor keeps it."""
    await conn.execute(_END, [consumer])
