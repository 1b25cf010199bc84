"""Fixtures over the record world; conftest modules pass them on."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from api.db.engine import Database
from api.db.settings import DatabaseSettings
from tests.api.records.world import World, make_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """Two people, one base, no tables; a database of its own."""
    database = await Database.open(
        DatabaseSettings(url=SecretStr(database_url), pool_size=10, statement_timeout_ms=20_000)
    )
    try:
        yield await make_world(database)
    finally:
        await database.close()
