"""The embedded PostgreSQL: what survives a kill, what is refused, and who may see what."""

import os
import secrets
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from ops.processes.errors import PortTakenError, ProcessError
from ops.processes.postgres import EmbeddedPostgres
from ops.processes.postgres_leftovers import clear_leftovers, processes_of
from ops.processes.postgres_settings import production_settings

# Small, but with the durability of production: these tests kill the server.
SETTINGS = {**production_settings(256 * 1024 * 1024), "checkpoint_timeout": "1h"}


@pytest.fixture
def base() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="dataos postgres "))
    yield folder
    clear_leftovers(folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(base: Path) -> Iterator[EmbeddedPostgres]:
    made = EmbeddedPostgres(base, password="it's a p@ss/word", settings=SETTINGS)
    made.start()
    yield made
    made.stop()


def insert(server: EmbeddedPostgres, value: int) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS t (n int)")
        connection.execute("INSERT INTO t VALUES (%s)", [value])


def stored(server: EmbeddedPostgres) -> list[int]:
    with psycopg.connect(server.dsn()) as connection:
        return [number for (number,) in connection.execute("SELECT n FROM t ORDER BY n")]


def test_killed_postmaster_restarts_with_everything_committed(server: EmbeddedPostgres) -> None:
    insert(server, 1)
    server.process.kill()
    server.process.wait()
    server.start()
    assert stored(server) == [1]


def test_kill_of_the_whole_cluster_in_the_middle_of_a_transaction(server: EmbeddedPostgres) -> None:
    insert(server, 1)
    connection = psycopg.connect(server.dsn())
    connection.execute("INSERT INTO t VALUES (2)")
    for process in processes_of(server.data):
        process.kill()
    server.process.wait()
    connection.close()
    server.start()
    assert stored(server) == [1]


def test_orphaned_backend_that_never_ends_does_not_hold_up_the_start(server: EmbeddedPostgres) -> None:
    insert(server, 1)
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        backend = psutil.Process(connection.info.backend_pid)
        backend.suspend()
        server.process.kill()
        server.process.wait()
        server.start()
    assert stored(server) == [1]
    assert not backend.is_running() or backend.status() == psutil.STATUS_ZOMBIE


def test_stale_pid_file_of_somebody_elses_process_is_no_obstacle(server: EmbeddedPostgres) -> None:
    insert(server, 1)
    server.stop()
    (server.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{server.data}\n1\n{server.port}\n\n127.0.0.1\n\nready\n"
    )
    server.start()
    assert stored(server) == [1]


def test_server_left_by_a_killed_supervisor_is_taken_over(server: EmbeddedPostgres, base: Path) -> None:
    insert(server, 1)
    second = EmbeddedPostgres(base, password="it's a p@ss/word", settings=SETTINGS)
    second.start()
    try:
        assert server.process.wait(5) == 0
        assert stored(second) == [1]
    finally:
        second.stop()


def test_two_clusters_run_side_by_side(server: EmbeddedPostgres, base: Path) -> None:
    other = EmbeddedPostgres(base / "other", password="other", settings=SETTINGS)
    other.start()
    try:
        insert(server, 1)
        insert(other, 2)
        assert (stored(server), stored(other)) == ([1], [2])
    finally:
        other.stop()


def test_wrong_password_is_refused_and_nothing_but_loopback_listens(server: EmbeddedPostgres) -> None:
    wrong = server.dsn().replace("it%27s", "its")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    with psycopg.connect(server.dsn()) as connection:
        shown = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories'),"
            " current_setting('jit'), current_setting('TimeZone'), current_setting('password_encryption')"
        ).fetchone()
    assert shown == ("127.0.0.1", "", "off", "UTC", "scram-sha-256")
    listening = {c.laddr.ip for c in psutil.Process(server.process.pid).net_connections("inet") if c.status == "LISTEN"}
    assert listening == {"127.0.0.1"}
    methods = {line.split()[-1] for line in _rules(server.data / "pg_hba.conf")}
    assert methods == {"scram-sha-256"}


def test_password_is_left_in_no_file_and_no_command_line(server: EmbeddedPostgres) -> None:
    assert not list(server.base.glob("pw*"))
    assert all("p@ss" not in " ".join(process.cmdline()) for process in processes_of(server.data))


def test_taken_port_is_told_at_once(server: EmbeddedPostgres, base: Path) -> None:
    other = EmbeddedPostgres(base / "other", password="x", port=server.port, settings=SETTINGS)
    with pytest.raises(PortTakenError, match=str(server.port)):
        other.start()


def test_bad_setting_fails_with_the_log(base: Path) -> None:
    broken = EmbeddedPostgres(base, password="x", settings={"no_such_setting": "1"})
    with pytest.raises(ProcessError, match="no_such_setting"):
        broken.start()


def test_a_cluster_that_was_never_finished_is_made_anew(base: Path) -> None:
    half = base / "unfinished-1234"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(base, password="x", settings=SETTINGS)
    server.start()
    try:
        insert(server, 1)
        assert sorted(path.name for path in base.iterdir()) == ["data", "log"]
    finally:
        server.stop()


def test_what_is_in_the_way_of_a_cluster_is_told_and_kept(base: Path) -> None:
    (base / "data").mkdir()
    (base / "data" / "thesis.txt").write_text("precious")
    with pytest.raises(ProcessError, match="move it away"):
        EmbeddedPostgres(base, password="x", settings=SETTINGS).start()
    assert (base / "data" / "thesis.txt").read_text() == "precious"
    assert sorted(path.name for path in base.iterdir()) == ["data", "log"]


def test_stop_is_clean_and_a_second_one_harmless(server: EmbeddedPostgres) -> None:
    server.stop()
    server.stop()
    assert "database system is shut down" in server.log_tail()
    assert processes_of(server.data) == []


def test_interrupt_meant_for_the_terminal_does_not_reach_it(server: EmbeddedPostgres) -> None:
    assert os.getpgid(server.process.pid) != os.getpgid(0)
    assert server.process.send_signal(signal.SIGCONT) is None


def test_it_runs_unprivileged_below_a_closed_folder_that_stays_closed() -> None:
    """As root by another account that cannot enter the folder, as anybody else by that account."""
    closed = Path(tempfile.mkdtemp(prefix="dataos closed "))
    closed.chmod(0o700)
    server = EmbeddedPostgres(closed / "a b" / "postgres", password=secrets.token_hex(8), settings=SETTINGS)
    try:
        server.start()
        insert(server, 1)
        accounts = {process.uids().real for process in processes_of(server.data)}
        assert len(accounts) == 1
        assert 0 not in accounts
        assert (os.geteuid() in accounts) == (os.geteuid() != 0)
        server.process.kill()
        server.process.wait()
        server.start()
        assert stored(server) == [1]
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert closed.stat().st_uid == os.geteuid()
    finally:
        server.stop()
        shutil.rmtree(closed)


def test_settings_scale_with_memory() -> None:
    small, large = production_settings(512 * 2**20), production_settings(64 * 2**30)
    assert (small["shared_buffers"], large["shared_buffers"]) == ("64MB", "2048MB")
    assert (small["work_mem"], large["work_mem"]) == ("4MB", "64MB")
    assert {small["jit"], large["jit"]} == {"off"}


def _rules(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
