"""Records over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.deps import Provided, SignedIn
from api.records import schemas
from api.records.parse import object_of
from api.records.requests import (
    Acts,
    Asked,
    ExpectedVersion,
    JsonBody,
    ShapeHere,
    Zone,
    answer,
    json_response,
)
from api.records.schemas import request_of
from api.records.service import Records

router = APIRouter(tags=["records"])

RecordsHere = Annotated[Records, Provided(Records)]

_QUERY_KEYS = set(schemas.QueryBody.model_json_schema(by_alias=True)["properties"])


@router.get("/tables/{table_id}/records", responses={200: {"model": schemas.RecordPage}})
async def list_records(
    table_id: str, user: SignedIn, asked: Asked, zone: Zone, shape: ShapeHere, records: RecordsHere
) -> Response:
    """A page of records. Query string: view, filter and sort (JSON), fields, search, limit, cursor or offset, count."""
    return json_response((await records.page(user, table_id, asked, zone, shape)).body)


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
    return json_response((await records.page(user, table_id, asked, zone, shape)).body)


@router.post(
    "/tables/{table_id}/records",
    status_code=201,
    responses={201: {"model": schemas.RecordList}},
    openapi_extra=request_of(schemas.NewRecords),
)
async def create_records(table_id: str, act: Acts, body: JsonBody, shape: ShapeHere, records: RecordsHere) -> Response:
    """Up to 1,000 records, all or none."""
    return answer(await records.create(act, table_id, body, shape))


@router.patch(
    "/tables/{table_id}/records",
    responses={200: {"model": schemas.RecordList}},
    openapi_extra=request_of(schemas.RecordChanges),
)
async def change_records(table_id: str, act: Acts, body: JsonBody, shape: ShapeHere, records: RecordsHere) -> Response:
    """Up to 1,000 records, all or none; with upsertOn, records that match nothing are created."""
    return answer(await records.change(act, table_id, body, shape))


@router.delete("/tables/{table_id}/records", responses={200: {"model": schemas.DeletedRecords}})
async def delete_records(
    table_id: str, act: Acts, records: RecordsHere, ids: Annotated[list[str], Query(max_length=1000)]
) -> Response:
    """Into the trash, all or none. ids: comma-separated or repeated."""
    wanted = [record for part in ids for record in part.split(",") if record]
    return answer(await records.delete(act, table_id, wanted))


@router.get("/records/{record_id}", responses={200: {"model": schemas.RecordAnswer}})
async def get_record(record_id: str, user: SignedIn, zone: Zone, shape: ShapeHere, records: RecordsHere) -> Response:
    found = await records.get(user, record_id, zone, shape)
    return json_response(found.body, found.version)


@router.patch(
    "/records/{record_id}",
    responses={200: {"model": schemas.RecordAnswer}},
    openapi_extra=request_of(schemas.OneRecordChange),
)
async def change_record(
    record_id: str, act: Acts, body: JsonBody, expected: ExpectedVersion, shape: ShapeHere, records: RecordsHere
) -> Response:
    """Change some fields. With If-Match the record must still be at that version."""
    return answer(await records.change_one(act, record_id, body, expected, shape))


@router.delete("/records/{record_id}", status_code=204)
async def delete_record(record_id: str, act: Acts, records: RecordsHere) -> Response:
    return answer(await records.delete_one(act, record_id))


@router.post("/records/{record_id}/restore", responses={200: {"model": schemas.RecordAnswer}})
async def restore_record(record_id: str, act: Acts, shape: ShapeHere, records: RecordsHere) -> Response:
    """Out of the trash."""
    return answer(await records.restore(act, record_id, shape))
