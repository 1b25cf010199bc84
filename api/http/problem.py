"""The error answer: `application/problem+json` (RFC 9457) with our code, faults and request id."""

import json
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from core.errors import Fault

MEDIA_TYPE = "application/problem+json"


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
        "errors": [{"path": fault.path, "code": fault.code, "message": fault.message} for fault in faults],
        "requestId": request_id,
        **(extra or {}),
    }
    # Escaped to ASCII, because a detail may quote input that is no valid Unicode; orjson refuses such text.
    return Response(json.dumps(content).encode(), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)
