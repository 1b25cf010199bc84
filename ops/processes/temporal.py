"""The embedded Temporal: the development server on a SQLite file, loopback only.

The file survives a kill -9 in the middle of running workflows; a start on it takes a third of a second.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from ops.processes import probe
from ops.processes.binaries import program_beside_python
from ops.processes.child import Child, command
from ops.processes.console import matching
from ops.processes.ports import LOOPBACK, Address
from ops.processes.temporal_flags import DYNAMIC_CONFIG_ARGUMENTS, SQLITE_ARGUMENTS


@dataclass(frozen=True)
class TemporalPorts:
    """frontend: gRPC, what clients use. http: the frontend's HTTP twin, which the supervisor asks how it is."""

    frontend: int
    http: int
    ui: int


def temporal_child(folder: Path, ports: TemporalPorts, namespace: str, environ: dict[str, str]) -> Child:
    arguments = [
        str(program_beside_python("temporal")), "server", "start-dev",
        "--ip", LOOPBACK, "--port", str(ports.frontend), "--http-port", str(ports.http),
        "--ui-ip", LOOPBACK, "--ui-port", str(ports.ui), "--ui-disable-news-fetch",
        "--db-filename", str(folder / "temporal.db"), "--namespace", namespace,
        "--log-level", "warn", "--log-format", "json",
        *SQLITE_ARGUMENTS, *DYNAMIC_CONFIG_ARGUMENTS,
    ]  # fmt: skip

    async def ready() -> bool:
        return (
            await asyncio.to_thread(probe.status, Address(LOOPBACK, ports.http), f"/api/v1/namespaces/{namespace}")
            == 200
        )

    return Child(
        name="temporal",
        spawn=command(arguments, environ),
        ready=ready,
        ready_seconds=30.0,
        stop_seconds=6.0,
        shown=matching(r'"level":"(fatal|panic)"|^Error|panic:'),
    )
