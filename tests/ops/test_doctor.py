"""The doctor's lines: what it found, and the remedy when something needs mending."""

from pathlib import Path

from ops.cli.doctor import machine
from ops.cli.doctor.result import Result
from ops.cli.doctor.run import examine
from ops.processes.home import Home
from tests.support.postgres import TestCluster

SECRET = {"DATAOS_SECRET": "s" * 32}


def by_name(results: list[Result]) -> dict[str, Result]:
    return {result.name: result for result in results}


def test_a_fresh_home_has_nothing_to_mend_about_servers(tmp_path: Path) -> None:
    found = by_name(examine(Home(tmp_path / "home"), {}))
    assert found["database"].idle
    assert "dataos up" in found["database"].found
    assert not found["postgres"].bad
    assert not found["temporal"].bad
    assert not found["home"].bad


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


def test_bad_settings_are_named(cluster: TestCluster, tmp_path: Path) -> None:
    environ = {"DATABASE_URL": cluster.admin_url, "DATAOS_PORT": "no", "TEMPORAL_ADDRESS": "127.0.0.1:9"}
    assert "DATAOS_PORT" in by_name(examine(Home(tmp_path), environ))["settings"].found


def test_an_unwritable_home_ends_the_examination(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    results = examine(Home(tmp_path / "file" / "home"), {})
    assert by_name(results)["home"].bad
    assert "database" not in by_name(results)


def test_a_line_says_ok_bad_or_off() -> None:
    assert Result("disk", "5 GB").line().startswith("ok  disk")
    assert Result("database", "", idle=True).line().startswith("off ")
    assert Result("disk", "0 GB", "free some").line().endswith("\n    → free some")


def test_machine_checks_pass_here() -> None:
    assert not machine.python().bad
    assert not machine.temporal_runs().bad
