"""From nothing to this release's schema."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from api.db.migrate import current, head, upgrade
from api.db.migrations import versions
from api.db.migrations.partitions import ensure_partitions
from api.db.models.registry import metadata
from core.errors import Unavailable


def test_empty_database_is_at_no_revision_and_then_at_head(blank_database_url: str) -> None:
    assert current(blank_database_url) is None
    upgrade(blank_database_url)
    upgrade(blank_database_url)
    assert current(blank_database_url) == head()


def test_four_processes_may_migrate_at_once(blank_database_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(upgrade, [blank_database_url] * 4))
    assert current(blank_database_url) == head()


def test_revisions_say_themselves_what_they_install() -> None:
    """What lies in a file of its own may be edited, and old and new installations would differ. Two do so from old."""
    folder = Path(versions.__file__).parent
    readers = {path.name for path in folder.glob("*.py") if "read_text" in path.read_text()}
    assert readers <= {"20261122_0001_first_schema.py", "20261127_0007_fx.py"}


_DB = Path(versions.__file__).parents[2]
INSTALLED = {
    "schema.sql": "bfb97d68347ee8978ad0d97159834fde",
    "fx/arithmetic.sql": "b74b7fc348d8feba46c06da5228e0b1c",
    "fx/coercion.sql": "c33c24374912204793d01cf2f68e9272",
    "fx/dates.sql": "29f141e3d9d97b01cb16d2c4d45c07d0",
    "fx/formats.sql": "b7e34d2288fa7818a482036e7aa8c193",
    "fx/lists.sql": "ba8b8267ade29c6f425c5a0a3cb63313",
    "fx/locales.sql": "4461b4478189a9ba8ad559da6a635ad9",
    "fx/numbers.sql": "cb3c21674e7ed0f0299ff18afca1e7db",
    "fx/parsing.sql": "4624bc6fa83ef3df4d38534b15e526fa",
    "fx/regex.sql": "6f851e7f86a03e512444536231b2a9e9",
    "fx/text.sql": "23de6a68d5388586f6032c5e749f2546",
    "fx/workdays.sql": "22ddcf506f0523f28040c55026f8f6ea",
}
"""What revisions 0001 and 0007 installed, by the first half of its SHA-256."""


@pytest.mark.parametrize("name", INSTALLED)
def test_what_revisions_have_installed_never_changes(name: str) -> None:
    digest = hashlib.sha256((_DB / name).read_bytes()).hexdigest()
    assert digest[:32] == INSTALLED[name], (
        f"api/db/{name} is what a released revision installed, so a change of it reaches new installations only. "
        "Take the change back, and write a revision that says it itself, such as CREATE OR REPLACE FUNCTION in its own "
        "text (20261127_0008_attachments.py does). Only comments and layout? Then give the new digest here: "
        f"{digest[:32]}"
    )


def test_every_file_that_a_revision_reads_is_among_them() -> None:
    folder = _DB
    assert {str(path.relative_to(folder)) for path in folder.rglob("*.sql")} == INSTALLED.keys()


def test_extensions_for_search_are_there(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        names = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    assert {"vector", "pg_trgm"} <= names


@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_models_are_the_migrated_schema(database_url: str) -> None:
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, connect_args={"options": "-c search_path=public"})
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "compare_type": True,
                "version_table_schema": "dataos",
                "include_name": _ours,
            },
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert [str(d)[:200] for d in differences] == []


def test_unreachable_database_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        upgrade("postgresql://nobody:x@127.0.0.1:1/none")


def test_partitions_take_over_what_waited_in_the_default_one(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT relid::regclass::text FROM pg_partition_tree('dataos.changes') WHERE isleaf ORDER BY 1"
            )
        ]
        assert len(names) == 3
        connection.execute(f"DROP TABLE {names[0]}".encode())
        connection.execute(
            "INSERT INTO dataos.changes (change_set, workspace_number, table_number, operation, actor_kind, cause)"
            " SELECT gen_random_uuid(), 1, 1, 'update', 'system', 'request' FROM generate_series(1, 3)"
        )
        assert ensure_partitions(database_url) == [names[0].removeprefix("dataos.")]
        assert ensure_partitions(database_url) == []
        rows = connection.execute("SELECT tableoid::regclass::text, seq FROM dataos.changes ORDER BY seq").fetchall()
    assert rows == [(names[0], 1), (names[0], 2), (names[0], 3)]


def test_past_months_in_which_nobody_made_partitions_get_theirs(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        for at in ("2024-02-29 23:59:59.999+00", "2024-03-01 00:00+00", "2025-12-31 23:30-02", "2999-07-01 00:00+00"):
            connection.execute(
                "INSERT INTO dataos.changes (at, change_set, workspace_number, table_number, operation, actor_kind,"
                " cause) VALUES (%s, gen_random_uuid(), 1, 1, 'update', 'system', 'request')",
                [at],
            )

        made = ensure_partitions(database_url)

        assert made == ["changes_2026_01", "changes_2024_03", "changes_2024_02"]
        assert ensure_partitions(database_url) == []
        rows = connection.execute("SELECT tableoid::regclass::text FROM dataos.changes ORDER BY seq").fetchall()
        connection.execute(
            "INSERT INTO dataos.changes (at, change_set, workspace_number, table_number, operation, actor_kind, cause)"
            " VALUES ('2024-02-01', gen_random_uuid(), 1, 1, 'update', 'system', 'request')"
        )
    names = ("changes_2024_02", "changes_2024_03", "changes_2026_01", "changes_default")
    assert rows == [(f"dataos.{name}",) for name in names]


def test_months_without_changes_get_no_partition(database_url: str) -> None:
    assert ensure_partitions(database_url, today=date(2031, 12, 31)) == [
        f"{table}_{month}" for table in ("changes", "audit_log") for month in ("2031_12", "2032_01")
    ]


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    if kind == "schema":
        return name == "dataos"
    return not (kind == "table" and name is not None and name.startswith(("changes_", "audit_log_")))
