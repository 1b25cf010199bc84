"""Runs the benches: starts the product in a temporary home, builds tables, measures, writes what came of it."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from api.settings import Settings
from ops.bench import noise, product
from ops.bench.benches import (
    automation_latency,
    automation_rate,
    convert_field,
    create_batch,
    csv_import,
    deep_page,
    edit_cell,
    edit_derived,
    first_page,
    formula_created,
    formula_levels,
    must_hold,
    page_in_python,
    recompute_later,
    recompute_now,
    rules_page,
    sorted_page,
    wide_table,
)
from ops.bench.derived import Derived, make_derived
from ops.bench.measure import Measure, as_json, markdown
from ops.bench.rig import QUICK, THOROUGH, BenchTable, Rig, make_rig, make_table

TABLE_BENCHES: tuple[Callable[[Rig, BenchTable], list[Measure]], ...] = (
    first_page.run,
    page_in_python.run,
    deep_page.run,
    sorted_page.run,
    rules_page.run,
    edit_cell.run,
    create_batch.run,
    csv_import.run,
    convert_field.run,
)
"""Those that write come last: they would disturb the others' pages."""

DERIVED_BENCHES: tuple[Callable[[Rig, Derived], list[Measure]], ...] = (must_hold.run, edit_derived.run)
"""On a table of which five fields are computed."""

AUTOMATION_BENCHES: tuple[Callable[[Rig], list[Measure]], ...] = (automation_latency.run, automation_rate.run)

LINKED_BENCHES: tuple[Callable[[Rig], list[Measure]], ...] = (
    recompute_now.run,
    recompute_later.run,
    formula_levels.run,
    formula_created.run,
    wide_table.run,
)
"""These make tables of their own."""

Say = Callable[[str], None]


def run(sizes: Sequence[int], *, quick: bool, results: Path, say: Say, only: str = "") -> list[Measure]:
    """All measures, or those with ``only`` in their bench's name; ``results`` is the folder that gets them as JSON.

    Raises BenchError.
    """
    with tempfile.TemporaryDirectory(prefix="dataos-bench-") as folder:
        home = Path(folder) / "home"
        say("starting DataOS in a home of its own")
        with product.running(home) as (address, settings):
            measures = measure(settings, address, Path(folder), sizes, quick=quick, say=say, only=only)
    results.mkdir(parents=True, exist_ok=True)
    file = results / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    file.write_text(as_json(measures), encoding="utf-8")
    say(f"written to {file}")
    return measures


def measure(
    settings: Settings, address: str, folder: Path, sizes: Sequence[int], *, quick: bool, say: Say, only: str = ""
) -> list[Measure]:
    """On a product that runs already: the benches with ``only`` in their name."""
    rig = make_rig(settings, address, folder, QUICK if quick else THOROUGH)
    measures: list[Measure] = []
    for bench_alone in (*AUTOMATION_BENCHES, *LINKED_BENCHES):
        if _wanted(bench_alone, only):
            measures += _watched(lambda bench=bench_alone: bench(rig), say)
    table_benches = [bench for bench in TABLE_BENCHES if _wanted(bench, only)]
    for size in sizes if table_benches else ():
        say(f"making a table of {size:,} records")
        table = make_table(rig, size)
        for table_bench in table_benches:
            measures += _watched(lambda bench=table_bench, table=table: bench(rig, table), say)
    derived_benches = [bench for bench in DERIVED_BENCHES if _wanted(bench, only)]
    for size in sizes if derived_benches else ():
        say(f"making a table of {size:,} records with computed fields")
        derived = make_derived(rig, size)
        say(f"lookup and rollup of {size:,} records were there after {derived.seconds:.1f} s")
        for derived_bench in derived_benches:
            measures += _watched(lambda bench=derived_bench, derived=derived: bench(rig, derived), say)
    return measures


def _wanted(bench: Callable[..., object], only: str) -> bool:
    """By the name of its module."""
    return only in bench.__module__.rsplit(".", 1)[-1]


def _watched(bench: Callable[[], list[Measure]], say: Say) -> list[Measure]:
    before = noise.probe()
    found = bench()
    around = (before, noise.probe())
    measures = [replace(item, noise=around) for item in found]
    for item in measures:
        say(markdown([item]).splitlines()[-1])
    return measures


def parse_sizes(text: str) -> list[int]:
    """``10k,100k,1m`` → records.

    >>> parse_sizes("500,10k,1M")
    [500, 10000, 1000000]
    """
    units = {"k": 1_000, "m": 1_000_000}
    sizes: list[int] = []
    for word in text.lower().replace(" ", "").split(","):
        number, unit = (word[:-1], units[word[-1]]) if word[-1:] in units else (word, 1)
        if not number.isdigit() or int(number) == 0:
            raise ValueError(f"{word!r} is no number of records; write like 10k,100k,1m")
        sizes.append(int(number) * unit)
    return sizes
