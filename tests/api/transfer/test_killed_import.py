"""A process that is killed while it imports leaves nothing behind once somebody has looked."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.api.transfer.conftest import Place

_CHILD = """
import asyncio, sys
from pathlib import Path
from api.settings import Settings
from ops.transfer.import_csv import run
import api.transfer.load as load
load.BATCH_RECORDS = 500
settings = Settings.load({"DATABASE_URL": sys.argv[1], "DATAOS_SECRET": "s" * 32})
asyncio.run(run(settings, Path(sys.argv[2]), None, None, lambda line: None))
"""


async def test_a_killed_import_leaves_nothing(place: Place) -> None:
    path = place.file("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(200_000)))
    before = place.relations()
    await asyncio.to_thread(_import_and_kill, place.url, path)
    assert place.one("SELECT count(*) FROM dataos.tables WHERE NOT ready") == 1

    for _ in range(100):  # the server notices a closed connection within its current statement
        await place.imports.sweep()
        if place.relations() == before:
            break
        await asyncio.sleep(0.05)
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0
    assert place.one("SELECT count(*) FROM dataos.changes") == 0
    assert (await place.load("A,B\n1,2\n")).records == 1


def _import_and_kill(url: str, path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", _CHILD, url, str(path)], cwd=Path.cwd())
    try:
        _wait_for_changes(url)
    finally:
        os.kill(child.pid, signal.SIGKILL)
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
