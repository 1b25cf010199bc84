import pytest
from fastapi import FastAPI

from tests.api.formulas.shop import Shop
from tests.support.app import World, make_world, running, settings_for


@pytest.fixture
async def acme(database_url: str):
    async with running(settings_for(database_url)) as app:
        yield await make_world(app), app


@pytest.fixture
async def shop(acme: tuple[World, FastAPI]) -> Shop:
    return await Shop.opened(acme[0])
