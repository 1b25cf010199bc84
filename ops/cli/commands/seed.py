"""`dataos seed`."""

import typer

from ops.cli.options import HomeOption, database_settings


def command(home: HomeOption = None) -> None:
    """Load the demo workspace, unless it was loaded before; the last line is its login."""
    import asyncio

    from ops.seeds.demo import load

    login = asyncio.run(load(database_settings(home), typer.echo))
    typer.echo(f"{login.email} / {login.password}")
