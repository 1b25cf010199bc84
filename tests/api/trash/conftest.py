"""A shop whose things go into the trash."""

import pytest
from fastapi import FastAPI

from tests.api.recompute.shop import Shop, make_shop


@pytest.fixture
async def shop(app: FastAPI) -> Shop:
    return await make_shop(app)
