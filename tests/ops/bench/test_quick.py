"""Every bench runs on a product that was just started. How fast it is, is not judged here: the machine is shared."""

from pathlib import Path

import psycopg
import pytest

from ops.bench.product import running
from ops.bench.rig import QUICK, make_rig, make_table
from ops.bench.rows import FIELDS
from ops.bench.run import measure


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_all_benches_measure_something(tmp_path: Path) -> None:
    said: list[str] = []
    with running(tmp_path / "home") as (address, settings):
        measures = measure(settings, address, tmp_path, [1_000], quick=True, say=said.append)
        rig_free = settings.database.url.get_secret_value()
        with psycopg.connect(rig_free) as conn:
            tables = conn.execute("SELECT name FROM dataos.tables WHERE deleted_at IS NULL").fetchall()
    assert {item.name for item in measures} == {
        "automation, trigger to done", "automation throughput", "first page, 100 × 20", "page by cursor",
        "filter and sort, no index", "change one cell", "create 1,000 records", "CSV import",
        "first page, p95", "option filter, date sort, p95", "number range, text sort, p95",
        "wide range, text sort, p95", "text contains, p95", "search in view, p95", "group by, sum, p95",
        "page by row number, p95", "count of a filtered view, p95",
        "change a cell under a rollup", "change a cell that 10 look up", "change a cell that 50 look up",
        "change a cell that 100 look up", "change a cell that a whole table looks up",
        "make a lookup on a table full of records", "page with 5 links and 5 lookups",
        "page with 10 formulas", "make 5 lookups and 10 formulas", "change a cell of that table, p95",
        "convert text to number", "take that conversion back",
        "change a cell of each record under 4 formula levels", "make a formula and see a page sorted by it",
        "change a cell under 3 formulas and a rollup, p95",
        "page under 3 row rules, 5 hidden fields", "sorted page under 3 row rules, 5 hidden fields",
    }  # fmt: skip
    assert all(item.value > 0 and item.limit > 0 for item in measures)
    assert ("Deals 1000",) in tables
    assert ("Imported",) not in tables
    assert any("1,000" in line for line in said)


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_the_generated_table_is_what_the_api_would_hold(tmp_path: Path) -> None:
    with running(tmp_path / "home") as (address, settings):
        rig = make_rig(settings, address, tmp_path, QUICK)
        table = make_table(rig, 300)
        page = rig.client.call("GET", f"/tables/{table.id}/records?limit=300&count=true")
    assert page["total"] == 300
    cells = [record["fields"] for record in page["items"]]
    for item in FIELDS:
        filled = [row[item.name] for row in cells if row[item.name] not in (None, [])]
        assert len(filled) > 150, item.name
        if item.type == "singleSelect":
            assert set(filled) <= set(item.names)
