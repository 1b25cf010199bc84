"""`dataos create-admin`."""

from typing import Annotated

import typer

from ops.cli.options import HomeOption, database_settings
from ops.cli.strange_settings import ADMIN_PASSWORD


def command(
    email: Annotated[str, typer.Argument(help="E-mail address to sign in with.")],
    name: Annotated[str, typer.Option(help="Name that others see. Default: the address before the @.")] = "",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, envvar=ADMIN_PASSWORD)
    ] = "",
    home: HomeOption = None,
) -> None:
    """Make an account with a workspace of its own, also while registration is off."""
    import asyncio

    from email_validator import EmailNotValidError, validate_email

    from api.auth.create_admin import run
    from api.auth.strength import MIN_PASSWORD

    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise typer.BadParameter(str(error), param_hint="EMAIL") from error
    if len(password) < MIN_PASSWORD:
        raise typer.BadParameter(f"at least {MIN_PASSWORD} characters", param_hint="--password")
    user = asyncio.run(run(database_settings(home), address, password, name or address.partition("@")[0].title()))
    typer.echo(f"{address} can sign in ({user})")
