"""Options that several commands share, and the settings they lead to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from api.settings import Settings
from ops.cli.strange_settings import strange
from ops.processes.environ import ENV_FILE, completed, given
from ops.processes.errors import ProcessError
from ops.processes.handover import CHILD
from ops.processes.home import Home

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of the installation. Default: $DATAOS_HOME, or .dataos here.")
]


def environment() -> dict[str, str]:
    """What the operator gave; tells what of it has no effect. Raises SettingsError."""
    environ = given()
    if CHILD not in environ:
        for line in strange(environ, ENV_FILE):
            typer.echo(f"warning: {line}", err=True)
    return environ


def chosen_home(option: Path | None, environ: Mapping[str, str]) -> Home:
    return Home(option or Path(environ.get("DATAOS_HOME", ".dataos")))


def chosen_settings(option: Path | None) -> Settings:
    """The environment's settings, completed from the home if one was made there. Raises SettingsError."""
    environ = environment()
    home = chosen_home(option, environ)
    return Settings.load(completed(home, environ) if home.exists() else environ)


def database_settings(option: Path | None, *, migrating: bool = False) -> Settings:
    """As `chosen_settings`, for a command that is nothing without the database. Raises ProcessError."""
    settings = chosen_settings(option)
    environ = given()
    if CHILD in environ:
        return settings
    home = chosen_home(option, environ)
    if "DATABASE_URL" not in environ and home.holder() is None:
        raise ProcessError(f"DataOS does not run in {home.root}: start it with `dataos up`")

    from ops.processes.given_servers import check_database

    for lack in check_database(settings, migrating=migrating):
        typer.echo(f"warning: {lack}", err=True)
    return settings
