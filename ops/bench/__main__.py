"""`python -m ops.bench` is `dataos bench`."""

import os
import sys

import typer

from ops.bench.command import command


def main() -> None:
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(command)
    try:
        app()
    except SystemExit as end:
        # The Temporal SDK's threads sometimes abort the interpreter's teardown on CPython 3.11: skip it.
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


main()
