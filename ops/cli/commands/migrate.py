"""`dataos migrate`."""

import typer

from ops.cli.options import HomeOption, database_settings


def command(home: HomeOption = None) -> None:
    """Bring the database to this release's schema."""
    settings = database_settings(home, migrating=True)

    from api.db.migrate import current, head, upgrade

    url = settings.database.url.get_secret_value()
    if (before := current(url)) != head():
        upgrade(url)
        typer.echo(f"database brought from {before or 'empty'} to {head()}")
    else:
        upgrade(url)
        typer.echo(f"database is at {head()}")
