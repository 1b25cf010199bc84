"""The base "Cinema": films and flights, real data that came in as CSV imports."""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from api.bases.service import NewBase
from api.transfer.source import CsvSource, GivenColumn
from core.actor import CauseKind
from core.ids import BaseId, TableId
from ops.seeds import flights, movies
from ops.seeds.filling import Filling
from ops.seeds.sources import read

_MISSING = "demo: without films and flights, for {} is missing: run `npm ci` in web, then `dataos seed`"


async def fill_cinema(filling: Filling, datasets: Path) -> None:
    """Nothing but a message when the datasets are not installed."""
    films, trips = read(movies.FILE, datasets), read(flights.FILE, datasets)
    if films is None or trips is None:
        filling.say(_MISSING.format(datasets))
        return
    filling.say("demo: films and flights")
    base = await filling.base(NewBase("Cinema", "3,201 films, and 20,000 flights to see them.", "clapperboard", "red"))

    table = await _imported(filling, base, "Movies", movies.COLUMNS, movies.rows(films))
    await filling.view(table, "Top rated", _view(_least("IMDB votes", 50_000), "IMDB rating"))
    await filling.view(table, "Big budgets", _view(_least("Budget", 100_000_000), "Budget"))
    unseen: JsonValue = {"field": "Seen", "operator": "equals", "value": False}
    await filling.view(table, "Not seen yet", _view(_least("Stars", 5), "IMDB votes", unseen))

    table = await _imported(filling, base, "Flights", flights.COLUMNS, flights.rows(trips, datasets))
    await filling.view(table, "Worst delays", _view(_least("Delay (min)", 120), "Delay (min)"))


async def _imported(
    filling: Filling, base: BaseId, name: str, columns: Mapping[str, GivenColumn], rows: Iterator[list[str]]
) -> TableId:
    found = await filling.table(base, name)
    if found is not None:
        return found.schema.id
    with tempfile.TemporaryDirectory(prefix="dataos-demo-") as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        source = CsvSource(path=path, name=name, columns=list(columns.values()), cause=CauseKind.SEED)
        report = await filling.imports.run(filling.user, base, source, lambda _: None)
    return report.table_id


def _least(field: str, value: float) -> JsonValue:
    return {"field": field, "operator": "greaterOrEqual", "value": value}


def _view(condition: JsonValue, sort: str, *more: JsonValue) -> dict[str, JsonValue]:
    """Records that meet the conditions, the highest in ``sort`` first."""
    return {
        "filter": {"conjunction": "and", "filters": [condition, *more]},
        "sorts": [{"field": sort, "direction": "desc"}],
    }
