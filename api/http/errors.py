"""The one translator from failures to HTTP answers; every non-2xx is a problem document."""

from collections.abc import Sequence
from typing import Any, cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from api.http.malformed import not_as_json, not_json
from api.http.problem import WHOLE_BODY, BodyTooLarge, body_too_large, problem
from api.http.shape import TooDeep, TooManyElements
from api.kit.access import without_secrets
from core.errors import (
    Conflict,
    DomainError,
    Fault,
    Forbidden,
    Invalid,
    LimitExceeded,
    NotFound,
    NotSignedIn,
    Unavailable,
    VersionConflict,
)
from core.wording import said

# First match wins: a code beats its class, a subclass beats its base.
STATUS_BY_CODE = {
    "malformed_json": 400,
    "unsupported_tus_version": 412,
    "body_too_large": 413,
    "file_too_large": 413,
    "storage_full": 413,
    "unsupported_media_type": 415,
    "too_many_requests": 429,
}
STATUS_BY_CLASS: tuple[tuple[type[DomainError], int], ...] = (
    (NotSignedIn, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Invalid, 422),
    (LimitExceeded, 422),
    (Unavailable, 503),
)
_HTTP_CODES = {404: "route_not_found", 405: "method_not_allowed"}
_FAULT_CODES = {"missing": "required", "extra_forbidden": "unknown_key"}
_CLIENT_CLOSED = 499
_NO_BODY = "This request needs a body: send a JSON object."
_LOCATIONS = frozenset({"body", "query", "path", "header", "cookie"})

log = structlog.stdlib.get_logger("api")


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    if error.code in STATUS_BY_CODE:
        return STATUS_BY_CODE[error.code]
    return next((status for kind, status in STATUS_BY_CLASS if isinstance(error, kind)), 500)


def install(app: FastAPI) -> None:
    """Register the translators on the application."""
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unhandled)


def request_id_of(request: Request) -> str:
    return getattr(request.state, "request_id", "")


# Starlette calls each translator with the class it is registered for, but types them all as taking any Exception.


async def _domain(request: Request, error: Exception) -> Response:
    error = cast(DomainError, error)
    extra: dict[str, object] = {}
    if isinstance(error, VersionConflict):
        extra = {"sentVersion": error.sent, "currentVersion": error.current, "current": error.record}
    retry = getattr(error, "retry_after", None)
    status = status_of(error)
    headers = {"Retry-After": str(retry)} if retry is not None else {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="DataOS"'
    return problem(
        status=status,
        code=error.code,
        detail=error.detail,
        request_id=request_id_of(request),
        faults=error.faults,
        extra=extra,
        headers=headers,
    )


async def _validation(request: Request, error: Exception) -> Response:
    error = cast(RequestValidationError, error)
    raw = cast(Sequence[dict[str, Any]], error.errors())
    if any(item["type"] == "json_invalid" for item in raw):
        return await _domain(request, _malformed(raw[0], cast(str, error.body)))
    faults = [_fault(item) for item in raw]
    if isinstance(error.body, bytes) and error.body and any(fault.path == WHOLE_BODY for fault in faults):
        # FastAPI leaves a body that is not sent as JSON unread, and so finds no object in it.
        return await _domain(request, not_as_json())
    return await _domain(request, Invalid(faults))


def _malformed(item: dict[str, Any], document: str) -> Invalid:
    """The reason and place that Python's reader of JSON gives, told as ``orjson`` tells them."""
    place = cast(int, item["loc"][1])
    line = document.count("\n", 0, place) + 1
    column = place - document.rfind("\n", 0, place)
    reason = str(item["ctx"]["error"])[:1].lower() + str(item["ctx"]["error"])[1:]
    return not_json(WHOLE_BODY, f"{reason}: line {line} column {column} (char {place})")


def _fault(item: dict[str, Any]) -> Fault:
    path = _path(cast(Sequence[str | int], item["loc"]))
    missing = path == WHOLE_BODY and item["type"] == "missing"
    return Fault(path, _FAULT_CODES.get(item["type"], "invalid_value"), _NO_BODY if missing else said(item))


def _path(location: Sequence[str | int]) -> str:
    """("body", "records", 3, "fields") → "records[3].fields"; "body" for the whole body."""
    steps = location[1:] if location and location[0] in _LOCATIONS else location
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if path else step
    return path or WHOLE_BODY


async def _http(request: Request, error: Exception) -> Response:
    error = cast(HTTPException, error)
    if isinstance(error, BodyTooLarge):
        return body_too_large(error, request_id_of(request))
    if isinstance(error, TooDeep):
        return await _domain(request, not_json(WHOLE_BODY, str(error.detail)))
    if isinstance(error, TooManyElements):
        return await _domain(request, Invalid.one(WHOLE_BODY, "too_many_elements", str(error.detail)))
    if error.status_code == 400:
        # FastAPI's words for a body that is no UTF-8, or nested too deeply to be read.
        return await _domain(request, not_json(WHOLE_BODY, "it is no UTF-8, or nests too deeply"))
    code = _HTTP_CODES.get(error.status_code, "http_error")
    detail = str(error.detail)
    if error.status_code == 404:
        detail = f"There is no {request.method} {request.url.path} here. See /api/v1/docs for what there is."
    elif error.status_code == 405:
        detail = f"{request.url.path} does not take {request.method}."
    return problem(
        status=error.status_code,
        code=code,
        detail=detail,
        request_id=request_id_of(request),
        headers=error.headers,
    )


async def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody reads the answer; the access log knows this status as "the client closed the request"."""
    return Response(status_code=_CLIENT_CLOSED)


async def _unhandled(request: Request, error: Exception) -> Response:
    request_id = request_id_of(request)
    log.error("unhandled error", exc_info=error, method=request.method, path=without_secrets(request.url.path))
    return problem(
        status=500,
        code="internal_error",
        detail="Something went wrong on our side. Tell your administrator the request id.",
        request_id=request_id,
        headers={"X-Request-Id": request_id},
    )
