"""Whether DataOS can work with the PostgreSQL that the settings name: found out before anything relies on it."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import Connection, errors, sql

from api.db.extensions import EXTENSIONS
from api.db.migrate import current, head
from api.kit.printable import printable

LEAST_VERSION = 180_000
_SECONDS = 5
_NAME = "DATABASE_URL"

# Not all of SSL: a server that is stopped or starts breaks connections in the middle of it.
_TLS = (
    r"not support SSL|response to SSL negotiation|SSL error: (?:certificate|tlsv|sslv|wrong|unsupported|no )"
    r"|certificate|private key|invalid sslmode"
)
_REMEDIES = (
    (r"password authentication failed|no password supplied", "correct the user and the password"),
    (r'role ".*" does not exist', "correct the user, or create it there"),
    (r'database ".*" does not exist', "create it there, owned by that user"),
    (r'schema "public" does not exist', "run in that database: CREATE SCHEMA public"),
    (r"pg_hba\.conf", "allow this machine in the server's pg_hba.conf"),
    (_TLS, "correct the sslmode and the certificates"),
    (r"\binvalid .*(?:value|number)|invalid URI|percent-encoded|could not parse network", "correct the address"),
)
_LATER = "start the server, or correct the address"


@dataclass(frozen=True)
class ServerFault:
    """`passing`: waiting may mend it."""

    setting: str
    problem: str
    remedy: str
    passing: bool = False

    @property
    def line(self) -> str:
        return f"{self.setting}: {self.problem}; {self.remedy}"


def connection_fault(url: str) -> ServerFault | None:
    """What keeps DataOS from working with the database, None when nothing does. Answers within seconds."""
    try:
        with psycopg.connect(url, connect_timeout=_SECONDS, application_name="dataos check") as connection:
            return _server_fault(connection, url)
    except psycopg.Error as error:
        return _told(url, error)


def migration_fault(url: str) -> ServerFault | None:
    """What would keep `dataos migrate` from doing its work; asked of a database without `connection_fault`."""
    try:
        return _unmigratable(url)
    except psycopg.Error as error:
        return _told(url, error)


def _unmigratable(url: str) -> ServerFault | None:
    with psycopg.connect(url, connect_timeout=_SECONDS, application_name="dataos check") as connection:
        user, database = sql.Identifier(connection.info.user), sql.Identifier(connection.info.dbname)
        allowed = connection.execute("SELECT has_database_privilege(current_database(), 'CREATE')").fetchone()
        if allowed != (True,):
            grant = sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(database, user).as_string()
            return _fault(url, "the user may not make schemas", f"as the database's owner run: {grant}")
        refused = [name for name in missing_extensions(connection) if not _may_add(connection, name)]
    if refused:
        names, statements = ", ".join(refused), "; ".join(_adding(name).as_string() for name in refused)
        problem, remedy = f"the user may not add the extension {names}", "as a superuser run in that database"
        return _fault(url, problem, f"{remedy}: {statements}")
    return None


def _may_add(connection: Connection, name: str) -> bool:
    try:
        connection.execute(_adding(name))
    except errors.InsufficientPrivilege:
        return False
    except (errors.DuplicateObject, errors.UniqueViolation):
        # Somebody else added it just now.
        return True
    finally:
        connection.rollback()
    return True


def _adding(name: str) -> sql.Composed:
    return sql.SQL("CREATE EXTENSION {} SCHEMA public").format(sql.Identifier(name))


def absent_extensions(url: str) -> set[str]:
    """Those the server has no files of."""
    with psycopg.connect(url, connect_timeout=_SECONDS, application_name="dataos check") as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [[*EXTENSIONS]])
        present = {name for (name,) in rows}
        return {name for name in EXTENSIONS if name not in present}


def missing_extensions(connection: Connection) -> list[str]:
    """Those that a migration will add."""
    rows = connection.execute(
        "SELECT name FROM pg_available_extensions WHERE name = ANY(%s) AND installed_version IS NULL ORDER BY name",
        [[*EXTENSIONS]],
    )
    return [name for (name,) in rows.fetchall()]


def unmigrated(url: str) -> str | None:
    """What the database is at, told with the remedy; None when that is what this release needs."""
    at, needed = current(url), head()
    return None if at == needed else f"the database is at {at or 'nothing'} of {needed}: run `dataos migrate`"


def version_of(number: int) -> str:
    return f"PostgreSQL {number // 10_000}.{number % 10_000}"


def _server_fault(connection: Connection, url: str) -> ServerFault | None:
    number = connection.info.server_version
    if number < LEAST_VERSION:
        return _fault(url, f"{version_of(number)} is too old", f"DataOS needs {version_of(LEAST_VERSION)} or newer")
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        return _fault(url, f"the database is encoded as {encoding}", "create it with ENCODING 'UTF8'")
    if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
        return _fault(url, "it is a replica, which cannot be written", "name the primary server")
    return None


def _told(url: str, error: psycopg.Error) -> ServerFault:
    # libpq says a line for each address of a host name, and advice below it; the last one is as good as any.
    lines = str(error).strip().splitlines()
    reasons = [found[1] for line in lines if (found := re.search(r".*(?:failed|FATAL|ERROR): +(.+)", line))]
    reason = printable((reasons or lines)[-1].strip())
    remedy = next((remedy for pattern, remedy in _REMEDIES if re.search(pattern, reason)), None)
    if remedy is None and not isinstance(error, psycopg.OperationalError):
        remedy = "see that server's log"
    return _fault(url, reason, remedy or _LATER, passing=remedy is None)


def _fault(url: str, problem: str, remedy: str, *, passing: bool = False) -> ServerFault:
    return ServerFault(_NAME, f"{place_of(url)}: {problem}", remedy, passing)


def place_of(url: str) -> str:
    """Server and database, without the account."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    database = unquote(parts.path.lstrip("/")) or "the user's"
    return f"{parts.hostname or 'the local socket'}{port}, database {printable(database)}"
