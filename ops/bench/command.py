"""`dataos bench`."""

from pathlib import Path
from typing import Annotated

import typer

from ops.bench.measure import markdown
from ops.bench.run import parse_sizes, run


def command(
    sizes: Annotated[str, typer.Option(help="Records of the tables to measure.")] = "10k,100k",
    quick: Annotated[bool, typer.Option("--quick", help="Few repetitions: shows that it works, not how fast.")] = False,
    results: Annotated[Path, typer.Option(help="Folder for the JSON file.")] = Path(".dataos/bench"),
    only: Annotated[str, typer.Option(help="Part of a bench's name, such as `recompute`: only those run.")] = "",
) -> None:
    """Measure the speed budgets as ratios to the physical limit on this machine."""
    try:
        wanted = parse_sizes(sizes)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    measures = run(wanted, quick=quick, results=results, only=only, say=lambda line: typer.echo(line, err=True))
    typer.echo(markdown(measures))
    missed = [item.name for item in measures if not item.ok]
    if missed and not quick:
        typer.echo(f"missed: {', '.join(missed)}", err=True)
        raise typer.Exit(1)
