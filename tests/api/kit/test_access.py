"""The access log: every request in the file, only the noteworthy ones in the process's own log."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.db.engine import Database
from api.kit.access import AccessLog
from api.kit.rotated import RotatedFile
from api.settings import Settings

_PROGRAM = """
import asyncio, sys
from pathlib import Path
from api.kit.access import AccessLog
from api.kit.logging import configure
from api.kit.rotated import RotatedFile

async def main():
    access = AccessLog(RotatedFile(Path(sys.argv[1])))
    for status, seconds, path in {requests!r}:
        access.answered("req_1", "GET", path, status, seconds)
    access.close()

configure("console", {level!r})
asyncio.run(main())
"""


def logged(file: Path, *requests: tuple[int, float, str], level: str = "info") -> tuple[list[str], list[str]]:
    """The lines of the file and those of the process's log, after (status, seconds, path) of each request."""
    program = [sys.executable, "-c", _PROGRAM.format(requests=requests, level=level), str(file)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return file.read_text().splitlines(), done.stderr.splitlines()


def test_an_ordinary_request_is_a_line_in_the_file_and_nothing_else(tmp_path: Path) -> None:
    requests = ((200, 0.0123, "/api/v1/me"), (404, 0.5, "/api/v1/x"))
    (first, second), log = logged(tmp_path / "access.log", *requests)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z 200 GET /api/v1/me 12\.3ms req_1", first)
    assert second.endswith(" 404 GET /api/v1/x 500.0ms req_1")
    assert log == []


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/api/v1/invitations/short", "/api/v1/invitations/…"),
        ("/api/v1/invitations/%41bc/accept", "/api/v1/invitations/…/accept"),
        ("/api/v1/shared/deals", "/api/v1/shared/…"),
        ("/api/v1/shared/deals/records/rec_1", "/api/v1/shared/…/records/rec_1"),
        ("/shared/deals/embed", "/shared/…/embed"),
        ("/api/v1/workspaces/wsp_1/invitations/inv_1", "/api/v1/workspaces/wsp_1/invitations/inv_1"),
    ],
)
def test_what_lets_its_reader_in_is_in_no_log(tmp_path: Path, path: str, shown: str) -> None:
    (line,), log = logged(tmp_path / "access.log", (500, 0.01, path))
    assert f" 500 GET {shown} " in line
    assert [path in each for each in log] == [path == shown] * len(log)


def test_at_the_level_debug_every_request_is_in_the_log(tmp_path: Path) -> None:
    _, log = logged(tmp_path / "access.log", (200, 0.01, "/api/v1/me"), level="debug")
    (line,) = [line for line in log if "api.access" in line]
    assert "[debug" in line
    assert "path=/api/v1/me" in line


@pytest.mark.parametrize(
    ("status", "seconds", "said"),
    [(500, 0.01, "failed request"), (503, 2, "failed request"), (200, 1.5, "slow request")],
)
def test_failed_and_slow_requests_are_told(status: int, seconds: float, said: str, tmp_path: Path) -> None:
    _, (line,) = logged(tmp_path / "access.log", (status, seconds, "/api/v1/me"))
    assert "[warning" in line
    assert said in line
    assert f"status={status}" in line


def test_a_path_cannot_break_its_line_or_reach_the_terminal(tmp_path: Path) -> None:
    hostile = "/a\x00\x1b[2J\x9b\r\n2026 200 GET /forged\u202e/Ελλάδα"
    for (line,) in logged(tmp_path / "access.log", (500, 0.01, hostile)):
        assert line.isprintable()
        assert "/a\\x00\\x1b[2J\\x9b\\r\\n2026 200 GET /forged\\u202e/Ελλάδα" in line


async def test_lines_reach_the_file_without_a_further_request(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    access = AccessLog(RotatedFile(file))
    access.answered("req_1", "GET", "/", 200, 0.01)
    async with asyncio.timeout(5):
        while not file.exists() or not file.read_text():
            await asyncio.sleep(0.05)
    access.close()


async def test_full_batches_leave_no_timer_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, timers = asyncio.get_running_loop(), list[asyncio.TimerHandle]()
    call_later = loop.call_later

    def watched(delay: float, callback: Callable[[], None]) -> asyncio.TimerHandle:
        timers.append(call_later(delay, callback))
        return timers[-1]

    monkeypatch.setattr(loop, "call_later", watched)
    access = AccessLog(RotatedFile(tmp_path / "access.log"))
    for number in range(1_050):
        access.answered(f"req_{number}", "GET", "/", 200, 0.01)
    assert sum(not timer.cancelled() for timer in timers) == 1
    access.close()
    assert all(timer.cancelled() for timer in timers)
    assert len((tmp_path / "access.log").read_text().splitlines()) == 1_050


async def test_the_last_lines_are_written_when_the_database_does_not_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Database.close

    async def fails(database: Database) -> None:
        await close(database)
        raise RuntimeError("the pool does not close")

    file = tmp_path / "access.log"
    monkeypatch.setattr(Database, "close", fails)
    environ = {"DATABASE_URL": "postgresql://127.0.0.1:9/d", "DATAOS_SECRET": "s" * 32, "DATAOS_ACCESS_LOG": str(file)}
    app = create_app(Settings.load(environ))
    with pytest.raises(RuntimeError, match="does not close"):
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=ASGITransport(app), base_url="http://x") as web,
        ):
            await web.get("/api/v1/me")
    assert " 401 GET /api/v1/me " in file.read_text()


def test_a_full_file_is_rotated_and_the_oldest_forgotten(tmp_path: Path) -> None:
    file = RotatedFile(tmp_path / "x.log", full_bytes=10, kept=2)
    for number in range(5):
        file.write(f"line {number}\n")
    file.close()
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"x.log": "line 4\n", "x.log.1": "line 3\n", "x.log.2": "line 2\n"}


def test_what_was_written_before_counts_and_stays(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_text("earlier\n")
    file = RotatedFile(tmp_path / "x.log", full_bytes=10, kept=1)
    file.write("now\n")
    file.close()
    assert (tmp_path / "x.log.1").read_text() == "earlier\n"


def test_a_disk_that_takes_nothing_stops_nobody() -> None:
    file = RotatedFile(Path("/dev/full"))
    file.write("lost\n")
    RotatedFile(Path("/no/such/folder/x.log")).write("lost\n")
    file.close()
