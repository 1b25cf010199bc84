"""JSON from a provider: bounded in time and size, and never from where a redirect leads."""

from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

import orjson

from api.kit.outbound import AddressRefused, AnswerTooLong, Outbound, OutboundFailed
from api.sso.refusals import away, not_understood
from core.errors import Invalid
from core.values import JsonValue

MAX_BYTES = 1_000_000
_OK = 200
_BROKEN = 500


async def fetch_json(
    outbound: Outbound,
    method: str,
    url: str,
    *,
    data: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Mapping[str, JsonValue]:
    """The object that the provider answers with. Raises Refused: ``unavailable`` or ``answer``."""
    asked = {"Accept": "application/json", **(headers or {})}
    if not _protected(outbound, url):
        raise away(f"{_place(url)}: providers are asked over https only")
    try:
        answer = await outbound.request(method, url, headers=asked, form=data, max_bytes=MAX_BYTES)
    except AnswerTooLong as error:
        raise not_understood(f"{_place(url)}: {_reason(error)}") from error
    except (AddressRefused, Invalid, OutboundFailed) as error:
        raise away(f"{_place(url)}: {_reason(error)}") from error
    if answer.status >= _BROKEN:
        raise away(f"{_place(url)} answers {answer.status}")
    try:
        found = cast("JsonValue", orjson.loads(answer.body))
    except orjson.JSONDecodeError:
        found = None
    if answer.status != _OK:
        said = found.get("error") if isinstance(found, dict) else None
        raise not_understood(f"{_place(url)} answers {answer.status}{f' ({said})' if said else ''}")
    if not isinstance(found, dict):
        raise not_understood(f"{_place(url)} answers with something that is no JSON object")
    return found


def _protected(outbound: Outbound, url: str) -> bool:
    """Whether codes and secrets may be sent there: over TLS, or to what the operator has excepted."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or outbound.excepts(parts.hostname or "")


def _place(url: str) -> str:
    return url.partition("?")[0][:300]


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
