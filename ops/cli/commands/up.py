"""`dataos up`."""

from typing import Annotated

import typer

from ops.cli.options import HomeOption, chosen_home


def command(
    home: HomeOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port of the web app and API.")] = None,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Load the demo workspace.")] = True,
) -> None:
    """Start everything on this machine and keep it running until Ctrl-C."""
    from ops.processes.console import Console
    from ops.processes.environ import given
    from ops.processes.up import Wanted, up

    up(chosen_home(home), Wanted(environ=given(), port=port, demo=demo), Console())
