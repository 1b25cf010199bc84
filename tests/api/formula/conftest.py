"""A database with the table of the formula cases."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from api.db.engine import Database
from api.db.settings import DatabaseSettings
from tests.api.records.world import make_world
from tests.support.formula_cases.table import table
from tests.support.postgres import TestCluster


@pytest.fixture(scope="module")
async def formulas(cluster: TestCluster) -> AsyncIterator[Database]:
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(table())
        yield database
        await database.close()
