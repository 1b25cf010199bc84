"""20,000 flights in the United States, January to March 2001, from vega-datasets."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.transfer.formats.choice import AsOption
from api.transfer.formats.date import AsDatetime
from api.transfer.formats.number import AsNumber
from api.transfer.formats.text import AsText
from api.transfer.source import GivenColumn
from ops.seeds.sources import Record

FILE = "flights-20k.json"
_AIRPORTS = "airports.csv"
_PUNCTUAL = {"Early": "teal", "On time": "green", "Late": "amber", "Very late": "red"}

COLUMNS: dict[str, GivenColumn] = {
    "Route": GivenColumn(AsText()),
    "Departure": GivenColumn(AsDatetime("ymd", "America/New_York", zoned=False), {"timeZone": "America/New_York"}),
    "Punctuality": GivenColumn(
        AsOption(), {"options": [{"name": name, "color": color} for name, color in _PUNCTUAL.items()]}
    ),
    "Delay (min)": GivenColumn(AsNumber(), {"precision": 0}),
    "Distance (mi)": GivenColumn(AsNumber(), {"precision": 0}),
    "From": GivenColumn(AsText()),
    "From state": GivenColumn(AsText()),
    "To": GivenColumn(AsText()),
    "To state": GivenColumn(AsText()),
}


def rows(flights: Sequence[Record], folder: Path) -> Iterator[list[str]]:
    """The cells of each flight in the order of COLUMNS."""
    airports = _airports(folder)
    for flight in flights:
        origin, destination = str(flight["origin"]), str(flight["destination"])
        delay = int(flight["delay"] or 0)
        from_city, from_state = airports.get(origin, (origin, ""))
        to_city, to_state = airports.get(destination, (destination, ""))
        yield [
            f"{origin} → {destination}",
            str(flight["date"]).replace("/", "-"),
            punctuality(delay),
            str(delay),
            str(flight["distance"]),
            from_city,
            from_state,
            to_city,
            to_state,
        ]


def punctuality(delay: int) -> str:
    """By the rule of the airlines: up to 15 minutes is on time."""
    if delay < -5:
        return "Early"
    if delay <= 15:
        return "On time"
    return "Late" if delay <= 60 else "Very late"


def _airports(folder: Path) -> dict[str, tuple[str, str]]:
    """City and state by airport code."""
    path = folder / _AIRPORTS
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["iata"]: (row["city"], row["state"]) for row in csv.DictReader(file)}
