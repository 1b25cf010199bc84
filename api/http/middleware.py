"""Pure ASGI middleware: they stream, and add nothing to a request that needs nothing."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.header import header_of
from api.http.problem import BodyTooLarge, body_too_large
from api.http.shape import check_shape
from api.kit import clock
from api.kit.access import AccessLog
from api.kit.newid import new_id

REQUEST_ID_HEADER = "X-Request-Id"
_RAW_ID_HEADER = REQUEST_ID_HEADER.lower().encode()
_SANE_ID = re.compile(r"^[A-Za-z0-9_.-]{8,64}$")
_DRAIN_BYTES = 64 * 1024 * 1024
_DRAIN_SECONDS = 5.0
_OTHER_TYPES = (
    "multipart/",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/offset+octet-stream",
)
_QUIET = frozenset({"/health", "/ready", "/api/v1/health", "/api/v1/ready"})


class RequestContext:
    """Gives every request an id, repeats it in the answer, and tells the access log about it."""

    def __init__(self, app: ASGIApp, access: AccessLog) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = header_of(scope, REQUEST_ID_HEADER) or ""
        request_id = sent if _SANE_ID.match(sent) else new_id("req")
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500
        started = clock.monotonic()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (_RAW_ID_HEADER, request_id.encode())]
            await send(message)

        # The server runs each request in a task, and so in a context, of its own.
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            if scope["path"] not in _QUIET:
                seconds = clock.monotonic() - started
                self._access.answered(request_id, scope["method"], scope["path"], status, seconds)


@dataclass(frozen=True, slots=True)
class BodyRule:
    """Requests whose bodies have a limit of their own, or none; ``remedy`` is what to do with a larger one."""

    method: str
    path: re.Pattern[str]
    limit: int | None
    remedy: str = ""


class BodyLimit:
    """Refuses request bodies above ``limit`` bytes: by Content-Length at once, else while they arrive."""

    def __init__(self, app: ASGIApp, limit: int, rules: Sequence[BodyRule] = ()) -> None:
        self._app = app
        self._limit = limit
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit, remedy = self._limit, ""
        for rule in self._rules:
            if scope["method"] == rule.method and rule.path.fullmatch(scope["path"]):
                if rule.limit is None:
                    await self._app(scope, receive, send)
                    return
                limit, remedy = rule.limit, rule.remedy
        announced = header_of(scope, "Content-Length") or ""
        if announced.isdigit() and int(announced) > limit:
            request_id = scope.get("state", {}).get("request_id", "")
            answer = body_too_large(BodyTooLarge(limit, int(announced), remedy), request_id)
            await _drain(receive)
            await answer(scope, receive, send)
            return
        received = 0
        # Collected as well where it will be parsed: parts are small, and a document comes as one part nearly always.
        json = bytearray() if _may_be_json(header_of(scope, "Content-Type") or "") else None

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            part = message.get("body", b"")
            received += len(part)
            if json is not None and received <= limit and message["type"] == "http.request":
                json.extend(part)
                if not message.get("more_body"):
                    check_shape(json)
            if received > limit:
                if message.get("more_body"):
                    await _drain(receive)
                raise BodyTooLarge(limit, received, remedy)
            return message

        await self._app(scope, counted, send)


def _may_be_json(content_type: str) -> bool:
    """What a route could parse: whatever does not say that it is something else. Types have no case."""
    said = content_type.lower()
    return "json" in said or not said.lstrip().startswith(_OTHER_TYPES)


async def _drain(receive: Receive) -> None:
    """Read on, for a while: who is answered while it still sends would see a reset connection and not the answer."""
    read = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            while read < _DRAIN_BYTES:
                message = await receive()
                read += len(message.get("body", b""))
                if not message.get("more_body"):
                    return


_NOT_MODIFIED = 304
_RawHeaders = tuple[tuple[bytes, bytes], ...]


class SecurityHeaders:
    """The same headers on every answer; pages get the web app's content policy, everything else a closed one.

    ``files_from`` is where files are shown from besides our own origin.
    """

    def __init__(self, app: ASGIApp, secure: bool, files_from: str | None = None) -> None:
        self._app = app
        self._fixed = _raw(_fixed_headers(secure))
        self._page = (_POLICY, page_policy(files_from).encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._absent(message, scope["path"])]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _absent(self, message: Message, path: str) -> Iterable[tuple[bytes, bytes]]:
        """Raw, because looking each one up through ``MutableHeaders`` costs more than all else here."""
        given = dict(message["headers"])
        wanted = [*self._fixed]
        # A 304 has no type, and its headers replace those of the page in the browser's cache.
        if message["status"] != _NOT_MODIFIED:
            wanted.append(self._page if given.get(b"content-type", b"").startswith(b"text/html") else _CLOSED)
        if path.startswith("/api/"):
            wanted.append(_NOT_STORED)
        return [header for header in wanted if header[0] not in given]


# Inline styles are what a virtualised grid positions its cells with; scripts come from our own files only.
def page_policy(files_from: str | None = None) -> str:
    """Files are shown as pictures, sound and video, and otherwise opened by following an address; the policy of a page
    is asked again where such an address redirects to."""
    files = "" if files_from is None else f" {files_from}"
    return (
        f"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{files}; "
        f"media-src 'self'{files}; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'"


_POLICY = b"content-security-policy"
_CLOSED = (_POLICY, CLOSED_POLICY.encode())
_NOT_STORED = (b"cache-control", b"no-store")


def _fixed_headers(secure: bool) -> Iterable[tuple[str, str]]:
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ]
    if secure:
        headers.append(("Strict-Transport-Security", "max-age=31536000"))
    return tuple(headers)


def _raw(headers: Iterable[tuple[str, str]]) -> _RawHeaders:
    """As ASGI sends them: names in lower case."""
    return tuple((name.lower().encode(), value.encode()) for name, value in headers)
