"""Connections to PostgreSQL.

Two doors. ``records()`` lends a psycopg connection in autocommit, with prepared statements and a ``json`` loader that
hands over bytes: the record hot path, where one statement is one transaction. ``reading()`` and ``writing()`` give
SQLAlchemy sessions for metadata; ``driver()`` is the psycopg connection under such a session, so that record work can
be part of a larger transaction.

A connection that PostgreSQL closed is noticed before it is lent (its socket is readable while idle: no round trip),
so a killed server costs the callers of that moment one clear ``Unavailable`` and nobody else anything.
"""

import select
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import TracebackType
from typing import NewType, cast

import psycopg
from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from api.db.failures import tell_unavailable, told_as_unavailable
from api.db.loaders import register_loaders
from api.db.pool import WarmPool
from api.db.settings import DatabaseSettings

ReadSession = NewType("ReadSession", AsyncSession)
WriteSession = NewType("WriteSession", AsyncSession)

_RECONNECT_SECONDS = 5.0
_PREPARED_PER_CONNECTION = 300


class Database:
    """One per process."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection], engine: AsyncEngine) -> None:
        self._pool = pool
        self._engine = engine
        read_engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._readers = async_sessionmaker(read_engine, expire_on_commit=False, autoflush=False)
        self._writers = async_sessionmaker(engine, expire_on_commit=False)

    @classmethod
    async def open(cls, settings: DatabaseSettings) -> "Database":
        """Does not wait for PostgreSQL: while it is away, callers get Unavailable after ``wait_seconds``."""
        arguments = _connection_arguments(settings)
        pool = WarmPool(
            settings.url.get_secret_value(),
            kwargs=arguments,
            min_size=min(4, settings.pool_size),
            max_size=settings.pool_size,
            timeout=settings.wait_seconds,
            reconnect_timeout=_RECONNECT_SECONDS,
            configure=_configure,
            check=_check,
            open=False,
            name="records",
        )
        engine = create_async_engine(
            settings.url.get_secret_value().replace("postgresql://", "postgresql+psycopg://", 1),
            connect_args=arguments,
            pool_size=max(2, settings.pool_size // 2),
            max_overflow=0,
            pool_timeout=settings.wait_seconds,
            pool_pre_ping=True,
            # Error texts end up in logs, and parameters hold password hashes and people's data.
            hide_parameters=True,
        )
        event.listen(engine.sync_engine, "connect", _on_connect)
        await pool.open()
        return cls(pool, engine)

    async def close(self) -> None:
        await self._pool.close()
        await self._engine.dispose()

    def records(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection in autocommit. Raises Unavailable when PostgreSQL is away."""
        return _Lease(self._pool)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[ReadSession]:
        """A session in a read-only transaction with one snapshot for all its statements."""
        with told_as_unavailable():
            async with self._readers() as session:
                yield ReadSession(session)

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[WriteSession]:
        """A session whose transaction commits on exit, and rolls back when the block raises."""
        with told_as_unavailable():
            async with self._writers.begin() as session:
                yield WriteSession(session)

    async def driver(self, session: ReadSession | WriteSession) -> AsyncConnection:
        return await driver_of(session)


async def driver_of(session: ReadSession | WriteSession) -> AsyncConnection:
    """The session's own psycopg connection; what runs on it is part of the session's transaction, which is open."""
    raw = await (await session.connection()).get_raw_connection()
    conn = _psycopg(raw.driver_connection)
    if conn.info.transaction_status is TransactionStatus.IDLE:
        # psycopg begins with the first statement. Until then a ``conn.transaction()`` would be the whole
        # transaction, committed at the end of its block, and not a part of the session's.
        await conn.execute("SELECT 1")
    return conn


class _Lease(AbstractAsyncContextManager[AsyncConnection]):
    """``pool.connection()`` without its commit, which autocommit leaves nothing for: half its time. A transaction that
    was left open the pool rolls back.
    """

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection]) -> None:
        self._pool = pool

    async def __aenter__(self) -> AsyncConnection:
        try:
            self._connection = await self._pool.getconn()
        except Exception as error:
            tell_unavailable(error)
            raise
        return self._connection

    async def __aexit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._pool.putconn(self._connection)
        if error is not None:
            tell_unavailable(error)


def _connection_arguments(settings: DatabaseSettings) -> dict[str, str | int]:
    options = f"-c search_path=public -c TimeZone=UTC -c jit=off -c statement_timeout={settings.statement_timeout_ms}"
    return {
        "application_name": settings.application_name,
        "options": options,
        "connect_timeout": max(2, round(settings.wait_seconds)),
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
    }


async def _configure(connection: AsyncConnection) -> None:
    await connection.set_autocommit(True)
    connection.prepared_max = _PREPARED_PER_CONNECTION
    register_loaders(connection.adapters)


async def _check(connection: AsyncConnection) -> None:
    """An idle connection has nothing to read, unless the server said good-bye."""
    if connection.closed:
        raise psycopg.OperationalError("the connection is closed")
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        await AsyncConnectionPool.check_connection(connection)


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    register_loaders(_psycopg(connection.driver_connection).adapters)


def _psycopg(driver: object) -> AsyncConnection:
    if not isinstance(driver, AsyncConnection):
        raise TypeError("the metadata engine does not run on psycopg")
    return cast("AsyncConnection", driver)
