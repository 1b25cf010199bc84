"""The trash over HTTP; records have their own way back, ``/records/{id}/restore``."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.bases.routes import base_answer
from api.bases.schemas import BaseAnswer
from api.http.deps import Act, Provided, Reading, Services, SignedIn, Writing
from api.http.pagination import DEFAULT_LIMIT, MAX_LIMIT, Page
from api.http.parameters import TAB, written
from api.http.repeating import RepeatableRoute
from api.tables.schemas import FieldAnswer, TableAnswer, ViewAnswer, field_answer, table_answer, view_answer
from api.trash.listing import Listing
from api.trash.restoring import Restoring
from api.trash.schemas import Kind, TrashItem, trash_page

router = APIRouter(route_class=RepeatableRoute, tags=["trash"])

ListingHere = Annotated[Listing, Provided(Listing)]
RestoringHere = Annotated[Restoring, Provided(Restoring)]


@router.get("/bases/{base_id}/trash")
async def list_base_trash(
    base_id: str,
    user: SignedIn,
    session: Reading,
    listing: ListingHere,
    services: Services,
    type: Kind | None = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Page[TrashItem]:
    """What was deleted in this base and can be restored by the caller, the last deleted first."""
    listed = await listing.of_base(session, user, base_id, kind=type, after=cursor, limit=limit)
    return trash_page(listed, services.settings.limits.trash_days)


@router.get("/workspaces/{workspace_id}/trash")
async def list_workspace_trash(
    workspace_id: str, user: SignedIn, session: Reading, listing: ListingHere, services: Services
) -> Page[TrashItem]:
    """The deleted bases that the caller can restore."""
    return trash_page(await listing.of_workspace(session, user, workspace_id), services.settings.limits.trash_days)


@router.post("/fields/{field_id}/restore", responses=written(200, FieldAnswer), openapi_extra={"parameters": [TAB]})
async def restore_field(
    field_id: str, user: SignedIn, session: Writing, act: Act, restoring: RestoringHere
) -> FieldAnswer:
    """Take a field out of the trash, a link with its symmetric field; one that is not in it stays as it is."""
    seen = await restoring.field(session, user, field_id, act)
    return field_answer(seen.field, seen.schema, seen.calculating, seen.policy)


@router.post("/tables/{table_id}/restore", responses=written(200, TableAnswer), openapi_extra={"parameters": [TAB]})
async def restore_table(
    table_id: str, user: SignedIn, session: Writing, act: Act, restoring: RestoringHere
) -> TableAnswer:
    """Take a table out of the trash, with all that is in it."""
    return table_answer(await restoring.table(session, user, table_id, act))


@router.post("/views/{view_id}/restore", responses=written(200, ViewAnswer), openapi_extra={"parameters": [TAB]})
async def restore_view(
    view_id: str, user: SignedIn, session: Writing, act: Act, restoring: RestoringHere
) -> ViewAnswer:
    """Take a view out of the trash."""
    seen = await restoring.view(session, user, view_id, act)
    return view_answer(seen.view, seen.schema, seen.policy)


@router.post("/bases/{base_id}/restore")
async def restore_base(base_id: str, user: SignedIn, session: Writing, restoring: RestoringHere) -> BaseAnswer:
    """Take a base out of the trash, with its tables."""
    return base_answer(await restoring.base(session, user, base_id))
