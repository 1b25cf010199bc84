"""Asking a child over HTTP on loopback how it is."""

import http.client
import json
from typing import Any

from ops.processes.ports import LOOPBACK

_SECONDS = 3.0


def status(port: int, path: str) -> int:
    """The HTTP status; 0 when nobody answers."""
    return _get(port, path)[0]


def faults(port: int) -> dict[str, str] | None:
    """What /ready says is not well: check → reason; None when it does not answer at all."""
    code, body = _get(port, "/ready")
    if code == 0:
        return None
    try:
        checks: dict[str, Any] = json.loads(body).get("checks", {})
    except ValueError:
        return {"api": f"answered {code}"}
    return {name: str(check.get("error") or "not ready") for name, check in checks.items() if not check.get("ok")}


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_SECONDS)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
