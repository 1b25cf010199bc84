"""Records over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.http.deps import Provided, SessionSecurity, SignedIn, request_id_of, session_of, tab_of
from api.http.requests import Asked, ExpectedVersion, JsonBody, Zone
from api.records import schemas
from api.records.acting import Act, Acted
from api.records.idempotency import Repeatable
from api.records.parse import object_of
from api.records.schemas import request_of
from api.records.service import Records
from api.records.sql.project import Shape
from core.errors import Invalid

router = APIRouter(tags=["records"])

REPEAT_HEADER = "Idempotency-Key"

RecordsHere = Annotated[Records, Provided(Records)]

_QUERY_KEYS = set(schemas.QueryBody.model_json_schema(by_alias=True)["properties"])


class _Acting(SessionSecurity):
    """Who changes records, from where, and whether the request may be a repetition."""

    async def __call__(self, request: Request) -> Act:
        user = (await session_of(request)).user
        tab, request_id = await tab_of(request), await request_id_of(request)
        key = request.headers.get(REPEAT_HEADER)
        if key is None:
            return Act(user, tab, request_id)
        target = request.url.path + "?" + request.url.query
        return Act(user, tab, request_id, Repeatable.of(key, request.method, target, await request.body()))


async def _shape(field_key: Annotated[str, Query(alias="fieldKey")] = "name") -> Shape:
    if field_key not in ("name", "id"):
        raise Invalid.one("fieldKey", "invalid_value", 'Give "name" or "id".')
    return Shape(field_key)


Acts = Annotated[Act, Depends(_Acting())]
ShapeHere = Annotated[Shape, Depends(_shape)]


@router.get("/tables/{table_id}/records", responses={200: {"model": schemas.RecordPage}})
async def list_records(
    table_id: str, user: SignedIn, asked: Asked, zone: Zone, shape: ShapeHere, records: RecordsHere
) -> Response:
    """A page of records. Query string: view, filter and sort (JSON), fields, search, limit, cursor or offset, count."""
    return _json((await records.page(user, table_id, asked, zone, shape)).body)


@router.post(
    "/tables/{table_id}/query",
    responses={200: {"model": schemas.RecordPage | schemas.GroupsAnswer}},
    openapi_extra=request_of(schemas.QueryBody),
)
async def query_records(
    table_id: str, user: SignedIn, body: JsonBody, zone: Zone, shape: ShapeHere, records: RecordsHere
) -> Response:
    """A page of records; with groups or aggregates, groups."""
    asked = object_of(body, _QUERY_KEYS)
    return _json((await records.page(user, table_id, asked, zone, shape)).body)


@router.post(
    "/tables/{table_id}/records",
    status_code=201,
    responses={201: {"model": schemas.RecordList}},
    openapi_extra=request_of(schemas.NewRecords),
)
async def create_records(table_id: str, act: Acts, body: JsonBody, shape: ShapeHere, records: RecordsHere) -> Response:
    """Up to 1,000 records, all or none."""
    return _answer(await records.create(act, table_id, body, shape))


@router.patch(
    "/tables/{table_id}/records",
    responses={200: {"model": schemas.RecordList}},
    openapi_extra=request_of(schemas.RecordChanges),
)
async def change_records(table_id: str, act: Acts, body: JsonBody, shape: ShapeHere, records: RecordsHere) -> Response:
    """Up to 1,000 records, all or none; with upsertOn, records that match nothing are created."""
    return _answer(await records.change(act, table_id, body, shape))


@router.delete("/tables/{table_id}/records", responses={200: {"model": schemas.DeletedRecords}})
async def delete_records(
    table_id: str, act: Acts, records: RecordsHere, ids: Annotated[list[str], Query(max_length=1000)]
) -> Response:
    """Into the trash, all or none. ids: comma-separated or repeated."""
    wanted = [record for part in ids for record in part.split(",") if record]
    return _answer(await records.delete(act, table_id, wanted))


@router.get("/records/{record_id}", responses={200: {"model": schemas.RecordAnswer}})
async def get_record(record_id: str, user: SignedIn, zone: Zone, shape: ShapeHere, records: RecordsHere) -> Response:
    found = await records.get(user, record_id, zone, shape)
    return _json(found.body, found.version)


@router.patch(
    "/records/{record_id}",
    responses={200: {"model": schemas.RecordAnswer}},
    openapi_extra=request_of(schemas.OneRecordChange),
)
async def change_record(
    record_id: str, act: Acts, body: JsonBody, expected: ExpectedVersion, shape: ShapeHere, records: RecordsHere
) -> Response:
    """Change some fields. With If-Match the record must still be at that version."""
    return _answer(await records.change_one(act, record_id, body, expected, shape))


@router.delete("/records/{record_id}", status_code=204)
async def delete_record(record_id: str, act: Acts, records: RecordsHere) -> Response:
    return _answer(await records.delete_one(act, record_id))


@router.post("/records/{record_id}/restore", responses={200: {"model": schemas.RecordAnswer}})
async def restore_record(record_id: str, act: Acts, shape: ShapeHere, records: RecordsHere) -> Response:
    """Out of the trash."""
    return _answer(await records.restore(act, record_id, shape))


def _answer(acted: Acted) -> Response:
    headers: dict[str, str] = {}
    if acted.version is not None:
        headers["ETag"] = f'"{acted.version}"'
    if acted.replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(acted.body, acted.status, headers, None if acted.status == 204 else "application/json")


def _json(body: bytes, version: int | None = None) -> Response:
    return _answer(Acted(200, body, version))
