"""Asking a child over HTTP how it is."""

import http.client
import json
from http import HTTPStatus
from typing import Any

from ops.processes.ports import Address

_SECONDS = 3.0


def status(address: Address, path: str) -> int:
    """The HTTP status; 0 when nobody answers."""
    return _get(address, path)[0]


def faults(address: Address) -> dict[str, str] | None:
    """What /ready says is not well: check → reason; None when it does not answer at all."""
    code, body = _get(address, "/ready")
    if code == 0:
        return None
    try:
        checks: dict[str, Any] = json.loads(body).get("checks", {})
    except ValueError:
        return {"api": f"answered {code}"}
    found = {name: str(check.get("error") or "not ready") for name, check in checks.items() if not check.get("ok")}
    return found if found or code == HTTPStatus.OK else {"api": f"answered {code}"}


def _get(address: Address, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address.host, address.port, timeout=_SECONDS)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        return reply.status, reply.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
