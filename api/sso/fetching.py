"""JSON from a provider: bounded in time and size, and never from where a redirect leads."""

from collections.abc import Mapping
from typing import cast

import httpx
import orjson

from api.sso.refusals import away, not_understood
from core.values import JsonValue

MAX_BYTES = 1_000_000
_OK = 200
_BROKEN = 500


async def fetch_json(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    data: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    auth: httpx.BasicAuth | None = None,
) -> Mapping[str, JsonValue]:
    """The object that the provider answers with. Raises Refused: ``unavailable`` or ``answer``."""
    asked = {"Accept": "application/json", **(headers or {})}
    body = bytearray()
    try:
        async with client.stream(
            method, url, data=data, headers=asked, auth=auth or httpx.Auth(), follow_redirects=False
        ) as answer:
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise not_understood(f"{_place(url)} sends more than {MAX_BYTES:,} bytes")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise away(f"{_place(url)}: {_reason(error)}") from error
    if answer.status_code >= _BROKEN:
        raise away(f"{_place(url)} answers {answer.status_code}")
    try:
        found = cast("JsonValue", orjson.loads(bytes(body)))
    except orjson.JSONDecodeError:
        found = None
    if answer.status_code != _OK:
        said = found.get("error") if isinstance(found, dict) else None
        raise not_understood(f"{_place(url)} answers {answer.status_code}{f' ({said})' if said else ''}")
    if not isinstance(found, dict):
        raise not_understood(f"{_place(url)} answers with something that is no JSON object")
    return found


def _place(url: str) -> str:
    return url.partition("?")[0][:300]


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
