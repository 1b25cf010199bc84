"""Fields over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.fields.schemas import FieldPatch
from api.fields.service import Fields
from api.http.deps import Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute
from api.tables.schemas import FieldAnswer, NewFieldBody, field_answer

router = APIRouter(route_class=RepeatableRoute, tags=["fields"])

FieldsHere = Annotated[Fields, Provided(Fields)]


@router.post("/tables/{table_id}/fields", status_code=status.HTTP_201_CREATED)
async def create_field(
    table_id: str, body: NewFieldBody, user: SignedIn, session: Writing, fields: FieldsHere
) -> FieldAnswer:
    seen = await fields.add(session, user, table_id, body.draft())
    return field_answer(seen.field, seen.schema)


@router.patch("/fields/{field_id}")
async def update_field(
    field_id: str, body: FieldPatch, user: SignedIn, session: Writing, fields: FieldsHere
) -> FieldAnswer:
    seen = await fields.update(session, user, field_id, body.changes())
    return field_answer(seen.field, seen.schema)


@router.delete("/fields/{field_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_field(field_id: str, user: SignedIn, session: Writing, fields: FieldsHere) -> None:
    """Take a field off its table; its values stay in the database."""
    await fields.delete(session, user, field_id)
