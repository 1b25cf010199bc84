"""The doctor's lines: what it found, and the remedy when something needs mending."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from ops.cli.doctor import machine
from ops.cli.doctor.result import Result
from ops.cli.doctor.run import examine
from ops.processes.home import Home
from tests.support.product import ROOT

SECRET = {"DATAOS_SECRET": "s" * 32}


def by_name(results: list[Result]) -> dict[str, Result]:
    return {result.name: result for result in results}


def test_a_missing_home_is_told_and_what_needs_none_is_checked(tmp_path: Path) -> None:
    found = by_name(examine(Home(tmp_path / "a" / "home"), {}))
    assert found["home"].idle
    assert "is not there yet" in found["home"].found
    assert found["database"].idle
    assert "dataos up" in found["database"].found
    assert "libraries" in found
    for name in ("python", "settings", "disk", "ports", "postgres", "temporal"):
        assert not found[name].bad, found[name]
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_nothing(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATA", "TEMPORAL"))}
    done = subprocess.run(
        [sys.executable, "-m", "ops.cli", "doctor"],
        cwd=tmp_path, env={**clean, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert f"off home        {tmp_path / '.dataos'} is not there yet; `dataos up` makes it" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_an_existing_home_is_left_as_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    home.secrets()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    found = by_name(examine(home, {}))
    assert not found["permissions"].bad
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_secrets_that_others_can_read_are_bad(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    home.secrets()
    (home.root / "secrets.json").chmod(0o644)
    found = by_name(examine(home, {}))["permissions"]
    assert "secrets.json is -rw-r--r--" in found.found
    assert found.remedy == f"chmod -R go= {home.root}"


def test_a_wanted_port_that_is_taken_is_bad(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        found = by_name(examine(Home(tmp_path), {"DATAOS_PORT": str(other.getsockname()[1])}))["ports"]
    assert "is taken by another program" in found.found
    assert "DATAOS_PORT" in found.remedy


def test_unreachable_servers_are_bad_and_say_what_to_do(tmp_path: Path) -> None:
    environ = {**SECRET, "DATABASE_URL": "postgresql://x:y@127.0.0.1:9/none", "TEMPORAL_ADDRESS": "127.0.0.1:9"}
    found = by_name(examine(Home(tmp_path), environ))
    assert found["database"].bad
    assert "DATABASE_URL" in found["database"].remedy
    assert found["workflows"].bad
    assert "TEMPORAL_ADDRESS" in found["workflows"].remedy
    assert "postgres" not in found


def test_unmigrated_database_asks_for_migrate(blank_database_url: str, tmp_path: Path) -> None:
    environ = {**SECRET, "DATABASE_URL": blank_database_url, "TEMPORAL_ADDRESS": "127.0.0.1:9"}
    found = by_name(examine(Home(tmp_path), environ))
    assert not found["database"].bad
    assert found["migrations"].remedy == "run `dataos migrate`"


def test_migrated_database_is_fine(database_url: str, tmp_path: Path) -> None:
    environ = {**SECRET, "DATABASE_URL": database_url, "TEMPORAL_ADDRESS": "127.0.0.1:9"}
    found = by_name(examine(Home(tmp_path), environ))
    assert not found["database"].bad
    assert not found["migrations"].bad


def test_every_bad_and_unknown_setting_is_named(tmp_path: Path) -> None:
    results = examine(Home(tmp_path), {"DATAOS_PORT": "no", "DATAOS_LOG_LEVEL": "loud", "DATAOS_PROT": "1"})
    found = [result for result in results if result.name == "settings"]
    assert [result.found.split()[0] for result in found] == ["DATAOS_PROT", "DATAOS_PORT:", "DATAOS_LOG_LEVEL:"]
    assert all(result.bad for result in found)


def test_an_unwritable_home_is_bad_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = by_name(examine(Home(tmp_path / "file" / "home"), {}))
    assert found["home"].bad
    assert not found["temporal"].bad


def test_a_line_says_ok_bad_or_off() -> None:
    assert Result("disk", "5 GB").line().startswith("ok  disk")
    assert Result("database", "", idle=True).line().startswith("off ")
    assert Result("disk", "0 GB", "free some").line().endswith("\n    → free some")


def test_machine_checks_pass_here() -> None:
    assert not machine.python().bad
    assert not machine.temporal_runs().bad
