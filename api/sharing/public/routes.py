"""Shared views and forms over HTTP, for people without an account: a link's slug is all that they bring, and the ticket
that its password is traded for."""

from typing import Annotated

from fastapi import APIRouter, Request, status
from starlette.responses import Response, StreamingResponse

from api.http.deps import API_TAB, Provided, request_id_of
from api.http.header import header_of
from api.http.parameters import FIELD_KEY, TIME_ZONE, WEEK_START, header, query
from api.http.requests import as_asked, asked_of, json_body, week_start_of, zone_of
from api.records import schemas as records
from api.records.acting import WriteRequest
from api.records.parse import object_of
from api.records.schemas import request_of
from api.records.sql.project import Shape
from api.sharing.forms import Forms
from api.sharing.links import LinkKind, form_of
from api.sharing.schemas import (
    SharedAnswer,
    SharedFormAnswer,
    SubmissionBody,
    ThanksAnswer,
    TicketAnswer,
    UnlockBody,
)
from api.sharing.showing import shared_field
from api.sharing.tickets import SECONDS
from api.sharing.visits import Coming, Visits
from core.errors import Invalid

router = APIRouter(tags=["shared"])

TICKET_HEADER = "X-Share-Ticket"
_TICKET = header(TICKET_HEADER, "What POST …/unlock has given, where the link has a password.")
_KEYS = set(records.QueryBody.model_json_schema(by_alias=True)["properties"]) - {"view"}
_CSV = {"type": "string", "enum": ["csv"], "default": "csv"}
_JSON = {"type": "string", "contentMediaType": "application/json"}
_LIST = (
    query("filter", "Filter JSON, as in POST …/query.", _JSON),
    query("sort", 'JSON: [{"field": "Due", "direction": "asc"}].', _JSON),
    query("search", "Text to look for in values as they are shown."),
    query("limit", "How many records at most.", {"type": "integer", "minimum": 1, "default": 100}),
    query("cursor", "nextCursor of the page before."),
    query("offset", "How many records to skip; not together with cursor.", {"type": "integer", "minimum": 0}),
    query("count", "Whether to give the total.", {"type": "boolean", "default": False}),
)

VisitsHere = Annotated[Visits, Provided(Visits)]
FormsHere = Annotated[Forms, Provided(Forms)]


@router.get("/shared/{slug}", openapi_extra={"parameters": [_TICKET]})
async def get_shared(slug: str, request: Request, visits: VisitsHere) -> SharedAnswer:
    """What the link shows, or that it asks for a password."""
    coming = _coming(request)
    opened = await visits.find(slug, coming)
    link = opened.link
    if visits.locked(opened, coming):
        return SharedAnswer(kind=link.kind.value, locked=True)
    if link.kind is LinkKind.FORM:
        return SharedAnswer(kind="form", locked=False)
    seen = await visits.table(opened)
    return SharedAnswer(
        kind="view",
        locked=False,
        name=opened.view_name,
        fields=[shared_field(field, seen.access) for field in seen.fields],
        config=seen.config,
        download=link.download,
        allow_copy=link.allow_copy,
    )


@router.post("/shared/{slug}/unlock")
async def unlock_shared(slug: str, body: UnlockBody, request: Request, visits: VisitsHere) -> TicketAnswer:
    """Trade the password for a ticket that is good for an hour."""
    return TicketAnswer(ticket=await visits.unlock(slug, body.password, _coming(request)), expires_in=SECONDS)


@router.get(
    "/shared/{slug}/records",
    responses={200: {"model": records.RecordPage}},
    openapi_extra={"parameters": [*_LIST, FIELD_KEY, TIME_ZONE, WEEK_START, _TICKET]},
)
async def list_shared_records(slug: str, request: Request, visits: VisitsHere) -> Response:
    """A page of the records that the view shows."""
    opened = await visits.enter(slug, LinkKind.VIEW, _coming(request))
    asked = object_of(asked_of(request), _KEYS)
    try:
        page = await visits.page(opened, asked, zone_of(request), _shape(request), week_start_of(request))
    except Invalid as error:
        raise as_asked(error) from None
    return _json(page)


@router.post(
    "/shared/{slug}/query",
    responses={200: {"model": records.RecordPage | records.GroupsAnswer}},
    openapi_extra={"parameters": [FIELD_KEY, TIME_ZONE, WEEK_START, _TICKET], **request_of(records.QueryBody)},
)
async def query_shared_records(slug: str, request: Request, visits: VisitsHere) -> Response:
    """The visitor's own filter, order, groups and footers, within what the view shows. Nothing of it is kept."""
    opened = await visits.enter(slug, LinkKind.VIEW, _coming(request))
    asked = object_of(await json_body(request), _KEYS)
    return _json(await visits.page(opened, asked, zone_of(request), _shape(request), week_start_of(request)))


@router.get(
    "/shared/{slug}/records/{record_id}",
    responses={200: {"model": records.RecordAnswer}},
    openapi_extra={"parameters": [FIELD_KEY, TIME_ZONE, _TICKET]},
)
async def get_shared_record(slug: str, record_id: str, request: Request, visits: VisitsHere) -> Response:
    opened = await visits.enter(slug, LinkKind.VIEW, _coming(request))
    return _json(await visits.record(opened, record_id, zone_of(request), _shape(request)))


@router.get(
    "/shared/{slug}/export",
    responses={200: {"content": {"text/csv": {}}}},
    response_class=Response,
    openapi_extra={"parameters": [query("format", "What to write.", _CSV), TIME_ZONE, _TICKET]},
)
async def export_shared_records(slug: str, request: Request, visits: VisitsHere) -> Response:
    """The view as a CSV file, where the link allows downloads."""
    coming = _coming(request)
    opened = await visits.enter(slug, LinkKind.VIEW, coming)
    if request.query_params.get("format", "csv") != "csv":
        raise Invalid.one("format", "invalid_value", "Links give csv.")
    lines = await visits.export(opened, zone_of(request), coming)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/shared/{slug}/form", openapi_extra={"parameters": [_TICKET]})
async def get_shared_form(slug: str, request: Request, visits: VisitsHere, forms: FormsHere) -> SharedFormAnswer:
    """What the form asks."""
    opened = await visits.enter(slug, LinkKind.FORM, _coming(request))
    seen, form = await visits.table(opened), form_of(opened.link.form)
    return SharedFormAnswer(
        title=form.title or opened.view_name,
        description=form.description,
        fields=[shared_field(field, seen.access, required=field.id in form.required) for field in forms.fields(seen)],
        closed=forms.closed(opened),
    )


@router.post(
    "/shared/{slug}/submissions",
    status_code=status.HTTP_201_CREATED,
    openapi_extra={"parameters": [_TICKET, TIME_ZONE]},
)
async def submit_shared_form(
    slug: str, body: SubmissionBody, request: Request, visits: VisitsHere, forms: FormsHere
) -> ThanksAnswer:
    """Send the form. The answer says nothing of the record that it makes."""
    coming = _coming(request)
    opened = await visits.enter(slug, LinkKind.FORM, coming)
    if body.website:
        # Only programs fill this in; they are told what people are.
        return ThanksAnswer(thanks=form_of(opened.link.form).thanks)
    seen = await visits.table(opened)
    write = WriteRequest(seen.access.user, API_TAB, request_id_of(request), None, zone_of(request))
    return ThanksAnswer(thanks=await forms.submit(seen, body.fields, body.submission_key, write, coming))


def _coming(request: Request) -> Coming:
    address = request.client.host if request.client else ""
    return Coming(address, header_of(request.scope, TICKET_HEADER))


def _shape(request: Request) -> Shape:
    said = request.query_params.get("fieldKey", "name")
    if said not in ("name", "id"):
        raise Invalid.one("fieldKey", "invalid_value", 'Give "name" or "id".')
    return Shape(said)


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
