"""What callers learn when Temporal is there but refuses."""

import pytest
from temporalio.testing import WorkflowEnvironment

from core.errors import Unavailable
from tests.support.temporal import temporal_server
from workflows.contracts.automation_run import AutomationRunInput
from workflows.gateway import Gateway, TemporalTarget

__all__ = ["temporal_server"]


async def test_a_missing_namespace_is_temporal_not_being_available(temporal_server: WorkflowEnvironment) -> None:
    """The run is entered before it is started, so that its start must never look like a failed request."""
    address = temporal_server.client.service_client.config.target_host
    gateway = Gateway(TemporalTarget(address, namespace="nowhere"))
    with pytest.raises(Unavailable, match="NOT_FOUND"):
        await gateway.start_run("run_1", AutomationRunInput(automation_id="aut_1", version=1, run_ids=("run_1",)))
