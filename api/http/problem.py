"""The error answer: `application/problem+json` (RFC 9457) with our code, faults and request id."""

import json
from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from core.errors import Fault

MEDIA_TYPE = "application/problem+json"
WHOLE_BODY = "body"
"""The path of a fault that is about the whole body."""


class BodyTooLarge(HTTPException):
    """``size`` is the announced length, or what had arrived when the limit was passed; both in bytes.

    An HTTPException, because FastAPI turns any other error while it reads a body into a bare 400.
    """

    def __init__(self, limit: int, size: int, remedy: str = "") -> None:
        super().__init__(413, f"The request body may have at most {limit} bytes. {remedy or 'Send less at a time.'}")
        self.limit = limit
        self.size = size


def problem(
    *,
    status: int,
    code: str,
    detail: str,
    request_id: str,
    faults: Sequence[Fault] = (),
    extra: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for one failure; ``extra`` adds members, e.g. the current record of a version conflict."""
    content = {
        "type": "about:blank",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [
            {"path": fault.path or WHOLE_BODY, "code": fault.code, "message": fault.message} for fault in faults
        ],
        "requestId": request_id,
        **(extra or {}),
    }
    # Escaped to ASCII, because a detail may quote input that is no valid Unicode; orjson refuses such text.
    return Response(json.dumps(content).encode(), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def body_too_large(error: BodyTooLarge, request_id: str) -> Response:
    return problem(
        status=error.status_code,
        code="body_too_large",
        detail=error.detail,
        request_id=request_id,
        faults=[Fault(WHOLE_BODY, "body_too_large", error.detail)],
        extra={"limit": error.limit, "size": error.size},
    )
