"""`dataos import`."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.options import HomeOption, database_settings


def command(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")],
    base: Annotated[str | None, typer.Option(help="Id or name of the base; needless where there is only one.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the new table. Default: the file's name.")] = None,
    home: HomeOption = None,
) -> None:
    """Make a table from a CSV file."""
    import asyncio
    import time

    from ops.transfer.import_csv import run, summary

    began = time.monotonic()
    report = asyncio.run(run(database_settings(home), file, base, name, _progress))
    for line in summary(report, time.monotonic() - began):
        typer.echo(line)


def _progress(line: str) -> None:
    typer.echo(line, err=True)
