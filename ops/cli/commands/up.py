"""`dataos up`."""

from typing import Annotated

import typer

from ops.cli.options import HomeOption, chosen_home, environment

_PORT = "DATAOS_PORT"


def command(
    home: HomeOption = None,
    # Text, so that a wrong one is told like a wrong setting, together with all others.
    port: Annotated[str | None, typer.Option(metavar="1-65535", help="Port of the web app and API.")] = None,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Load the demo workspace.")] = True,
) -> None:
    """Start everything on this machine and keep it running until Ctrl-C."""
    from ops.processes.wanted import Wanted

    environ = environment()
    if port:
        environ[_PORT] = port
    wanted = Wanted.of(environ, told_as={_PORT: "--port"} if port else {}, demo=demo)
    if not (wanted.own_database and wanted.own_temporal):
        from ops.processes.given_servers import check_given

        for lack in check_given(wanted):
            typer.echo(f"warning: {lack}", err=True)

    from ops.processes.console import Console
    from ops.processes.up import up

    up(chosen_home(home, environ), wanted, Console())
