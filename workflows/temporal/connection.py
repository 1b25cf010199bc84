"""The connection to Temporal: made on first use and then kept; the client reconnects by itself."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError, RPCStatusCode

from core.errors import Unavailable

CALL = timedelta(seconds=5)
CONNECT = timedelta(seconds=3)
_AWAY = (
    "Temporal, which runs the automations, cannot be reached at {address}. Nothing is lost: runs start when it is back."
)
_REFUSED = (
    "Temporal at {address}, which runs the automations, refused ({status}: {message}). Nothing is lost: runs "
    "start when its settings are right."
)
_AWAY_STATUSES = {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.RESOURCE_EXHAUSTED}


@dataclass(frozen=True)
class TemporalTarget:
    """Where Temporal is. ``ui_url`` is the address of its web interface for people; None when there is none."""

    address: str
    namespace: str = "default"
    api_key: str | None = field(default=None, repr=False)
    tls: bool = False
    ui_url: str | None = None


class Connection:
    def __init__(self, target: TemporalTarget, client: Client | None = None) -> None:
        self._target = target
        self._client = client
        self._connecting = asyncio.Lock()

    async def client(self) -> Client:
        """Raises Unavailable."""
        async with self._connecting:
            if self._client is None:
                try:
                    self._client = await asyncio.wait_for(self._connect(), CONNECT.total_seconds())
                except (RuntimeError, TimeoutError) as error:  # the client raises a bare RuntimeError when refused
                    raise self._away() from error
            return self._client

    @asynccontextmanager
    async def calling(self) -> AsyncGenerator[Client]:
        """The client for one call: what the server says against it becomes Unavailable."""
        client = await self.client()
        try:
            yield client
        except RPCError as error:
            raise self._translated(error) from error

    async def _connect(self) -> Client:
        target = self._target
        return await Client.connect(
            target.address,
            namespace=target.namespace,
            api_key=target.api_key,
            tls=target.tls or target.api_key is not None,
            data_converter=pydantic_data_converter,
            connect_timeout=CONNECT,
        )

    def _away(self) -> Unavailable:
        return Unavailable("temporal_unavailable", _AWAY.format(address=self._target.address))

    def _translated(self, error: RPCError) -> Unavailable:
        """Also a wrong key or a missing namespace is mended by an operator, and what waits then starts."""
        if error.status in _AWAY_STATUSES:
            return self._away()
        refused = _REFUSED.format(address=self._target.address, status=error.status.name, message=error.message)
        return Unavailable("temporal_unavailable", refused)
