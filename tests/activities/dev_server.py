"""A stage on a development server: its time is real, and it has schedules, which the time-skipping one lacks."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.support.app import settings_for
from tests.support.stage import Stage, staged


@pytest.fixture
async def stage(database_url: str, temporal_server: WorkflowEnvironment) -> AsyncIterator[Stage]:
    async with staged(settings_for(database_url), temporal_server.client) as found:
        yield found
