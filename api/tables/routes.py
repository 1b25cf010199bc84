"""Tables over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.http.deps import Act, Provided, Reading, SignedIn, Writing
from api.http.parameters import TAB, written
from api.http.repeating import RepeatableRoute
from api.tables.schemas import NewTableBody, TableAnswer, TablePatch, table_answer
from api.tables.service import Tables

router = APIRouter(route_class=RepeatableRoute, tags=["tables"])

TablesHere = Annotated[Tables, Provided(Tables)]


@router.post(
    "/bases/{base_id}/tables",
    status_code=status.HTTP_201_CREATED,
    responses=written(201, TableAnswer),
    openapi_extra={"parameters": [TAB]},
)
async def create_table(
    base_id: str, body: NewTableBody, user: SignedIn, session: Writing, act: Act, tables: TablesHere
) -> TableAnswer:
    """Create a table with its fields; the first one is the primary field."""
    drafts = [field.draft() for field in body.fields]
    made = await tables.create(
        session, user, base_id, name=body.name, description=body.description, fields=drafts, act=act
    )
    return table_answer(made)


@router.get("/tables/{table_id}")
async def get_table(table_id: str, user: SignedIn, session: Reading, tables: TablesHere) -> TableAnswer:
    return table_answer(await tables.get(session, user, table_id))


@router.patch("/tables/{table_id}", responses=written(200, TableAnswer), openapi_extra={"parameters": [TAB]})
async def update_table(
    table_id: str, body: TablePatch, user: SignedIn, session: Writing, act: Act, tables: TablesHere
) -> TableAnswer:
    changes = {"name": body.name, "description": body.description}
    seen = await tables.update(session, user, table_id, changes=changes, primary_field=body.primary_field_id, act=act)
    return table_answer(seen)


@router.delete(
    "/tables/{table_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=written(204),
    openapi_extra={"parameters": [TAB]},
)
async def delete_table(table_id: str, user: SignedIn, session: Writing, act: Act, tables: TablesHere) -> None:
    await tables.delete(session, user, table_id, act)
