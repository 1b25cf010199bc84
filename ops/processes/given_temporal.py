"""Whether DataOS can work with the Temporal that the settings name: found out before anything relies on it."""

import asyncio
import os
from contextlib import closing
from datetime import timedelta

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError, RPCStatusCode

from api.kit.printable import printable
from core.errors import Unavailable
from ops.processes.given_database import ServerFault
from workflows.gateway import Gateway, TemporalTarget

_ADDRESS = "TEMPORAL_ADDRESS"
_SECONDS = 5
_REFUSED = {RPCStatusCode.UNAUTHENTICATED, RPCStatusCode.PERMISSION_DENIED}


async def temporal_fault(target: TemporalTarget, gateway: Gateway) -> ServerFault | None:
    """What keeps DataOS from working with Temporal, None when nothing does. Answers within seconds."""
    if reason := await _unreachable(target.address):
        problem = f"nobody answers at {target.address} ({reason})"
        return ServerFault(_ADDRESS, problem, "start Temporal, or correct the address", passing=True)
    try:
        client = await gateway.client()
        await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=target.namespace), timeout=timedelta(seconds=_SECONDS)
        )
    except Unavailable:
        return _no_temporal(target)
    except RPCError as error:
        return _refusal(target, error)
    return None


async def _unreachable(address: str) -> str | None:
    host, _, port = address.rpartition(":")
    try:
        async with asyncio.timeout(_SECONDS):
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
    except TimeoutError:
        return f"no answer within {_SECONDS} s"
    except OSError as error:
        # asyncio puts the address into the words of a refusal; resolving a name has numbers of its own, below zero.
        return os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or "connection failed"
    with closing(writer):
        return None


def _no_temporal(target: TemporalTarget) -> ServerFault:
    problem = f"what answers at {target.address} does not speak like a Temporal frontend"
    if target.tls or target.api_key:
        return ServerFault(_ADDRESS, problem, "turn TEMPORAL_TLS off if the server speaks plainly", passing=True)
    return ServerFault(_ADDRESS, problem, "turn TEMPORAL_TLS on if the server wants TLS", passing=True)


def _refusal(target: TemporalTarget, error: RPCError) -> ServerFault:
    if error.status is RPCStatusCode.NOT_FOUND:
        create = f"temporal operator namespace create {target.namespace} --address {target.address}"
        problem = f'Temporal at {target.address} has no namespace "{target.namespace}"'
        return ServerFault("TEMPORAL_NAMESPACE", problem, f"correct the name, or run: {create}")
    if error.status in _REFUSED:
        return ServerFault("TEMPORAL_API_KEY", f"Temporal at {target.address} refused it", "correct the key")
    problem = f"Temporal at {target.address} answered {error.status.name}: {printable(error.message)}"
    return ServerFault(_ADDRESS, problem, "see that server's log", passing=True)
