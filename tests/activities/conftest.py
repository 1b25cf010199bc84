"""A stage on the time-skipping server."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.support.app import settings_for
from tests.support.stage import Stage, staged


@pytest.fixture
async def stage(database_url: str, time_skipping: WorkflowEnvironment) -> AsyncIterator[Stage]:
    async with staged(
        settings_for(database_url, TEMPORAL_UI_URL="http://temporal.test"), time_skipping.client
    ) as found:
        yield found
