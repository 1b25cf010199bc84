"""Where the demo's real data comes from: the vega-datasets package (BSD-3-Clause) that the web build installs."""

import json
from pathlib import Path

DATASETS = Path(__file__).parents[2] / "web" / "node_modules" / "vega-datasets" / "data"

JsonCell = str | int | float | None
Record = dict[str, JsonCell]


def read(name: str, folder: Path) -> list[Record] | None:
    """The records of a dataset, None when it is not installed."""
    path = folder / name
    if not path.exists():
        return None
    return json.loads(path.read_text(encoding="utf-8"))
