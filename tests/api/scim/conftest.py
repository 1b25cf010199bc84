"""A directory of the world's workspace."""

import pytest
from fastapi import FastAPI

from tests.support.app import World
from tests.support.directory import Directory, directory_of


@pytest.fixture
async def directory(app: FastAPI, world: World) -> Directory:
    return await directory_of(app, world)
