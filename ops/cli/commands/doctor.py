"""`dataos doctor`."""

import typer

from ops.cli.options import HomeOption, chosen_home


def command(home: HomeOption = None) -> None:
    """Check this installation and change nothing; exit code 1 when something needs mending."""
    from ops.cli.doctor.run import examine
    from ops.processes.environ import given

    environ = given()
    results = examine(chosen_home(home, environ), environ)
    for result in results:
        typer.echo(result.line())
    raise typer.Exit(int(any(result.bad for result in results)))
