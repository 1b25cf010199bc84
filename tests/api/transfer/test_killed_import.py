"""An import that is interrupted leaves nothing; what a killed one leaves, the next start or import removes."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from core.errors import Conflict
from tests.api.transfer.conftest import Place

_CHILD = """
import asyncio, signal, sys
from pathlib import Path
from api.settings import Settings
from ops.transfer.import_csv import run
import api.transfer.load as load
load.BATCH_RECORDS = 500
# Shells start background jobs with Ctrl-C ignored, and what they start inherits that.
signal.signal(signal.SIGINT, signal.default_int_handler)
settings = Settings.load({"DATABASE_URL": sys.argv[1], "DATAOS_SECRET": "s" * 32})
asyncio.run(run(settings, Path(sys.argv[2]), None, None, lambda line: None))
"""


async def test_a_killed_import_leaves_nothing(place: Place) -> None:
    path = place.file("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(200_000)))
    before = place.relations()
    assert await asyncio.to_thread(_import_and_send, place.url, path, signal.SIGKILL) == -signal.SIGKILL
    assert place.one("SELECT count(*) FROM dataos.tables WHERE NOT ready") == 1
    assert place.one("SELECT count(*) FROM dataos.tables WHERE ready") == 0

    for _ in range(100):  # the server notices a closed connection within its current statement
        await place.imports.sweep()
        if place.relations() == before:
            break
        await asyncio.sleep(0.05)
    _is_clean(place, before)
    assert (await place.load("A,B\n1,2\n")).records == 1


async def test_the_next_import_removes_what_a_killed_one_left(place: Place) -> None:
    path = place.file("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(200_000)))
    before = place.relations()
    await asyncio.to_thread(_import_and_send, place.url, path, signal.SIGKILL)
    for _ in range(100):
        with contextlib.suppress(Conflict):
            await place.load("A,B\n1,2\n")
            break
        await asyncio.sleep(0.05)
    assert len(place.relations() - before) == 1
    assert place.one("SELECT count(*) FROM dataos.tables") == 1
    assert place.one("SELECT count(*) FROM dataos.tables WHERE ready AND name = 'Data'") == 1


async def test_an_interrupted_import_removes_its_table_itself(place: Place) -> None:
    path = place.file("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(400_000)))
    before = place.relations()
    assert await asyncio.to_thread(_import_and_send, place.url, path, signal.SIGINT) != 0
    _is_clean(place, before)


def _is_clean(place: Place, before: set[str]) -> None:
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0
    assert place.one("SELECT count(*) FROM dataos.changes") == 0


def _import_and_send(url: str, path: Path, sent: signal.Signals) -> int:
    """The exit code of an import that gets the signal while it loads."""
    child = subprocess.Popen([sys.executable, "-c", _CHILD, url, str(path)], cwd=Path.cwd(), stderr=subprocess.DEVNULL)
    try:
        _wait_for_changes(url)
        os.kill(child.pid, sent)
        return child.wait(60)
    finally:
        child.kill()
        child.wait()


def _wait_for_changes(url: str) -> None:
    deadline = time.monotonic() + 60
    with psycopg.connect(url, autocommit=True) as conn:
        while time.monotonic() < deadline:
            row = conn.execute("SELECT count(*) FROM dataos.changes").fetchone()
            if row and row[0] >= 3:
                return
            time.sleep(0.01)
    raise AssertionError("the import did not get as far as loading")
