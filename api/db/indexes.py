"""Indexes of physical tables that the system makes by itself: DDL for them, and what PostgreSQL says about them.

They are made and dropped concurrently, so on a connection of its own in autocommit. Whoever changes the table meanwhile
goes first: ``api/db/physical.py`` interrupts a build that is in the way.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from psycopg import AsyncConnection, sql
from psycopg.errors import DuplicateTable

from core.schema import TableSchema

APPLICATION = "dataos indexes"
"""The application name of the connection that builds."""


class Method(StrEnum):
    BTREE = "btree"
    GIN = "gin"
    HASH = "hash"


@dataclass(frozen=True, slots=True)
class Definition:
    """``keys`` are SQL made of our own numbers and constants of the schema, never of values from outside."""

    method: Method
    keys: tuple[str, ...]
    include: tuple[str, ...] = ()

    def name(self, table: TableSchema) -> str:
        """Tells definitions apart, so an index whose definition has changed is another one."""
        said = repr((self.method.value, self.keys, self.include))
        return f"{prefix(table)}{hashlib.sha256(said.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class FoundIndex:
    """``valid`` is false while it is built, and for ever when the building was interrupted."""

    name: str
    valid: bool
    building: bool
    bytes: int
    scans: int


def prefix(table: TableSchema) -> str:
    return f"t_{table.number}_auto_"


async def create(conn: AsyncConnection, table: TableSchema, definition: Definition) -> None:
    """Takes as long as it takes, and holds up no reader or writer of records."""
    include = sql.SQL("")
    if definition.include:
        include = sql.SQL(" INCLUDE ({})").format(sql.SQL(", ").join(map(sql.Identifier, definition.include)))
    statement = sql.SQL("CREATE INDEX CONCURRENTLY {name} ON {relation} USING {method} ({keys}){include} WHERE {live}")
    try:
        await conn.execute(
            statement.format(
                name=sql.Identifier(definition.name(table)),
                relation=sql.Identifier(f"ws_{table.workspace_number}", f"t_{table.number}"),
                method=sql.Identifier(definition.method.value),
                keys=sql.SQL(", ".join(definition.keys)),  # pyright: ignore[reportArgumentType]
                include=include,
                live=sql.SQL("deleted_at IS NULL"),
            )
        )
    except DuplicateTable:
        return


async def drop(conn: AsyncConnection, table: TableSchema, name: str) -> None:
    """Raises ValueError for an index that the system did not make."""
    if not name.startswith(prefix(table)):
        raise ValueError(f"{name} is not ours to drop")
    await conn.execute(
        sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(f"ws_{table.workspace_number}", name))
    )


async def list_made(conn: AsyncConnection, table: TableSchema) -> Sequence[FoundIndex]:
    """Those that the system made of this table."""
    cursor = await conn.execute(
        "SELECT c.relname, i.indisvalid,"
        " EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = c.oid),"
        " pg_relation_size(c.oid), coalesce(s.idx_scan, 0) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = c.oid"
        " WHERE i.indrelid = to_regclass(%s) AND starts_with(c.relname, %s) ORDER BY c.relname",
        [table.relation, prefix(table)],
    )
    return [FoundIndex(*row) for row in await cursor.fetchall()]


async def vacuum(conn: AsyncConnection, table: TableSchema) -> None:
    """And ANALYZE: index-only scans need the one, estimates the other."""
    relation = sql.Identifier(f"ws_{table.workspace_number}", f"t_{table.number}")
    await conn.execute(sql.SQL("VACUUM (ANALYZE, SKIP_LOCKED) {}").format(relation))


async def give_way(conn: AsyncConnection, relation: str) -> None:
    """Interrupt what builds or drops an index of this table, or vacuums it, for the system's own sake."""
    await conn.execute(
        "SELECT pg_cancel_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.relation = to_regclass(%s) AND l.granted AND a.application_name = %s"
        " AND a.datname = current_database()",
        [relation, APPLICATION],
    )
