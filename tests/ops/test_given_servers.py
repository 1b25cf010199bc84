"""Servers of the operator's own: what is wrong with them is told in one line with the remedy, within seconds."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql
from temporalio.testing import WorkflowEnvironment

from api.db.migrate import upgrade
from ops.processes.given_database import ServerFault, connection_fault, migration_fault, unmigrated
from ops.processes.given_temporal import temporal_fault
from tests.ops.test_start_settings import dataos
from tests.support.postgres import TestCluster
from workflows.gateway import Gateway, TemporalTarget


def with_login(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{parts.hostname}:{parts.port}"))


@pytest.fixture
def newcomer(cluster: TestCluster, blank_database_url: str) -> Iterator[str]:
    """The URL of an empty database for a role that may only connect."""
    role = sql.Identifier(f"newcomer_{time.monotonic_ns()}")
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'right'").format(role))
        yield with_login(blank_database_url, role.as_string().strip('"'), "right")
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(_database(blank_database_url), role))
        admin.execute(sql.SQL("DROP ROLE {}").format(role))


def _database(url: str) -> sql.Identifier:
    return sql.Identifier(urlsplit(url).path[1:])


def test_a_database_that_will_do_has_no_fault(cluster: TestCluster, blank_database_url: str, database_url: str) -> None:
    for url in (blank_database_url, database_url):
        assert connection_fault(url) is None
        assert migration_fault(url) is None
    assert unmigrated(database_url) is None
    assert "run `dataos migrate`" in str(unmigrated(blank_database_url))


def test_looking_leaves_nothing_behind(blank_database_url: str) -> None:
    migration_fault(blank_database_url)
    with psycopg.connect(blank_database_url) as connection:
        assert connection.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'").fetchall() == []


@pytest.mark.parametrize(
    ("user", "password", "database", "problem", "remedy"),
    [
        ("postgres", "wrong", "postgres", "password authentication failed", "correct the user and the password"),
        ("nobody", "x", "postgres", "password authentication failed", "correct the user and the password"),
        ("", "", "none", 'database "none" does not exist', "create it there, owned by that user"),
    ],
)
def test_a_login_that_is_refused_is_lasting(
    cluster: TestCluster, user: str, password: str, database: str, problem: str, remedy: str
) -> None:
    url = cluster.url(database)
    fault = connection_fault(with_login(url, user, password) if user else url)
    assert fault is not None
    assert not fault.passing
    assert fault.line.startswith("DATABASE_URL: 127.0.0.1:")
    assert problem in fault.line
    assert fault.line.endswith(f"; {remedy}")
    assert "\n" not in fault.line


@pytest.mark.parametrize("place", ["127.0.0.1:9", "no-such-host.invalid:5432"])
def test_a_server_that_is_away_is_passing(place: str) -> None:
    began = time.monotonic()
    fault = connection_fault(f"postgresql://ada:hunter2@{place}/d")
    assert fault is not None
    assert fault.passing
    assert fault.line.startswith(f"DATABASE_URL: {place}, database d: ")
    assert fault.line.endswith("; start the server, or correct the address")
    assert "hunter2" not in fault.line
    assert time.monotonic() - began < 8


def test_parameters_that_the_driver_refuses_are_lasting() -> None:
    for parameter in ("sslmode=bogus", "channel_binding=bogus", "port=99999", "connect_timeout=1&foo=1"):
        fault = connection_fault(f"postgresql://ada:hunter2@127.0.0.1:9/d?{parameter}")
        assert fault is not None, parameter
        assert not fault.passing, parameter
        assert "; correct the " in fault.line
        assert "hunter2" not in fault.line


def test_a_server_without_tls_is_lasting_when_it_is_required() -> None:
    with _server(lambda connection: _answer_tls(connection, b"N")) as port:
        fault = connection_fault(f"postgresql://u@127.0.0.1:{port}/d?sslmode=require&gssencmode=disable")
    assert fault is not None
    assert not fault.passing
    assert fault.line.endswith("; correct the sslmode and the certificates")


@pytest.mark.parametrize("reset", [True, False])
def test_a_server_that_breaks_off_in_the_middle_of_tls_is_passing(reset: bool) -> None:
    """As one does that is being restarted."""
    with _server(lambda connection: _answer_tls(connection, b"S", reset=reset)) as port:
        fault = connection_fault(f"postgresql://u@127.0.0.1:{port}/d?sslmode=require&gssencmode=disable")
    assert fault is not None
    assert fault.passing
    assert reset or "SSL error" in fault.problem


def test_a_database_without_its_public_schema_is_told_the_statement(blank_database_url: str) -> None:
    with psycopg.connect(blank_database_url, autocommit=True) as admin:
        admin.execute("DROP SCHEMA public CASCADE")
    fault = migration_fault(blank_database_url)
    assert fault is not None
    assert fault.line.endswith('schema "public" does not exist; run in that database: CREATE SCHEMA public')


def test_a_server_that_goes_away_before_the_rights_are_asked_is_passing() -> None:
    fault = migration_fault("postgresql://ada:hunter2@127.0.0.1:9/d")
    assert fault is not None
    assert fault.passing


def test_a_user_that_may_not_make_schemas_is_told_the_grant(newcomer: str) -> None:
    fault = migration_fault(newcomer)
    assert fault is not None
    assert "GRANT CREATE ON DATABASE" in fault.remedy


def test_a_user_that_may_not_add_extensions_is_told_the_statement(
    cluster: TestCluster, blank_database_url: str, newcomer: str
) -> None:
    role = sql.Identifier(str(urlsplit(newcomer).username))
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(_database(blank_database_url), role))
    fault = migration_fault(newcomer)
    assert fault is not None
    assert fault.problem.endswith("the user may not add the extension vector")
    with psycopg.connect(blank_database_url, autocommit=True) as admin:
        admin.execute(fault.remedy.removeprefix("as a superuser run in that database: ").encode())
    assert migration_fault(newcomer) is None
    upgrade(newcomer)
    assert unmigrated(newcomer) is None
    with psycopg.connect(blank_database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(role))


def test_a_database_of_another_encoding_is_refused(cluster: TestCluster) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE dataos_test_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        try:
            fault = connection_fault(cluster.url("dataos_test_latin"))
        finally:
            admin.execute("DROP DATABASE dataos_test_latin WITH (FORCE)")
    assert fault is not None
    assert "LATIN1" in fault.problem


def test_an_old_server_is_refused_by_its_version() -> None:
    with _server(_speak_postgres_16) as port:
        fault = connection_fault(f"postgresql://u@127.0.0.1:{port}/d?sslmode=disable&gssencmode=disable")
    assert fault is not None
    assert fault.line == (
        f"DATABASE_URL: 127.0.0.1:{port}, database d: PostgreSQL 16.4 is too old; DataOS needs PostgreSQL 18.0 or newer"
    )


async def test_temporal_that_will_do_has_no_fault(temporal_server: WorkflowEnvironment) -> None:
    assert await _temporal(temporal_server.client.service_client.config.target_host) is None


async def test_a_namespace_that_is_not_there_is_told_with_the_command(temporal_server: WorkflowEnvironment) -> None:
    fault = await _temporal(temporal_server.client.service_client.config.target_host, "elsewhere")
    assert fault is not None
    assert not fault.passing
    assert "TEMPORAL_NAMESPACE: Temporal at" in fault.line
    assert "temporal operator namespace create elsewhere" in fault.line


async def test_temporal_that_is_away_is_passing() -> None:
    fault = await _temporal("127.0.0.1:9")
    assert fault is not None
    assert fault.passing
    assert fault.line == (
        "TEMPORAL_ADDRESS: nobody answers at 127.0.0.1:9 (Connection refused); start Temporal, or correct the address"
    )


async def test_what_is_no_temporal_is_told_with_a_hint_at_tls() -> None:
    with _server(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        fault = await _temporal(f"127.0.0.1:{port}")
    assert fault is not None
    assert "does not speak like a Temporal frontend; turn TEMPORAL_TLS on" in fault.line


async def test_up_tells_every_server_that_will_not_do_and_makes_nothing(
    cluster: TestCluster, temporal_server: WorkflowEnvironment, tmp_path: Path
) -> None:
    began = time.monotonic()
    done = dataos(
        tmp_path, "up",
        DATABASE_URL=with_login(cluster.admin_url, "postgres", "wrong"),
        TEMPORAL_ADDRESS=temporal_server.client.service_client.config.target_host, TEMPORAL_NAMESPACE="elsewhere",
    )  # fmt: skip
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("dataos: DATABASE_URL: ")
    assert second.startswith("TEMPORAL_NAMESPACE: ")
    assert time.monotonic() - began < 30
    assert not (tmp_path / ".dataos").exists()


@pytest.mark.parametrize("command", ["api", "worker", "migrate"])
def test_a_refused_login_ends_each_process_with_a_line(cluster: TestCluster, tmp_path: Path, command: str) -> None:
    url = with_login(cluster.admin_url, "postgres", "wrong")
    environ = {"DATABASE_URL": url, "TEMPORAL_ADDRESS": "127.0.0.1:9", "DATAOS_SECRET": "s" * 32, "DATAOS_PORT": "0"}
    environ["DATAOS_PORT"] = str(_free_port())
    done = dataos(tmp_path, command, **environ)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("dataos: DATABASE_URL: ")
    assert line.endswith("correct the user and the password")


async def _temporal(address: str, namespace: str = "default") -> ServerFault | None:
    target = TemporalTarget(address, namespace)
    return await temporal_fault(target, Gateway(target))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _server(speak: Callable[[socket.socket], None]) -> Generator[int]:
    """A server that answers each connection with `speak`, and is done when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    speak(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _answer_tls(connection: socket.socket, answer: bytes, *, reset: bool = False) -> None:
    """To the question whether there is TLS; then the connection ends, with what was sent unanswered."""
    connection.recv(8)
    connection.sendall(answer)
    connection.recv(4096)
    if reset:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _speak_postgres_16(connection: socket.socket) -> None:
    """As much of the protocol as it takes to be let in, and to take leave."""
    connection.recv(4096)
    parameters = [("server_version", "16.4"), ("server_encoding", "UTF8"), ("client_encoding", "UTF8")]
    answer = _message(b"R", struct.pack("!i", 0))
    answer += b"".join(_message(b"S", f"{name}\0{value}\0".encode()) for name, value in parameters)
    connection.sendall(answer + _message(b"K", struct.pack("!ii", 1, 1)) + _message(b"Z", b"I"))
    while connection.recv(4096) not in (b"", b"X\0\0\0\4"):
        connection.sendall(_message(b"C", b"OK\0") + _message(b"Z", b"I"))


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body
