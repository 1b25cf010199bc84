"""`dataos bench`."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    sizes: Annotated[str, typer.Option(help="Records of the tables to measure.")] = "10k,100k",
    quick: Annotated[bool, typer.Option("--quick", help="Few repetitions: shows that it works, not how fast.")] = False,
    results: Annotated[Path, typer.Option(help="Folder for the JSON file.")] = Path(".dataos/bench"),
    only: Annotated[str, typer.Option(help="Part of a bench's name, such as `recompute`: only those run.")] = "",
) -> None:
    """Measure the speed budgets as ratios to the physical limit on this machine."""
    from ops.bench.command import command as measure

    measure(sizes=sizes, quick=quick, results=results, only=only)
