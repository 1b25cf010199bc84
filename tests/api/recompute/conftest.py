from collections.abc import AsyncIterator

import pytest

from tests.api.recompute.shop import Shop, make_shop
from tests.support.app import running, settings_for


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    async with running(settings_for(database_url)) as app:
        yield await make_shop(app)
