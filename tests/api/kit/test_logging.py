"""Logs of a process: in the form that was asked for, and without secrets."""

import json
import subprocess
import sys

import pytest

_PROGRAM = """
import logging, structlog
from api.kit.logging import configure
configure({form!r})
log = structlog.stdlib.get_logger("api")
log.info("signed in", password="hunter2", refreshToken="hunter2", user="ada", headers_cookie="hunter2")
logging.getLogger("library").warning("plain words")
try:
    hidden = "hunter2"
    raise ValueError("broken")
except ValueError:
    log.exception("failed")
"""


def _log(form: str) -> str:
    program = [sys.executable, "-c", _PROGRAM.format(form=form)]
    return subprocess.run(program, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize("form", ["console", "json"])
def test_secrets_never_reach_the_log(form: str) -> None:
    # The traceback shows the source line; what must not show is the value of a variable or of an argument.
    assert "hunter2" not in _log(form).replace('hidden = "hunter2"', "")


def test_json_lines_carry_level_time_and_the_words_of_libraries() -> None:
    lines = [json.loads(line) for line in _log("json").splitlines()]

    assert [(line["level"], line["event"]) for line in lines] == [
        ("info", "signed in"),
        ("warning", "plain words"),
        ("error", "failed"),
    ]
    assert lines[0]["user"] == "ada"
    assert "ValueError: broken" in lines[2]["exception"]


_HOSTILE = """
import logging, structlog
from api.kit.logging import configure
configure("console")
structlog.stdlib.get_logger("api").info("one\\x1b[2J", path="/a\\x00\\nforged line\\x07", nothing=None)
logging.getLogger("library").warning("two \\x1b]0;title\\x07 %s", "\\x9b31m")
try:
    raise ValueError("three \\x1b[31m")
except ValueError:
    structlog.stdlib.get_logger("api").exception("failed")
"""


def test_control_characters_are_shown_and_never_obeyed() -> None:
    shown = subprocess.run([sys.executable, "-c", _HOSTILE], capture_output=True, text=True, check=True).stderr
    assert all(line.isprintable() for line in shown.splitlines())
    assert "one\\x1b[2J" in shown
    assert "/a\\x00\\nforged line\\x07" in shown
    assert "two \\x1b]0;title\\x07 \\x9b31m" in shown
    assert "ValueError: three \\x1b[31m" in shown
