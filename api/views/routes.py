"""Views over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.http.deps import Act, Provided, Reading, SignedIn, Writing
from api.http.parameters import TAB, written
from api.http.repeating import RepeatableRoute
from api.tables.schemas import ViewAnswer, view_answer
from api.views.schemas import NewViewBody, ViewPatch
from api.views.service import SeenView, Views

router = APIRouter(route_class=RepeatableRoute, tags=["views"])

ViewsHere = Annotated[Views, Provided(Views)]


@router.post(
    "/tables/{table_id}/views",
    status_code=status.HTTP_201_CREATED,
    responses=written(201, ViewAnswer),
    openapi_extra={"parameters": [TAB]},
)
async def create_view(
    table_id: str, body: NewViewBody, user: SignedIn, session: Writing, act: Act, views: ViewsHere
) -> ViewAnswer:
    return _answer(await views.create(session, user, table_id, name=body.name, config=body.config, act=act))


@router.get("/views/{view_id}")
async def get_view(view_id: str, user: SignedIn, session: Reading, views: ViewsHere) -> ViewAnswer:
    return _answer(await views.get(session, user, view_id))


@router.patch("/views/{view_id}", responses=written(200, ViewAnswer), openapi_extra={"parameters": [TAB]})
async def update_view(
    view_id: str, body: ViewPatch, user: SignedIn, session: Writing, act: Act, views: ViewsHere
) -> ViewAnswer:
    return _answer(await views.update(session, user, view_id, name=body.name, config=body.config, act=act))


@router.delete(
    "/views/{view_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=written(204),
    openapi_extra={"parameters": [TAB]},
)
async def delete_view(view_id: str, user: SignedIn, session: Writing, act: Act, views: ViewsHere) -> None:
    await views.delete(session, user, view_id, act)


def _answer(seen: SeenView) -> ViewAnswer:
    return view_answer(seen.view, seen.schema, seen.policy)
