"""Driver errors that mean "the database is away or overloaded", told as ``Unavailable``.

Everything else (a constraint, a wrong statement) passes through: whoever ran the statement knows what it means.
"""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
import sqlalchemy.exc
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from core.errors import Unavailable

_AWAY = "The database does not answer. Try again in a few seconds."
_SLOW = "The database needed too long for this. Ask for less at once, or narrow the filter."


@contextmanager
def told_as_unavailable() -> Generator[None]:
    """``tell_unavailable`` for a block."""
    try:
        yield
    except Exception as error:
        tell_unavailable(error)
        raise


def tell_unavailable(error: BaseException) -> None:
    """Raises Unavailable for lost connections, a server that is starting or stopping, and timeouts."""
    match error:
        case PoolTimeout() | PoolClosed() | TooManyRequests() | sqlalchemy.exc.TimeoutError():
            raise Unavailable("database_unavailable", _AWAY) from error
        case psycopg.Error():
            _raise_if_unavailable(error, error)
        case sqlalchemy.exc.DBAPIError(orig=psycopg.Error() as cause):
            _raise_if_unavailable(cause, error)
        case _:
            return


def _raise_if_unavailable(error: psycopg.Error, cause: Exception) -> None:
    match error:
        case errors.QueryCanceled():
            raise Unavailable("query_timeout", _SLOW) from cause
        case errors.TooManyConnections() | errors.AdminShutdown() | errors.CrashShutdown() | errors.CannotConnectNow():
            raise Unavailable("database_unavailable", _AWAY) from cause
        case psycopg.OperationalError() if error.sqlstate is None or error.sqlstate.startswith("08"):
            raise Unavailable("database_unavailable", _AWAY) from cause
        case psycopg.InterfaceError() if error.sqlstate is None:
            raise Unavailable("database_unavailable", _AWAY) from cause
        case _:
            return
