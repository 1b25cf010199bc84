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


def _report(*columns: ColumnReport, long: int = 0) -> ImportReport:
    return ImportReport(
        TableId("tbl_x"), "Stock", 1200, columns, "utf-8", ",", 0, 1, long, (4,), surplus="Further values", damaged=2
    )


def test_the_summary_names_every_irregularity() -> None:
    odd = ColumnReport("Count", "text", "number", 9, 3, (BadCell(7, "many"), BadCell(9, "few")))
    text = "\n".join(summary(_report(ColumnReport("Name", "text", "text"), odd, long=1), 2.0))
    for part in (
        "1,200 records", "600 a second", "Count: 3 of 9 cells are no number, so the column is text and keeps all",
        "line 7: 'many'\n", "and 1 more", "beyond the last column, which are in 'Further values': lines 4",
        "1 lines were short", "2 places of the file are no utf-8",
    ):  # fmt: skip
        assert part in text


def test_the_summary_says_what_was_left_empty() -> None:
    odd = ColumnReport("Count", "number", "number", 9, 1, (BadCell(7, "many"),))
    assert "Count: 1 of 9 cells are no number, and were left empty:" in "\n".join(summary(_report(odd), 2.0))
