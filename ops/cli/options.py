"""Options that several commands share, and the settings they lead to."""

from pathlib import Path
from typing import Annotated

import typer

from api.settings import Settings
from ops.processes.environ import completed, given
from ops.processes.home import Home

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="Folder of the installation. Default: $DATAOS_HOME, or .dataos here.")
]


def chosen_home(option: Path | None) -> Home:
    return Home(option or Path(given().get("DATAOS_HOME", ".dataos")))


def chosen_settings(option: Path | None) -> Settings:
    """The environment's settings, completed from the home if one was made there. Raises SettingsError."""
    home = chosen_home(option)
    environ = given()
    return Settings.load(completed(home, environ) if home.exists() else environ)
