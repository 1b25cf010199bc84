"""Grants over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.access.grants.repository import Noun
from api.access.grants.schemas import (
    FieldGrantsAnswer,
    FieldGrantsBody,
    TableGrantsAnswer,
    TableGrantsBody,
    ViewGrantsAnswer,
    ViewGrantsBody,
    field_grants_answer,
    table_grants_answer,
    view_grants_answer,
)
from api.access.grants.service import Grants
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["access"])

GrantsHere = Annotated[Grants, Provided(Grants)]


@router.get("/tables/{table_id}/grants")
async def get_table_grants(table_id: str, user: SignedIn, session: Reading, grants: GrantsHere) -> TableGrantsAnswer:
    """Who may do more or less with the table than their role in the base says."""
    return table_grants_answer(await grants.get(session, user, Noun.TABLE, table_id))


@router.put("/tables/{table_id}/grants")
async def set_table_grants(
    table_id: str, body: TableGrantsBody, user: SignedIn, session: Writing, grants: GrantsHere
) -> TableGrantsAnswer:
    """Replace all grants on the table. The nearest one decides: user, the best of the teams, role, everyone."""
    given = [(item.subject, item.level.value) for item in body.grants]
    return table_grants_answer((await grants.replace(session, user, Noun.TABLE, table_id, given)).after)


@router.get("/fields/{field_id}/grants")
async def get_field_grants(field_id: str, user: SignedIn, session: Reading, grants: GrantsHere) -> FieldGrantsAnswer:
    """From whom the field is hidden, and who may read or change it whatever they may do with the table."""
    return field_grants_answer(await grants.get(session, user, Noun.FIELD, field_id))


@router.put("/fields/{field_id}/grants")
async def set_field_grants(
    field_id: str, body: FieldGrantsBody, user: SignedIn, session: Writing, grants: GrantsHere
) -> FieldGrantsAnswer:
    """Replace all grants on the field. A grant on a field that is made of others publishes its values."""
    given = [(item.subject, item.level.value) for item in body.grants]
    return field_grants_answer((await grants.replace(session, user, Noun.FIELD, field_id, given)).after)


@router.get("/views/{view_id}/grants")
async def get_view_grants(view_id: str, user: SignedIn, session: Reading, grants: GrantsHere) -> ViewGrantsAnswer:
    """Who may open or change the view, where that differs from the table."""
    return view_grants_answer(await grants.get(session, user, Noun.VIEW, view_id))


@router.put("/views/{view_id}/grants")
async def set_view_grants(
    view_id: str, body: ViewGrantsBody, user: SignedIn, session: Writing, grants: GrantsHere
) -> ViewGrantsAnswer:
    """Replace all grants on the view. They give nothing in its table."""
    given = [(item.subject, item.level.value) for item in body.grants]
    return view_grants_answer((await grants.replace(session, user, Noun.VIEW, view_id, given)).after)
