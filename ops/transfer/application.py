"""The application's services for a command: built once, closed with the block."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from api.access.service import Access
from api.db.engine import Database
from api.encryption.vault import Vault
from api.http.services import AppServices
from api.settings import Settings
from api.tables.service import Tables
from api.targets import database_target, temporal_target
from api.transfer.service import Imports
from api.wiring import build
from workflows.gateway import Gateway


@asynccontextmanager
async def application(settings: Settings, name: str) -> AsyncGenerator[AppServices]:
    """``name`` is what PostgreSQL shows as the application."""
    database = await Database.open(database_target(settings, name))
    try:
        yield build(settings, database, Gateway(temporal_target(settings)))
    finally:
        await database.close()


def imports(settings: Settings, services: AppServices) -> Imports:
    url = settings.database.url.get_secret_value()
    return Imports(services.database, url, services.get(Access), services.get(Tables), services.get(Vault))
