"""`dataos reset-link`."""

from typing import Annotated

import typer

from ops.cli.options import HomeOption, database_settings


def command(
    email: Annotated[str, typer.Argument(help="E-mail address of the account.")], home: HomeOption = None
) -> None:
    """Print a link by which somebody sets a new password, where no mail server could send it.

    It works once, within an hour. Give it to the owner of the address alone: whoever opens it has proved to be them.
    """
    import asyncio

    from api.auth.reset_link import run

    typer.echo(asyncio.run(run(database_settings(home), email.strip())))
