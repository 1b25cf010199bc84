"""Records over HTTP.

These routes take the request and read it by plain calls instead of FastAPI's dependencies (``api/http/plain.py`` tells
why, ``api/http/parameters.py`` describes what they read).
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.auth.current import CurrentUser
from api.http.deps import CHANGE_SET_HEADER, request_id_of, services_of, tab_of, user_of
from api.http.idempotency import REPLAYED_HEADER, Repeatable
from api.http.parameters import (
    FIELD_KEY,
    IF_MATCH,
    REPEATABLE,
    TAB,
    TIME_ZONE,
    WEEK_START,
    described,
    query,
    written,
)
from api.http.plain import PlainRoute
from api.http.requests import as_asked, asked_of, expected_version_of, json_body, week_start_of, zone_of
from api.records import schemas
from api.records.acting import Acted, WriteRequest
from api.records.acts import UTC
from api.records.browsing import Browsing
from api.records.parse import object_of
from api.records.read import PageAnswer
from api.records.schemas import request_of
from api.records.service import Records
from api.records.sql.project import Shape
from core.errors import Invalid
from core.ids import PREFIXES, encode
from core.values import JsonValue

router = APIRouter(tags=["records"], route_class=PlainRoute)

_QUERY_KEYS = set(schemas.QueryBody.model_json_schema(by_alias=True)["properties"])
_JSON = {"type": "string", "contentMediaType": "application/json"}
_TEXTS = {"type": "array", "items": {"type": "string"}}


# The router tries routes in this order: what people do most comes first.
@router.patch(
    "/records/{record_id}",
    responses=written(200, schemas.RecordAnswer),
    openapi_extra=described(FIELD_KEY, IF_MATCH, REPEATABLE, TAB, body=request_of(schemas.OneRecordChange)),
)
async def change_record(record_id: str, request: Request) -> Response:
    """Change some fields. With If-Match the record must still be at that version."""
    write, body = await _write(request), await json_body(request)
    return _answer(
        await _records(request).change_one(write, record_id, body, expected_version_of(request), _shape(request))
    )


@router.get(
    "/tables/{table_id}/records",
    responses={200: {"model": schemas.RecordPage}},
    openapi_extra=described(
        query("view", "The view to look through: its filter, its sorts unless others are given, its search."),
        query("filter", "Filter JSON, as in POST …/query.", _JSON),
        query("sort", 'JSON: [{"field": "Due", "direction": "asc"}].', _JSON),
        query("fields", "The fields to show: comma-separated, repeated, or a JSON list."),
        query("search", "Text to look for in values as they are shown."),
        query("searchFields", "Where to look for it: like fields. Else in all that the view shows."),
        query("limit", "How many records at most.", {"type": "integer", "minimum": 1, "default": 100}),
        query("cursor", "nextCursor of the page before."),
        query("offset", "How many records to skip; not together with cursor.", {"type": "integer", "minimum": 0}),
        query("count", "Whether to give the total.", {"type": "boolean", "default": False}),
        query("ids", "Only these records, of those that match: comma-separated or repeated."),
        query("exclude", "All that match but these records; the total leaves them out too."),
        FIELD_KEY,
        TIME_ZONE,
        WEEK_START,
    ),
)
async def list_records(table_id: str, request: Request) -> Response:
    """A page of records."""
    user = await user_of(request)
    try:
        page = await _page(request, user, table_id, asked_of(request))
    except Invalid as error:
        raise as_asked(error) from None
    return _json(page.body)


@router.post(
    "/tables/{table_id}/query",
    responses={200: {"model": schemas.RecordPage | schemas.GroupsAnswer}},
    openapi_extra=described(FIELD_KEY, TIME_ZONE, WEEK_START, body=request_of(schemas.QueryBody)),
)
async def query_records(table_id: str, request: Request) -> Response:
    """A page of records; with groups or aggregates, groups."""
    user = await user_of(request)
    asked = object_of(await json_body(request), _QUERY_KEYS)
    return _json((await _page(request, user, table_id, asked)).body)


@router.get(
    "/records/{record_id}/position",
    responses={200: {"model": schemas.RecordPosition}},
    openapi_extra=described(
        query("view", "The view to look through, as for a page of records."),
        query("filter", "Filter JSON, as in POST …/query.", _JSON),
        query("sort", 'JSON: [{"field": "Due", "direction": "asc"}].', _JSON),
        query("search", "Words to look for in the visible fields."),
        TIME_ZONE,
    ),
)
async def find_record_position(record_id: str, request: Request) -> Response:
    """The row number of a record in a view or list."""
    user = await user_of(request)
    asked = object_of(asked_of(request), {"view", "filter", "sorts", "search"})
    try:
        return _json((await _browsing(request).position(user, record_id, asked, zone_of(request))).body)
    except Invalid as error:
        raise as_asked(error) from None


@router.get(
    "/records/{record_id}",
    responses={200: {"model": schemas.RecordAnswer}},
    openapi_extra=described(FIELD_KEY, TIME_ZONE),
)
async def get_record(record_id: str, request: Request) -> Response:
    user = await user_of(request)
    found = await _browsing(request).get(user, record_id, zone_of(request), _shape(request))
    return _json(found.body, found.version)


@router.post(
    "/tables/{table_id}/records",
    status_code=201,
    responses=written(201, schemas.RecordList),
    openapi_extra=described(FIELD_KEY, REPEATABLE, TAB, TIME_ZONE, body=request_of(schemas.NewRecords)),
)
async def create_records(table_id: str, request: Request) -> Response:
    """Up to 1,000 records, all or none."""
    write, body = await _write(request, zone_of(request)), await json_body(request)
    return _answer(await _records(request).create(write, table_id, body, _shape(request)))


@router.patch(
    "/tables/{table_id}/records",
    responses=written(200, schemas.RecordList),
    openapi_extra=described(FIELD_KEY, REPEATABLE, TAB, TIME_ZONE, body=request_of(schemas.RecordChanges)),
)
async def change_records(table_id: str, request: Request) -> Response:
    """Up to 1,000 records, all or none; with upsertOn, records that match nothing are created."""
    write, body = await _write(request, zone_of(request)), await json_body(request)
    return _answer(await _records(request).change(write, table_id, body, _shape(request)))


@router.delete(
    "/tables/{table_id}/records",
    responses=written(200, schemas.DeletedRecords),
    openapi_extra=described(
        query("ids", "The records, comma-separated or repeated; up to 1,000.", _TEXTS, required=True), REPEATABLE, TAB
    ),
)
async def delete_records(table_id: str, request: Request) -> Response:
    """Into the trash, all or none."""
    write = await _write(request)
    wanted = [record for part in request.query_params.getlist("ids") for record in part.split(",") if record]
    return _answer(await _records(request).delete(write, table_id, wanted))


@router.delete(
    "/records/{record_id}",
    status_code=204,
    responses=written(204),
    openapi_extra=described(IF_MATCH, REPEATABLE, TAB),
)
async def delete_record(record_id: str, request: Request) -> Response:
    """Into the trash. With If-Match the record must still be at that version."""
    write = await _write(request)
    return _answer(await _records(request).delete_one(write, record_id, expected_version_of(request)))


@router.post(
    "/records/{record_id}/restore",
    responses=written(200, schemas.RecordAnswer),
    openapi_extra=described(FIELD_KEY, REPEATABLE, TAB),
)
async def restore_record(record_id: str, request: Request) -> Response:
    """Out of the trash."""
    return _answer(await _records(request).restore(await _write(request), record_id, _shape(request)))


async def _page(request: Request, user: CurrentUser, table_id: str, asked: Mapping[str, JsonValue]) -> PageAnswer:
    zone, week_start = zone_of(request), week_start_of(request)
    return await _browsing(request).page(user, table_id, asked, zone, _shape(request), week_start=week_start)


def _browsing(request: Request) -> Browsing:
    return services_of(request).get(Browsing)


def _records(request: Request) -> Records:
    return services_of(request).get(Records)


async def _write(request: Request, zone: ZoneInfo = UTC) -> WriteRequest:
    """Who changes records, from where, and whether the request may be a repetition."""
    user = await user_of(request)
    return WriteRequest(user, tab_of(request), request_id_of(request), await Repeatable.asked(request), zone)


def _shape(request: Request) -> Shape:
    # Reading an empty query string costs as much as all headers together, and most requests have one.
    field_key = request.query_params.get("fieldKey", "name") if request.scope["query_string"] else "name"
    if field_key not in ("name", "id"):
        raise Invalid.one("fieldKey", "invalid_value", 'Give "name" or "id".')
    return Shape(field_key)


def _answer(acted: Acted) -> Response:
    headers: dict[str, str] = {}
    if acted.version is not None:
        headers["ETag"] = f'"{acted.version}"'
    if acted.change_set is not None:
        headers[CHANGE_SET_HEADER] = encode(PREFIXES["change_set"], acted.change_set)
    if acted.replayed:
        headers[REPLAYED_HEADER] = "true"
    return Response(acted.body, acted.status, headers, None if acted.status == 204 else "application/json")


def _json(body: bytes, version: int | None = None) -> Response:
    return _answer(Acted(200, body, version))
