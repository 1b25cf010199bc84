"""`dataos import` as people run it: exit codes, and what is on the screen."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from api.settings import Settings
from ops.seeds.demo import load

ROWS = "".join(f"n{i},{i}\n" for i in range(2_000))


@pytest.fixture
async def url(database_url: str, tmp_path: Path) -> str:
    """A database with the demo's base "Projects"."""
    settings = Settings.load(
        {"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_PASSWORD_MEMORY_KIB": "8192"}
    )
    await load(settings, datasets=tmp_path / "none")
    return database_url


async def _run(url: str, path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    given = {"DATABASE_URL": url, "DATAOS_SECRET": "s" * 32, "DATAOS_HOME": str(path.parent / "home")}
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "ops.cli", "import", str(path), *options],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _tables(url: str, name: str) -> int:
    with psycopg.connect(url) as conn:
        row = conn.execute("SELECT count(*) FROM dataos.tables WHERE name = %s", [name]).fetchone()
    return row[0] if row else 0


async def test_misfits_are_listed_and_kept_and_strict_refuses_them(url: str, tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text(f"Name,Count\n{ROWS}last,many\n")
    refused = await _run(url, path, "--strict")
    assert refused.returncode == 1
    assert "nothing was imported" in refused.stderr
    assert "line 2002, Count: 'many' is no number." in refused.stderr
    assert _tables(url, "stock") == 0

    taken = await _run(url, path)
    assert (taken.returncode, _tables(url, "stock")) == (0, 1)
    assert "Count: 1 of 2,001 cells are no number, so the column is text and keeps all of them" in taken.stdout
    assert "line 2002: 'many'" in taken.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "PNG image, not CSV"),
        (b'a,b\n1,"2\n', "record on line 2 cannot be read"),
        (b"", "The file is empty"),
        (b"x," * 2_000 + b"x\n1\n", "2,001 columns; a table takes 500"),
    ],
    ids=["image", "open quote", "empty", "too many columns"],
)
async def test_a_bad_file_ends_with_a_sentence_and_no_traceback(
    url: str, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(content)
    refused = await _run(url, path)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr + refused.stdout
    assert _tables(url, "stock") == 0
