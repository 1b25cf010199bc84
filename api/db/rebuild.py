"""Giving a table its dropped columns back: PostgreSQL counts them towards its limit of 1,600 for ever.

The table is copied under a lock, without them, and takes the place of the old one with the same name, indexes and
counter. Nobody reads or writes it meanwhile, some seconds per million records, so it is done rarely and by upkeep: long
before a table is full, and only where it frees a good part. The table's version rises with it: a reader whose snapshot
is older than the copy finds the copy empty, and what he made of that is not used for the new version.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from psycopg import AsyncConnection, sql
from psycopg.errors import LockNotAvailable, QueryCanceled

from api.db.engine import Database

_log = structlog.get_logger(__name__)

CROWDED = 1_000
"""Columns, dropped ones included, from which on a table is worth rebuilding."""
FREED = 300
"""Dropped columns that make it worth it."""
MOST_BYTES = 2**30
"""Of larger tables the lock would be too long; whoever runs them moves them by hand."""

_FIND = b"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
 WHERE c.relkind = 'r' AND n.nspname ~ '^ws_[0-9]+$' AND c.relname ~ '^t_[0-9]+$' AND pg_relation_size(c.oid) <= %s
 GROUP BY n.nspname, c.relname HAVING count(*) >= %s AND count(*) FILTER (WHERE a.attisdropped) >= %s
 ORDER BY count(*) DESC LIMIT 1
"""
_COLUMNS = b"""
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_INDEXES = b"""
SELECT c.relname, i.indisprimary, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE i.indrelid = %s::regclass AND i.indisvalid ORDER BY NOT i.indisprimary, c.relname
"""
_RAISE = b"UPDATE dataos.tables SET version = version + 1 WHERE number = %s"
_OPTIONS = b"SELECT coalesce(array_to_string(reloptions, ', '), '') FROM pg_class WHERE oid = %s::regclass"


@dataclass(frozen=True, slots=True)
class _Place:
    schema: str
    name: str

    @property
    def relation(self) -> str:
        """Made of our own numbers only, so it needs no quoting."""
        return f"{self.schema}.{self.name}"

    @property
    def number(self) -> int:
        return int(self.name.removeprefix("t_"))

    @property
    def copy(self) -> str:
        return f"{self.schema}.{self.name}_rebuilt"


async def rebuild_crowded(database: Database) -> int:
    """The most crowded table, if any is crowded; how many were rebuilt."""
    async with database.records() as conn:
        row = await (await conn.execute(_FIND, [MOST_BYTES, CROWDED, FREED])).fetchone()
        if row is None:
            return 0
        place = _Place(*row)
        try:
            async with conn.transaction():
                await _rebuild(conn, place)
        except (LockNotAvailable, QueryCanceled) as error:
            _log.warning("a crowded table stays as it is for now", table=place.relation, reason=str(error).strip())
            return 0
    _log.info("table rebuilt without its dropped columns", table=place.relation)
    return 1


async def _rebuild(conn: AsyncConnection, place: _Place) -> None:
    await conn.execute(b"SET LOCAL lock_timeout = '1s'")
    # All of it has to end within a round of upkeep.
    await conn.execute(b"SET LOCAL statement_timeout = '40s'")
    await conn.execute(_RAISE, [place.number])
    await conn.execute(f"LOCK TABLE {place.relation} IN ACCESS EXCLUSIVE MODE".encode())
    names = [name for (name,) in await _rows(conn, _COLUMNS, place.relation)]
    indexes = await _rows(conn, _INDEXES, place.relation)
    [(options,)] = await _rows(conn, _OPTIONS, place.relation)
    columns = sql.SQL(", ").join(map(sql.Identifier, names)).as_string(conn)
    [(last, called)] = await (
        await conn.execute(f"SELECT last_value, is_called FROM {place.relation}_id_seq".encode())
    ).fetchall()

    storage = f" WITH ({options})" if options else ""
    await conn.execute(
        f"CREATE TABLE {place.copy} (LIKE {place.relation} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING STORAGE"
        f" INCLUDING COMPRESSION INCLUDING COMMENTS){storage}".encode()
    )
    await conn.execute(
        f"INSERT INTO {place.copy} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {place.relation}"
        " ORDER BY id".encode()
    )
    await conn.execute(f"DROP TABLE {place.relation}".encode())
    await conn.execute(f"ALTER TABLE {place.copy} RENAME TO {place.name}".encode())
    await conn.execute(f"ALTER SEQUENCE {place.copy}_id_seq RENAME TO {place.name}_id_seq".encode())
    await conn.execute(b"SELECT setval(%s::regclass, %s, %s)", [f"{place.relation}_id_seq", last, called])
    for name, primary, definition in indexes:
        key = f"ALTER TABLE {place.relation} ADD CONSTRAINT {name} PRIMARY KEY (id)"
        await conn.execute((key if primary else definition).encode())
    await conn.execute(f"ANALYZE {place.relation}".encode())


async def _rows(conn: AsyncConnection, statement: bytes, relation: str) -> list[tuple[Any, ...]]:
    return await (await conn.execute(statement, [relation])).fetchall()
