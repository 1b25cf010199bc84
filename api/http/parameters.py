"""What a route that reads its request itself (``api/http/plain.py``) says about it in the OpenAPI document."""

from typing import Any

from pydantic import BaseModel

from api.http.deps import CHANGE_SET_HEADER, TAB_HEADER
from api.http.idempotency import REPEAT_HEADER, REPEAT_MEANING
from api.http.requests import WEEK_HEADER, ZONE_HEADER

Described = dict[str, Any]


def query(name: str, description: str, schema: Described | None = None, *, required: bool = False) -> Described:
    """A parameter of the query string; a text unless ``schema`` says otherwise."""
    return _parameter("query", name, description, schema, required=required)


def header(name: str, description: str, schema: Described | None = None) -> Described:
    """A request header, never required."""
    return _parameter("header", name, description, schema, required=False)


def _parameter(place: str, name: str, description: str, schema: Described | None, *, required: bool) -> Described:
    return {
        "name": name,
        "in": place,
        "required": required,
        "description": description,
        "schema": schema or {"type": "string"},
    }


def described(*parameters: Described, body: Described | None = None) -> Described:
    """The ``openapi_extra`` of a route for signed-in people; ``body`` is what ``request_of`` makes."""
    return {"parameters": list(parameters), "security": [{"bearer": []}], **(body or {})}


FIELD_KEY = query(
    "fieldKey",
    "Whether fields are keyed by name or by id; with ids, selects are option ids.",
    {"type": "string", "enum": ["name", "id"], "default": "name"},
)
TIME_ZONE = header(
    ZONE_HEADER, "The reader's time zone, like Europe/Athens; what today and this week are. Default UTC."
)
WEEK_START = header(WEEK_HEADER, "The day that the reader's weeks begin on, like sunday. Default monday.")
IF_MATCH = header("If-Match", "The version that was seen; another one is a version_conflict (409).")
REPEATABLE = header(REPEAT_HEADER, REPEAT_MEANING)
_NAMES_CHANGE_SET: Described = {
    CHANGE_SET_HEADER: {
        "description": (
            "The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, "
            "and on an answer that is given again (Idempotency-Replayed)."
        ),
        "schema": {"type": "string"},
    }
}


def written(status: int, model: type[BaseModel] | None = None) -> dict[int | str, Described]:
    """The ``responses`` of a route that changes records."""
    described_as: Described = {"headers": _NAMES_CHANGE_SET}
    return {status: described_as if model is None else described_as | {"model": model}}


TAB = header(TAB_HEADER, "The browser tab whose undo stack this joins; without it, the person's API stack.")
