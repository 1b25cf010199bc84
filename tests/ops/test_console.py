"""What of the children's lines a person sees in the terminal."""

import io
from pathlib import Path

import pytest

from ops.processes.console import ChildLog, Console, everything, noteworthy


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23T03:02:06.123456Z [info     ] upkeep done [activities.maintenance] expired=0",
        "2026-11-23T03:02:06.123456Z [debug    ] request [api.access]",
        '{"event": "worker polls", "logger": "x", "level": "info", "timestamp": "2026"}',
    ],
)
def test_routine_is_kept_from_the_terminal(line: str) -> None:
    assert not noteworthy(line)


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-23T03:02:06.123456Z [warning  ] slow request [api.access] path=/x [info     ]",
        "2026-11-23T03:02:06.123456Z [error    ] unhandled error",
        '{"event": "\\"level\\": \\"info\\"", "level": "error"}',
        "Traceback (most recent call last):",
        "loading the table Movies",
    ],
)
def test_warnings_errors_and_plain_words_are_shown(line: str) -> None:
    assert noteworthy(line)


def test_a_line_of_a_child_cannot_control_the_terminal(tmp_path: Path) -> None:
    out = io.StringIO()
    log = ChildLog("api", tmp_path, Console(out), everything)
    log.write("\tpath=/\x00\x1b[2J\x1b]0;owned\x07\u202e")
    log.close()
    expected = "\tpath=/\\x00\\x1b[2J\\x1b]0;owned\\x07\\u202e"
    assert out.getvalue() == f"api      | {expected}\n"
    assert (tmp_path / "api.log").read_text() == f"{expected}\n"
    assert log.explain() == expected
