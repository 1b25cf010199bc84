"""The `dataos` command. Each command is a module of `ops/cli/commands` and imports what it runs when it runs."""

import os
import sys
from typing import NoReturn

import typer

from api.settings import SettingsError
from core.errors import DomainError
from ops.cli.commands import (
    api,
    audit,
    bench,
    create_admin,
    doctor,
    import_csv,
    migrate,
    reset_link,
    rotate_keys,
    seed,
    up,
    worker,
)
from ops.processes.errors import ProcessError

app = typer.Typer(
    name="dataos", help="DataOS: a self-hosted data platform.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.command("up")(up.command)
app.command("api")(api.command)
app.command("worker")(worker.command)
app.command("migrate")(migrate.command)
app.command("seed")(seed.command)
app.command("import")(import_csv.command)
app.command("create-admin")(create_admin.command)
app.command("reset-link")(reset_link.command)
app.command("rotate-keys")(rotate_keys.command)
app.add_typer(audit.app, name="audit")
app.command("doctor")(doctor.command)
app.command("bench")(bench.command)


def run() -> None:
    """The console script: what an operator can mend ends with its message, not with a traceback."""
    try:
        app()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        _leave(2)
    except (ProcessError, DomainError) as error:
        sys.stderr.write(f"dataos: {error}\n")
        _leave(1)
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 1)


def _leave(code: int) -> NoReturn:
    """The Temporal SDK's threads sometimes abort the interpreter's teardown on CPython 3.11: skip it."""
    sys.stdout.flush()
    sys.stderr.flush()
    if "temporalio" in sys.modules:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    run()
