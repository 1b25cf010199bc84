"""One round over all large tables: indexes that are wanted are built, those that nobody uses are dropped.

A round can be killed at any moment, and the next one goes on: what exists is read from PostgreSQL itself, what is
wanted from views and slow questions, and an index whose building was interrupted is invalid, which the next round sees
and drops. Only one round runs at a time in a database; a second one ends at once.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import psycopg
import structlog
from psycopg import AsyncConnection

from api.db import indexes
from api.db.indexes import FoundIndex
from api.indexes import repository
from api.indexes.wanted import UNUSED, Wanted, due, wanted
from api.records.wants import WantKind
from api.tables.schema import Schemas
from core.errors import NotFound
from core.schema import TableSchema

LARGE = 200_000
"""Below this every question stays under 100 ms without any index, searches up to half of it (perf.md §2.3)."""
_VACUUM_FROM = 10_000
_RETRY = timedelta(hours=1)
_LOCK = 0x696E_6465_7865_73  # any number of our own: "indexes"
_log = structlog.get_logger(__name__)


@dataclass
class Round:
    """What was done, by the names of indexes and tables."""

    created: list[str] = field(default_factory=list[str])
    dropped: list[str] = field(default_factory=list[str])
    vacuumed: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])


async def run(url: str, now: datetime, *, large: int = LARGE, vacuum_from: int = _VACUUM_FROM) -> Round:
    """Takes minutes where there is much to build. Raises psycopg.OperationalError when the database goes away."""
    done = Round()
    async with _connection(url) as conn:
        row = await (await conn.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])).fetchone()
        if row is None or not row[0]:
            return done
        for number, records in await repository.list_large(conn, large // 2):
            try:
                schema = await Schemas().fresh(conn, number)
            except NotFound:
                continue
            await _table(conn, schema, partial(due, records=records, large=large), now, done)
            await _vacuum(conn, schema, done, vacuum_from)
    return done


async def trigrams(conn: AsyncConnection) -> bool:
    cursor = await conn.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


@asynccontextmanager
async def _connection(url: str) -> AsyncGenerator[AsyncConnection]:
    """Of its own: builds take longer than any statement of the application may."""
    options = "-c search_path=public -c TimeZone=UTC -c statement_timeout=0"
    conn = await AsyncConnection.connect(url, autocommit=True, application_name=indexes.APPLICATION, options=options)
    try:
        yield conn
    finally:
        await conn.close()


async def _table(
    conn: AsyncConnection, schema: TableSchema, is_due: Callable[[Wanted], bool], now: datetime, done: Round
) -> None:
    configs = await repository.list_view_configs(conn, schema.id)
    uses = {use.want: use for use in await repository.list_uses(conn, schema.number)}
    wants = wanted(schema, configs, list(uses.values()), now, trigrams=await trigrams(conn))
    names = {item.definition.name(schema): item for item in wants}
    there, leaving = set[str](), list[str]()
    for found in await indexes.list_made(conn, schema):
        item = names.get(found.name)
        if not found.valid:
            await _drop(conn, schema, found.name, done)
        elif item is None:
            leaving.append(found.name)
        elif await _unused(conn, schema, item, found, now):
            await _drop(conn, schema, found.name, done)
            await repository.note_dropped(conn, schema.number, str(item.want), now)
            del names[found.name]
        else:
            there.add(found.name)
    for name, item in names.items():
        if not is_due(item):
            continue
        use = uses.get(str(item.want))
        lately = use is not None and use.failed_at is not None and now - use.failed_at < _RETRY
        if name not in there and not lately:
            await _create(conn, schema, item, now, done)
    # Last, because a newer one may have taken the place of an older one.
    for name in leaving:
        await _drop(conn, schema, name, done)


async def _unused(conn: AsyncConnection, schema: TableSchema, item: Wanted, found: FoundIndex, now: datetime) -> bool:
    await repository.note_scans(conn, schema.number, str(item.want), found.scans, now)
    use = next(use for use in await repository.list_uses(conn, schema.number) if use.want == str(item.want))
    return use.scanned_at is not None and now - use.scanned_at > UNUSED


async def _create(conn: AsyncConnection, schema: TableSchema, item: Wanted, now: datetime, done: Round) -> None:
    name = item.definition.name(schema)
    try:
        await indexes.create(conn, schema, item.definition)
        if item.want.kind is not WantKind.HAS:
            # Statistics of what the index is about: without them the planner knows nothing of its expressions.
            await indexes.vacuum(conn, schema)
    except psycopg.OperationalError:
        if conn.closed:
            raise
        await _failed(conn, schema, item, "it was interrupted", now, done)
    except psycopg.Error as error:
        await _failed(conn, schema, item, str(error).strip(), now, done)
    else:
        await repository.note_scans(conn, schema.number, str(item.want), 0, now)
        done.created.append(name)
        _log.info("index made", table=schema.number, index=name, want=str(item.want), because=item.because)


async def _failed(
    conn: AsyncConnection, schema: TableSchema, item: Wanted, error: str, now: datetime, done: Round
) -> None:
    name = item.definition.name(schema)
    _log.warning("an index could not be made", table=schema.number, index=name, reason=error)
    await _drop(conn, schema, name, Round())
    await repository.note_failed(conn, schema.number, str(item.want), error, now)
    done.failed.append(name)


async def _drop(conn: AsyncConnection, schema: TableSchema, name: str, done: Round) -> None:
    await indexes.drop(conn, schema, name)
    done.dropped.append(name)


async def _vacuum(conn: AsyncConnection, schema: TableSchema, done: Round, least: int) -> None:
    """After bulk edits, sooner than PostgreSQL would by itself: index-only scans cost many times more until then."""
    if (await repository.activity(conn, schema.relation)).unvacuumed >= least:
        await indexes.vacuum(conn, schema)
        done.vacuumed.append(schema.relation)
