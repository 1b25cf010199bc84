"""The one door for HTTP requests that we make: to webhooks, identity providers, anything that a person may name.

Whoever can name an address must not reach through us what only we can reach (SSRF). So the check stands where the
connection is made: a host is resolved once, every address that it has must be public, and the connection goes to
the very address that was checked. A name that answers otherwise the second time, a redirect, or a number in disguise
(octal, decimal, IPv4 in IPv6) passes through the same place. Hosts and networks in DATAOS_OUTBOUND_ALLOW are excepted.
Proxies of the environment are not asked: they would connect for us, unchecked.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import httpcore2
import httpx2

from api.kit.addresses import Address, is_public
from core.counted import counted
from core.errors import Invalid, Unavailable
from core.values import JsonValue

MAX_BYTES = 5_000_000
SECONDS = 20.0
_CONNECT_SECONDS = 5.0
_AGENT = "DataOS"
_NOT_PACKED = "identity"


class AddressRefused(Invalid):
    """The request would reach something that is not on the public internet. Says no address: that would be a scan."""

    def __init__(self, host: str) -> None:
        text = (
            f"{host[:200]!r} is no public address. An operator can allow it by DATAOS_OUTBOUND_ALLOW"
            " (hosts and networks, commas between)."
        )
        fault = Invalid.one("url", "address_refused", text).faults[0]
        super().__init__([fault], "address_refused")


class OutboundFailed(Unavailable):
    """No answer, or none that can be used."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__("outbound_failed", f"{host[:200]} could not be asked: {reason}.")


class AnswerTooLong(OutboundFailed):
    def __init__(self, host: str, max_bytes: int) -> None:
        super().__init__(host, f"its answer is longer than {counted(max_bytes, 'byte')}")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be reached although it is not public."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def of(cls, text: str | None) -> "Allowed":
        """From ``idp.corp.example,10.1.0.0/16``."""
        hosts: set[str] = set()
        networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
        for part in (each.strip() for each in (text or "").split(",")):
            try:
                networks.append(ipaddress.ip_network(part))
            except ValueError:
                hosts.add(part.lower().rstrip("."))
        return cls(frozenset(hosts - {""}), tuple(networks))

    def covers(self, host: str, address: Address) -> bool:
        return host.lower().rstrip(".") in self.hosts or any(address in network for network in self.networks)


@dataclass(frozen=True, slots=True)
class Reply:
    """``url`` is where it came from, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Outbound:
    """One per process. ``verify`` is for tests, which have a certificate authority of their own."""

    def __init__(self, allowed: Allowed | None = None, verify: ssl.SSLContext | None = None) -> None:
        self._allowed = allowed or Allowed()
        self._context = verify or ssl.create_default_context()

    def excepts(self, host: str) -> bool:
        """Whether an operator has said that this host may be reached although it is not public."""
        try:
            return self._allowed.covers(host, ipaddress.ip_address(host))
        except ValueError:
            return host.lower().rstrip(".") in self._allowed.hosts

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        json: JsonValue = None,
        form: Mapping[str, str] | None = None,
        redirects: int = 0,
        seconds: float = SECONDS,
        max_bytes: int = MAX_BYTES,
    ) -> Reply:
        """Raises AddressRefused, Invalid ``invalid_url``, OutboundFailed: also for an answer too long or too late."""
        parsed = _parsed(url)
        client = self._client(seconds)
        request = client.build_request(method, parsed, headers=headers, content=content, json=json, data=form)
        try:
            async with asyncio.timeout(seconds), client:
                return await _asked(client, request, redirects=redirects, max_bytes=max_bytes)
        except TimeoutError:
            raise OutboundFailed(parsed.host, f"no answer within {seconds:g} seconds") from None
        except httpx2.UnsupportedProtocol:
            raise OutboundFailed(parsed.host, "it redirects to something else than http or https") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise OutboundFailed(parsed.host, _reason(error)) from error

    def _client(self, seconds: float) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=_Transport(self._allowed, self._context),
            timeout=httpx2.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
            trust_env=False,
            headers={"User-Agent": _AGENT, "Accept-Encoding": _NOT_PACKED},
        )


def _parsed(url: str) -> httpx2.URL:
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError, TypeError):
        parsed = None
    if parsed is None or parsed.scheme not in {"http", "https"} or not parsed.host or not url.isprintable():
        raise Invalid.one("url", "invalid_url", "Give an address that begins with https:// or http://.")
    if parsed.userinfo:
        raise Invalid.one("url", "invalid_url", "Give the address without user name and password in it.")
    return parsed


async def _asked(client: httpx2.AsyncClient, request: httpx2.Request, *, redirects: int, max_bytes: int) -> Reply:
    """Follows redirects itself: the library would read whatever stands beside them, whole and unpacked."""
    host = request.url.host
    for left in range(redirects, -1, -1):
        answer = await client.send(request, stream=True, follow_redirects=False)
        try:
            if redirects == 0 or answer.next_request is None:
                return Reply(answer.status_code, answer.headers, await _read(answer, max_bytes), str(answer.url))
            if left > 0:
                request = answer.next_request
        finally:
            await answer.aclose()
    raise OutboundFailed(host, "it redirects too often")


async def _read(answer: httpx2.Response, max_bytes: int) -> bytes:
    """As it came: a few bytes that unpack to gigabytes would hold up the process, whatever ``max_bytes`` says."""
    packed = answer.headers.get("Content-Encoding", _NOT_PACKED)
    if packed.strip().lower() not in {"", _NOT_PACKED}:
        raise OutboundFailed(answer.url.host, f"its answer is packed as {packed[:50]!r}, which was not asked for")
    body = bytearray()
    async for part in answer.aiter_raw():
        body += part
        if len(body) > max_bytes:
            raise AnswerTooLong(answer.url.host, max_bytes)
    return bytes(body)


def _reason(error: Exception) -> str:
    match error:
        case httpx2.TimeoutException():
            return "it is too slow"
        case httpx2.ConnectError():
            return "no connection"
        case _:
            return "the connection broke or the answer makes no sense"


class _Transport(httpx2.AsyncHTTPTransport):
    """The library's own, whose pool connects through ``_Checked``."""

    def __init__(self, allowed: Allowed, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore2.AsyncConnectionPool(ssl_context=context, network_backend=_Checked(allowed))


class _Checked(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses only, by the address that was checked; TLS still asks for the host's certificate."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        # Typed as what stands in for it where anyio is not installed.
        self._inner = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await _resolved(host, port)
        if not all(is_public(address) or self._allowed.covers(host, address) for address in addresses):
            raise AddressRefused(host)
        failure: Exception | None = None
        for address in addresses:
            try:
                return await self._inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        raise AddressRefused(path)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(f"{host} has no address") from error
    texts = dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found)
    return [ipaddress.ip_address(text) for text in texts]
