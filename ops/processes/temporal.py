"""The embedded Temporal: the development server on a SQLite file, loopback only.

The file survives a kill -9 in the middle of running workflows; a start on it takes a third of a second.
"""

from pathlib import Path

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from ops.processes.binaries import program_beside_python
from ops.processes.child import Child, command
from ops.processes.console import matching
from ops.processes.ports import LOOPBACK, is_free
from ops.processes.temporal_flags import DYNAMIC_CONFIG_ARGUMENTS, SQLITE_ARGUMENTS


def temporal_child(folder: Path, port: int, ui_port: int, namespace: str, environ: dict[str, str]) -> Child:
    arguments = [
        str(program_beside_python("temporal")), "server", "start-dev",
        "--ip", LOOPBACK, "--port", str(port), "--ui-ip", LOOPBACK, "--ui-port", str(ui_port),
        "--db-filename", str(folder / "temporal.db"), "--namespace", namespace, "--ui-disable-news-fetch",
        "--log-level", "warn", "--log-format", "json",
        *SQLITE_ARGUMENTS, *DYNAMIC_CONFIG_ARGUMENTS,
    ]  # fmt: skip

    async def ready() -> bool:
        # The SDK waits seconds before it gives up on a closed port.
        return not is_free(port) and await serves(f"{LOOPBACK}:{port}", namespace)

    return Child(
        name="temporal",
        spawn=command(arguments, environ),
        ready=ready,
        ready_seconds=30.0,
        stop_seconds=6.0,
        shown=matching(r'"level":"(fatal|panic)"|^Error|panic:'),
    )


async def serves(address: str, namespace: str) -> bool:
    """Whether a Temporal frontend answers for the namespace."""
    try:
        client = await Client.connect(address)
        await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    except (RPCError, RuntimeError):
        return False
    return True
