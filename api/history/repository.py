"""SQL over the feed, for history and undo. Reading only: changes are written by the write path alone."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from psycopg import AsyncConnection

from api.history.stack import Done
from api.outbox.rows import COLUMNS, TABLES, FeedRow, UnreadableRow, any_row
from core.actor import CauseKind
from core.ids import PREFIXES, decode, encode

STACK_DEPTH = 200
"""Change sets of a tab that can be taken back."""
_STACK_ROWS = 20_000

_LOCK = b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"
_STACK = b"""
SELECT s.change_set, s.cause, s.undoes FROM (
  SELECT c.change_set, min(c.cause) AS cause, min(c.cause_detail ->> 'undoes') AS undoes, min(c.seq) AS first
    FROM (SELECT change_set, cause, cause_detail, seq FROM dataos.changes
           WHERE actor_number = %s AND tab = %s AND actor_kind = 'user' ORDER BY seq DESC LIMIT %s) c
   GROUP BY c.change_set ORDER BY min(c.seq) DESC LIMIT %s) s
 ORDER BY s.first
"""
_SET = f"SELECT {COLUMNS} FROM {TABLES} WHERE c.change_set = %s ORDER BY c.seq".encode()
_SCHEMA = b"""
SELECT seq, before, after FROM dataos.changes WHERE change_set = %s AND operation = 'schema' ORDER BY seq DESC
"""
_CONVERTED = b"""
SELECT DISTINCT after ->> 'field' FROM dataos.changes
 WHERE change_set = %s AND table_number = %s AND operation = 'convert'
"""
_BY_OTHERS = (
    "c.seq > %(since)s AND (c.actor_kind = 'automation' OR c.actor_kind = 'user' AND c.actor_number <> %(actor)s)"
)
_OTHERS = f"""
SELECT EXISTS (SELECT FROM dataos.changes c JOIN dataos.tables t ON t.number = c.table_number
                WHERE t.id = %(table)s AND {_BY_OTHERS})
    OR EXISTS (SELECT FROM dataos.links l
                JOIN dataos.fields f ON f.id IN (l.field_a, l.field_b) AND f.table_id <> %(table)s
                JOIN dataos.tables t ON t.id = f.table_id
                JOIN dataos.changes c ON c.table_number = t.number AND {_BY_OTHERS}
                WHERE %(table)s IN (l.table_a, l.table_b) AND f.deleted_at IS NULL AND t.deleted_at IS NULL
                  AND f.type = 'link' AND f.config ->> 'link' = l.number::text
                  AND (c.operation = 'schema' AND c.after ->> 'id' = f.id AND c.before ->> 'live' = 'false'
                       OR c.operation = 'convert' AND c.after ->> 'field' = f.id))
""".encode()
_BASE_OF = b"SELECT base_id FROM dataos.tables WHERE id = %s"
_OWNED = b"""
SELECT c.cause, c.tab, c.seq FROM dataos.changes c
 WHERE c.change_set = %s AND c.actor_kind = 'user' AND c.actor_number = %s ORDER BY c.seq LIMIT 1
"""
_TAKEN_BACK = b"""
SELECT EXISTS (SELECT 1 FROM dataos.changes c
 WHERE c.actor_number = %s AND c.tab = %s AND c.actor_kind = 'user' AND c.seq > %s
   AND c.cause = 'undo' AND c.cause_detail ->> 'undoes' = %s)
"""
_RECORD = f"""
SELECT {COLUMNS} FROM {TABLES} WHERE c.table_number = %s AND c.record_key = %s AND c.seq < %s
   AND NOT (c.operation = 'update' AND c.before = '{{}}' AND c.after = '{{}}')
 ORDER BY c.seq DESC LIMIT %s
""".encode()


@dataclass(frozen=True, slots=True)
class Owned:
    """A person's own change set. ``seq`` is that of its first change; without a tab it was no request of theirs."""

    cause: CauseKind
    tab: str | None
    seq: int


async def lock_stack(conn: AsyncConnection, actor_number: int, tab: str) -> None:
    """Until commit, nobody else undoes or redoes in this tab."""
    await conn.execute(_LOCK, [f"undo {actor_number} {tab}"])


async def done_in_tab(conn: AsyncConnection, actor_number: int, tab: str) -> list[Done]:
    """The person's last change sets in this tab, oldest first."""
    cursor = await conn.execute(_STACK, [actor_number, tab, _STACK_ROWS, STACK_DEPTH])
    rows = cast("list[tuple[UUID, str, str | None]]", await cursor.fetchall())
    return [
        Done(change_set, CauseKind(cause), None if undoes is None else decode(PREFIXES["change_set"], undoes))
        for change_set, cause, undoes in rows
    ]


async def owned(conn: AsyncConnection, change_set_id: UUID, actor_number: int) -> Owned | None:
    """None when no such change set is this person's doing."""
    cursor = await conn.execute(_OWNED, [change_set_id, actor_number])
    row = cast("tuple[str, str | None, int] | None", await cursor.fetchone())
    return None if row is None else Owned(CauseKind(row[0]), row[1], row[2])


async def is_taken_back(conn: AsyncConnection, actor_number: int, tab: str, change_set_id: UUID, seq: int) -> bool:
    """``seq`` is that of the change set's first change."""
    undoes = encode(PREFIXES["change_set"], change_set_id)
    cursor = await conn.execute(_TAKEN_BACK, [actor_number, tab, seq, undoes])
    row = cast("tuple[bool] | None", await cursor.fetchone())
    return row is not None and row[0]


async def change_set(conn: AsyncConnection, change_set_id: UUID) -> list[FeedRow | UnreadableRow]:
    """All its changes in order."""
    cursor = await conn.execute(_SET, [change_set_id])
    return [any_row(row) for row in await cursor.fetchall()]


async def schema_acts(conn: AsyncConnection, change_set_id: UUID) -> list[tuple[int, object, object]]:
    """Its acts on tables, fields and views, the last first: the place in the feed, and what it says of before and
    after (``api.tables.acts``)."""
    cursor = await conn.execute(_SCHEMA, [change_set_id])
    return [(seq, before, after) for seq, before, after in await cursor.fetchall()]


async def converted(conn: AsyncConnection, change_set_id: UUID, table: int) -> list[str]:
    """The fields of this table that the change set gave another type, by id."""
    return [row[0] for row in await (await conn.execute(_CONVERTED, [change_set_id, table])).fetchall()]


async def others_in(conn: AsyncConnection, table: str, since: int, actor_number: int) -> bool:
    """Whether anybody but this person has changed anything in the table after this place in the feed, or made a link
    to it from another table, which is an act on that one."""
    asked = {"table": table, "since": since, "actor": actor_number}
    row = await (await conn.execute(_OTHERS, asked)).fetchone()
    return row is not None and bool(row[0])


async def base_of(conn: AsyncConnection, table: str) -> str | None:
    """Of any table that there ever was."""
    row = await (await conn.execute(_BASE_OF, [table])).fetchone()
    return None if row is None else str(row[0])


async def of_record(
    conn: AsyncConnection, table: int, key: int, *, before: int, limit: int
) -> list[FeedRow | UnreadableRow]:
    """The record's changes with a lower ``seq`` than ``before``, newest first."""
    cursor = await conn.execute(_RECORD, [table, key, before, limit])
    return [any_row(row) for row in await cursor.fetchall()]
