"""`dataos import`."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.options import HomeOption, database_settings


def command(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")],
    base: Annotated[str | None, typer.Option(help="Id or name of the base; needless where there is only one.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the new table. Default: the file's name.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Import nothing when a value does not fit its column or line.")
    ] = False,
    encrypt: Annotated[
        list[str] | None,
        typer.Option(help="Name of a column that becomes an encrypted field, as text; once for each of them."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Make a table from a CSV file.

    The columns' types are guessed from a sample. Where a later value does not fit, its column becomes text, so that
    nothing is lost, and the values are listed. With --strict, the file is refused instead. What --encrypt names is
    never in the database in the open: a file in which a line has more values than columns is refused then, for they may
    be in the wrong ones. A column that is imported plainly and encrypted later was in the open.
    """
    import asyncio
    import time

    from core.errors import Invalid
    from ops.transfer.import_csv import faults, run, summary

    began = time.monotonic()
    try:
        report = asyncio.run(
            run(database_settings(home), file, base, name, _progress, strict=strict, encrypted=encrypt or ())
        )
    except Invalid as error:
        typer.echo("\n".join(["dataos: nothing was imported.", *faults(error)]), err=True)
        raise typer.Exit(1) from error
    for line in summary(report, time.monotonic() - began):
        typer.echo(line)


def _progress(line: str) -> None:
    typer.echo(line, err=True)
