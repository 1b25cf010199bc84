"""Answers that are files: streamed, in ranges, kept by the browser for as long as their address is good."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from api.attachments.serving.ranges import Unsatisfiable, asked_range
from api.kit import clock
from api.kit.file_links import FileLinks
from api.kit.storage import BlobMissing, BlobStore
from core.errors import Forbidden, NotFound

_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"
# Browsers show a PDF by a viewer of their own, apart from our origin, and not at all inside a sandbox.
_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Served:
    """``type`` and ``disposition`` are the headers; ``tag`` tells this content from any other."""

    key: str
    size: int
    tag: str
    type: str
    disposition: str


def check_address(request: Request, links: FileLinks, path: str) -> int:
    """When the address of ``path`` expires. Raises Forbidden unless we made it and it is still good."""
    expires, signature = request.query_params.get("expires", ""), request.query_params.get("signature", "")
    if not (expires.isascii() and expires.isdigit() and len(expires) < 12) or not _storable(path):
        raise _refused()
    moment = int(expires)
    if not links.good(path, moment, signature):
        if links.expired(moment):
            raise Forbidden("This address has expired. Load what it came from again for a new one.", "address_expired")
        raise _refused()
    return moment


async def served(request: Request, store: BlobStore, file: Served, expires: int) -> Response:
    """Raises NotFound for a blob that is gone, Unavailable."""
    left = max(0, expires - clock.unix_ms() // 1000)
    tag = f'"{file.tag}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"private, max-age={left}, immutable",
        "Accept-Ranges": "bytes",
        "Content-Disposition": file.disposition,
        "Content-Security-Policy": _OF_PDF if file.type == "application/pdf" else _CLOSED,
        "X-Content-Type-Options": "nosniff",
    }
    if tag in {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    if store.redirects:
        return RedirectResponse(await store.address(file.key, max(60, left)), 302, {"Cache-Control": "no-store"})
    try:
        # If-Range: a part only of the content that the client has already.
        wanted = None
        if request.headers.get("if-range", tag) == tag:
            wanted = asked_range(request.headers.get("range"), file.size)
    except Unsatisfiable:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{file.size}"})
    start, end = wanted or (0, file.size)
    headers["Content-Type"] = file.type
    headers["Content-Length"] = str(end - start)
    if wanted is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    status = 200 if wanted is None else 206
    if getattr(request.state, "head", False):
        return Response(status_code=status, headers=headers)
    blocks = store.read(file.key, start, end)
    try:
        # The first block before the status: what is lost must not look like a file.
        first = await anext(blocks, b"")
    except BlobMissing:
        raise NotFound("file", request.url.path.rsplit("/", 1)[-1]) from None
    return StreamingResponse(_all(first, blocks), status, headers)


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for block in rest:
        yield block


def _storable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in path


def _refused() -> Forbidden:
    return Forbidden("This address was not made here, or was changed. Load what it came from again.", "bad_signature")
