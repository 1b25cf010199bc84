"""The door for outbound requests: what is not public is not reached, however it is spelled or redirected to."""

import asyncio
import gzip
import ipaddress
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest

from api.kit.addresses import is_public
from api.kit.outbound import AddressRefused, Allowed, Outbound, OutboundFailed
from core.errors import Invalid

LOOPBACK = Allowed.of("127.0.0.1")


@asynccontextmanager
async def server(answer: Callable[[bytes], bytes]) -> AsyncGenerator[tuple[int, list[bytes]]]:
    """A raw HTTP server on loopback: its port, and the requests that it got."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        seen.append(request)
        writer.write(answer(request))
        await writer.drain()
        writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield running.sockets[0].getsockname()[1], seen
    finally:
        running.close()


def said(body: bytes, status: str = "200 OK", *more: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254",
        "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "[::127.0.0.1]", "[::]",
    ],
)  # fmt: skip
async def test_what_is_not_public_is_not_reached(host: str) -> None:
    async with server(lambda _: said(b"inside")) as (port, seen):
        # A spelling that this machine's resolver does not know leads nowhere either.
        with pytest.raises((AddressRefused, OutboundFailed, Invalid)) as refused:
            await Outbound().request("GET", f"http://{host}:{port}/")
    assert seen == []
    assert "inside" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "fec0::1", "feff::1", "64:ff9b:1::1", "64:ff9b:1::8.8.8.8", "64:ff9b:1:a9fe:a9:fe00:808:808",
        "64:ff9b:1:ffff:ffff:ffff:808:808", "64:ff9b::10.0.0.1", "fc00::1", "2002:a00:1::", "::ffff:127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_of_a_network_of_its_own_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "http://", "nonsense", "http://a\r\nb/", ""])
async def test_only_http_addresses_are_asked(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        await Outbound().request("GET", url)
    assert refused.value.faults[0].path == "url"


async def test_credentials_in_an_address_are_refused() -> None:
    with pytest.raises(Invalid, match="without user name"):
        await Outbound().request("GET", "http://user:secret@1.1.1.1/")


async def test_what_an_operator_allows_is_reached() -> None:
    async with server(lambda _: said(b"hello")) as (port, seen):
        reply = await Outbound(LOOPBACK).request("POST", f"http://127.0.0.1:{port}/x", json={"a": 1})
        assert (reply.status, reply.body) == (200, b"hello")
        by_name = await Outbound(Allowed.of("LOCALHOST., 10.0.0.0/8")).request("GET", f"http://localhost:{port}/")
    assert by_name.status == 200
    assert len(seen) == 2
    assert b"User-Agent: DataOS" in seen[0] or b"user-agent: DataOS" in seen[0]


async def test_redirects_are_checked_like_the_first_address() -> None:
    def away(request: bytes) -> bytes:
        return said(b"", "302 Found", "Location: http://169.254.169.254/latest/meta-data/")

    async with server(away) as (port, _):
        url = f"http://127.0.0.1:{port}/"
        assert (await Outbound(LOOPBACK).request("GET", url)).status == 302
        with pytest.raises(AddressRefused):
            await Outbound(LOOPBACK).request("GET", url, redirects=3)


async def test_redirects_in_circles_and_to_other_protocols_end() -> None:
    async with server(lambda _: said(b"", "302 Found", "Location: /again")) as (port, seen):
        with pytest.raises(OutboundFailed, match="too often"):
            await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/", redirects=3)
    assert len(seen) == 4
    async with server(lambda _: said(b"", "302 Found", "Location: file:///etc/passwd")) as (port, _):
        with pytest.raises(OutboundFailed):
            await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/", redirects=3)


async def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked: there is no second question to answer otherwise."""
    asked: list[str] = []
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def rebinding(host: str, port: int, **more: object) -> object:
        if host != "rebind.example":
            return await real(host, port, **more)  # type: ignore[arg-type]
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    async with server(lambda _: said(b"inside")) as (port, seen):
        for _ in range(2):
            with pytest.raises((AddressRefused, OutboundFailed)):
                await Outbound(Allowed.of("192.0.2.0/24")).request("GET", f"http://rebind.example:{port}/", seconds=1)
    assert seen == []
    assert len(asked) == 2


async def test_a_name_with_one_inner_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(host: str, port: int, **_more: object) -> object:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both)
    with pytest.raises(AddressRefused):
        await Outbound().request("GET", "http://both.example/")


async def test_long_and_late_answers_are_cut_off() -> None:
    async with server(lambda _: said(b"x" * 10_000)) as (port, _):
        with pytest.raises(OutboundFailed, match="longer than 1,000 bytes"):
            await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/", max_bytes=1000)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    late = await asyncio.start_server(silent, "127.0.0.1", 0)
    with pytest.raises(OutboundFailed):
        await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{late.sockets[0].getsockname()[1]}/", seconds=0.3)
    late.close()


@pytest.mark.parametrize("redirects", [0, 2])
async def test_answers_are_never_unpacked(redirects: int) -> None:
    """A few kilobytes that are gigabytes once unpacked would hold up the whole process."""
    packed = gzip.compress(gzip.compress(bytes(20_000_000)))
    assert len(packed) < 5_000

    def answer(request: bytes) -> bytes:
        if redirects and b"GET / " in request:
            return said(packed, "302 Found", "Location: /packed", "Content-Encoding: gzip, gzip")
        return said(packed, "200 OK", "Content-Encoding: gzip, gzip")

    async with server(answer) as (port, seen):
        with pytest.raises(OutboundFailed, match="packed as 'gzip, gzip', which was not asked for"):
            await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/", redirects=redirects)
    assert all(b"accept-encoding: identity\r\n" in each.lower() for each in seen)


async def test_an_answer_that_says_it_is_not_packed_is_read() -> None:
    async with server(lambda _: said(b"plain", "200 OK", "Content-Encoding: Identity")) as (port, _):
        assert (await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/")).body == b"plain"


async def test_what_stands_beside_a_redirect_is_not_read() -> None:
    def answer(request: bytes) -> bytes:
        if b"GET / " in request:
            return said(b"x" * 10_000, "302 Found", "Location: /there")
        return said(b"there")

    async with server(answer) as (port, _):
        reply = await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/", redirects=1, max_bytes=100)
    assert (reply.status, reply.body, reply.url.rpartition("/")[2]) == (200, b"there", "there")


async def test_nobody_there_and_no_http_are_failures_that_say_so() -> None:
    with pytest.raises(OutboundFailed, match="no connection"):
        await Outbound(LOOPBACK).request("GET", "http://127.0.0.1:1/")
    async with server(lambda _: b"nonsense\r\n\r\n") as (port, _):
        with pytest.raises(OutboundFailed, match="makes no sense"):
            await Outbound(LOOPBACK).request("GET", f"http://127.0.0.1:{port}/")


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with server(lambda _: said(b"proxied")) as (port, seen):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        with pytest.raises(AddressRefused):
            await Outbound().request("GET", "http://10.0.0.1/")
    assert seen == []
