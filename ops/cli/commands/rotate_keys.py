"""`dataos rotate-keys`."""

import asyncio

import typer

from ops.cli.options import HomeOption, database_settings


def command(home: HomeOption = None) -> None:
    """Bring all that master keys protect under the first of ENCRYPTION_KEYS; the others may then leave the setting."""
    settings = database_settings(home)

    from api.auth.second_factor.sealing import Sealing
    from api.db.engine import Database
    from api.encryption.rotation import rewrap
    from api.encryption.vault import vault_of
    from api.targets import database_target
    from core.counted import counted

    async def work() -> tuple[int, int]:
        ring = vault_of(settings).ring
        sealing = Sealing(ring, settings.http.secret.get_secret_value())
        database = await Database.open(database_target(settings, "dataos rotate-keys"))
        try:
            async with database.records() as conn, conn.transaction():
                return await rewrap(conn, ring), await sealing.renew(conn)
        finally:
            await database.close()

    keys, factors = asyncio.run(work())
    typer.echo(
        f"{counted(keys, 'data key')} wrapped anew, {counted(factors, 'second factor')} sealed anew;"
        " all are under the first key of ENCRYPTION_KEYS now"
    )
