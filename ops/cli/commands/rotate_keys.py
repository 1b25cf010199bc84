"""`dataos rotate-keys`."""

import asyncio

import typer

from ops.cli.options import HomeOption, database_settings


def command(home: HomeOption = None) -> None:
    """Wrap every data key in the first master key of ENCRYPTION_KEYS; the others may then leave the setting."""
    settings = database_settings(home)

    from api.db.engine import Database
    from api.encryption.rotation import rewrap
    from api.encryption.vault import vault_of
    from api.targets import database_target

    async def work() -> int:
        database = await Database.open(database_target(settings, "dataos rotate-keys"))
        try:
            async with database.records() as conn, conn.transaction():
                return await rewrap(conn, vault_of(settings).ring)
        finally:
            await database.close()

    done = asyncio.run(work())
    typer.echo(f"{done} data keys wrapped anew; all are under the first key of ENCRYPTION_KEYS now")
