"""What routes read from a request themselves: JSON bodies, query strings as queries, versions, time zones."""

from dataclasses import replace
from typing import cast
from zoneinfo import ZoneInfo

import orjson
from fastapi import Request

from api.http.header import header_of
from api.http.malformed import is_json, not_as_json, not_json
from api.http.problem import WHOLE_BODY
from core.errors import Invalid
from core.fields.zones import is_zone
from core.values import JsonValue

ZONE_HEADER = "X-Time-Zone"
WEEK_HEADER = "X-Week-Start"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UTC = ZoneInfo("UTC")


async def json_body(request: Request) -> JsonValue:
    """Any JSON value. Raises Invalid ``malformed_json``, ``unsupported_media_type``; an empty body is an empty object.

    The type must be named: a page elsewhere can make a browser send text, but not JSON, without asking first.
    """
    raw = await request.body()
    if raw and not is_json(header_of(request.scope, "Content-Type")):
        raise not_as_json()
    return parse_json(raw or b"{}", WHOLE_BODY)


def parse_json(raw: bytes | str, path: str) -> JsonValue:
    try:
        return cast("JsonValue", orjson.loads(raw))
    except orjson.JSONDecodeError as error:
        raise not_json(path, str(error)) from None


def zone_of(request: Request) -> ZoneInfo:
    """The reader's time zone: the header X-Time-Zone, or UTC."""
    name = header_of(request.scope, ZONE_HEADER)
    if name is None:
        return _UTC
    if not is_zone(name):
        raise Invalid.one(ZONE_HEADER, "invalid_value", "Give a time zone like Europe/Athens.")
    return ZoneInfo(name)


def week_start_of(request: Request) -> int:
    """The day that the reader's weeks begin on, 0 for Monday: the header X-Week-Start, or Monday."""
    name = request.headers.get(WEEK_HEADER, "monday").lower()
    if name not in _DAYS:
        raise Invalid.one(WEEK_HEADER, "invalid_value", f"Give one of {', '.join(_DAYS)}.")
    return _DAYS.index(name)


def expected_version_of(request: Request) -> int | None:
    """The version in If-Match: ``3``, ``"3"`` or ``W/"3"``; ``*`` is any."""
    if_match = header_of(request.scope, "If-Match")
    if if_match is None or if_match.strip() == "*":
        return None
    said = if_match.strip().removeprefix("W/").strip('"')
    if not said.isascii() or not said.isdigit() or not 0 < int(said) < 2**31:
        raise Invalid.one("If-Match", "invalid_value", 'Give the version that you have seen, like "3".')
    return int(said)


def asked_of(request: Request) -> dict[str, JsonValue]:
    """The query string as a query request: filter and sort are JSON, fields a list, the rest plain."""
    found: dict[str, JsonValue] = {}
    for key in request.query_params:
        values = request.query_params.getlist(key)
        last = values[-1]
        match key:
            case "fieldKey":
                continue
            case "filter":
                found["filter"] = parse_json(last, "filter") if last else None
            case "sort" | "sorts":
                found["sorts"] = parse_json(last, key) if last else None
            case "fields" | "searchFields":
                found[key] = [name for value in values for name in _names(value)]
            case "ids" | "exclude":
                found[key] = [name for value in values for name in value.split(",") if name]
            case "limit" | "offset":
                found[key] = int(last) if last.isascii() and last.isdigit() and len(last) < 12 else last
            case "count":
                found["count"] = {"true": True, "false": False}.get(last, last)
            case _:
                found[key] = last
    return found


def as_asked(error: Invalid) -> Invalid:
    """A query has ``sorts``; the query string calls them ``sort``."""
    faults = [replace(f, path="sort" + f.path[5:]) if f.path.startswith("sorts") else f for f in error.faults]
    return Invalid(faults, error.code)


def _names(value: str) -> list[JsonValue]:
    """``a,b`` or a JSON list, for names that have a comma."""
    if value.startswith("["):
        read = parse_json(value, "fields")
        return read if isinstance(read, list) else [read]
    return [name for name in value.split(",") if name]
