"""The note that the demo is loaded: it saves a start the question, and must never answer it wrongly."""

import stat
from pathlib import Path

import pytest

from ops.processes.demo_mark import DemoMark

LOGIN = "demo@dataos.local / demo-abc"


def test_it_remembers_the_login_for_the_owner_only(tmp_path: Path) -> None:
    DemoMark(tmp_path, "secret").keep(LOGIN)
    assert DemoMark(tmp_path, "secret").login() == LOGIN
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600]


def test_another_secret_asks_again(tmp_path: Path) -> None:
    DemoMark(tmp_path, "secret").keep(LOGIN)
    assert DemoMark(tmp_path, "another").login() is None


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"login": "x"}', '{"madeWith": "x", "login": "x"}', "\udcff"])
def test_a_damaged_note_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "demo.json").write_bytes(content.encode(errors="surrogateescape"))
    assert DemoMark(tmp_path, "secret").login() is None


def test_no_note_in_a_fresh_database(tmp_path: Path) -> None:
    assert DemoMark(tmp_path, "secret").login() is None
