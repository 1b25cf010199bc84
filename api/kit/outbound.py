"""The one client of requests to addresses that people entered.

It looks a host up itself, refuses every address that is not public, and connects to the very address that it looked at,
so a name that answers differently the second time gains nothing. Redirects are not followed, proxies of the environment
not used.
"""

import asyncio
import ipaddress
import socket

import httpx

from api.kit.sso_settings import SsoSettings

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=10)


class Refused(httpx.ConnectError):
    """The address is not one that we speak to."""


def client(settings: SsoSettings) -> httpx.AsyncClient:
    transport = httpx.AsyncHTTPTransport(trust_env=False, limits=_LIMITS, retries=0)
    guarded = transport if settings.private_addresses else _Guarded(transport)
    return httpx.AsyncClient(
        transport=guarded, timeout=_TIMEOUT, follow_redirects=False, trust_env=False, headers={"User-Agent": "DataOS"}
    )


class _Guarded(httpx.AsyncBaseTransport):
    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme != "https":
            raise Refused("only https is spoken to", request=request)
        address = await _public_address(request)
        # The name stays in the Host header, and in the TLS handshake what the certificate is checked against.
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _public_address(request: httpx.Request) -> str:
    """One that the host has; all of them are public. Raises Refused."""
    host, port = request.url.host, request.url.port or 443
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"{host} cannot be looked up", request=request) from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        ip = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(ip, "ipv4_mapped", None) or ip
        if not mapped.is_global or mapped.is_multicast:
            raise Refused(f"{host} is not a public address", request=request)
    return addresses[0]
