"""`dataos import`: which base is meant, what is said meanwhile and afterwards."""

from pathlib import Path

import psycopg
import pytest

from api.settings import Settings
from api.transfer.report import BadCell, ColumnReport, ImportReport
from core.errors import Invalid, NotFound
from core.ids import TableId
from ops.seeds.demo import load
from ops.transfer.import_csv import run, summary


def _quiet(line: str) -> None:
    assert line


@pytest.fixture
async def settings(database_url: str, tmp_path: Path) -> Settings:
    """With the demo's base "Projects"."""
    settings = Settings.load(
        {"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_PASSWORD_MEMORY_KIB": "8192"}
    )
    await load(settings, datasets=tmp_path / "none")
    return settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "price_list.csv"
    path.write_text("Name,Price\nDesk,120\nLamp,80\n")
    return path


async def test_the_only_base_needs_no_name(settings: Settings, file: Path) -> None:
    lines: list[str] = []
    report = await run(settings, file, None, None, lines.append)
    assert (report.table_name, report.records) == ("price list", 2)
    assert lines[-1] in ("tidying up", "loading 2 records, 100 %")


async def test_a_base_is_found_by_name_in_any_case_and_by_id(settings: Settings, file: Path) -> None:
    with psycopg.connect(settings.database.url.get_secret_value()) as conn:
        row = conn.execute("SELECT id FROM dataos.bases").fetchone()
    assert row
    names = [(await run(settings, file, base, "Prices", _quiet)).table_name for base in ("projects", row[0])]
    assert names == ["Prices", "Prices 2"]


async def test_an_unclear_base_lists_the_candidates(settings: Settings, file: Path) -> None:
    with psycopg.connect(settings.database.url.get_secret_value()) as conn:
        conn.execute(
            "INSERT INTO dataos.bases (id, workspace_id, name) SELECT 'bas_00000000000000000000000000', id, 'Other'"
            " FROM dataos.workspaces"
        )
    with pytest.raises(Invalid, match=r"Projects.*Other|Other.*Projects"):
        await run(settings, file, None, None, _quiet)
    with pytest.raises(NotFound):
        await run(settings, file, "nowhere", None, _quiet)


async def test_a_missing_file_is_said_by_name(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"gone\.csv"):
        await run(settings, tmp_path / "gone.csv", None, None, _quiet)


def test_the_summary_names_what_was_lost() -> None:
    bad = ColumnReport("Count", "number", 2, (BadCell(7, "many"), BadCell(9, "few")))
    report = ImportReport(
        TableId("tbl_x"), "Stock", 1200, (ColumnReport("Name", "text", 0, ()), bad), "utf-8", ",", 0, 1, 1, (4,)
    )
    text = "\n".join(summary(report, 2.0))
    for part in ("1,200 records", "600 a second", "2 cells of Count", "line 7 'many'", "lines 4", "1 lines were short"):
        assert part in text
