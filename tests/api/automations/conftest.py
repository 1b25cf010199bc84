"""A stage on the time-skipping server; and the application alone, without Temporal."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.support.app import app, settings, settings_for, world
from tests.support.stage import Stage, staged

__all__ = ["app", "settings", "stage", "world"]


@pytest.fixture
async def stage(database_url: str, time_skipping: WorkflowEnvironment) -> AsyncIterator[Stage]:
    async with staged(settings_for(database_url), time_skipping.client) as found:
        yield found
