"""Fields over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Request, Response, status

from api.fields.breaks.schemas import BreaksAnswer, break_answer
from api.fields.convert.schemas import (
    ConvertAnswer,
    ConvertRequest,
    PossibleTypes,
    converting_answer,
    possible_answer,
    rehearsal_answer,
)
from api.fields.convert.service import Conversions, Wish
from api.fields.schemas import (
    FieldPatch,
    FormulaAnswer,
    FormulaBody,
    FormulaFunctions,
    formula_answer,
    formula_functions,
)
from api.fields.service import Fields
from api.fields.trying import FormulaTrials
from api.http.deps import CHANGE_SET_HEADER, Act, AfterCommit, Provided, Reading, RequestId, SignedIn, Tab, Writing
from api.http.parameters import TAB, written
from api.http.repeating import RepeatableRoute
from api.http.requests import zone_of
from api.tables.schemas import FieldAnswer, NewFieldBody, field_answer
from core.ids import PREFIXES, encode

router = APIRouter(route_class=RepeatableRoute, tags=["fields"])

ConversionsHere = Annotated[Conversions, Provided(Conversions)]
FieldsHere = Annotated[Fields, Provided(Fields)]
TrialsHere = Annotated[FormulaTrials, Provided(FormulaTrials)]


@router.post(
    "/tables/{table_id}/fields",
    status_code=status.HTTP_201_CREATED,
    responses=written(201, FieldAnswer),
    openapi_extra={"parameters": [TAB]},
)
async def create_field(
    table_id: str, body: NewFieldBody, user: SignedIn, session: Writing, act: Act, fields: FieldsHere
) -> FieldAnswer:
    seen = await fields.add(session, user, table_id, body.draft(), act)
    return field_answer(seen.field, seen.schema, seen.calculating, seen.policy)


@router.patch("/fields/{field_id}", responses=written(200, FieldAnswer), openapi_extra={"parameters": [TAB]})
async def update_field(
    field_id: str, body: FieldPatch, user: SignedIn, session: Writing, act: Act, fields: FieldsHere
) -> FieldAnswer:
    seen = await fields.update(session, user, field_id, body.changes(), act)
    return field_answer(seen.field, seen.schema, seen.calculating, seen.policy)


@router.post("/fields/{field_id}/convert", responses={**written(200, ConvertAnswer), 202: {"model": ConvertAnswer}})
async def convert_field(
    field_id: str,
    body: ConvertRequest,
    user: SignedIn,
    tab: Tab,
    request_id: RequestId,
    session: Writing,
    after: AfterCommit,
    conversions: ConversionsHere,
    response: Response,
) -> ConvertAnswer:
    """Give a field another type. With dryRun, what would become of its values, and nothing happens."""
    wish = Wish(
        user, tab, request_id, field_id, body.type, body.config, body.create_missing, body.encrypted, body.reveal_to
    )
    if body.dry_run:
        return rehearsal_answer(await conversions.rehearse(wish))
    converting = await conversions.convert(session, wish, after)
    if converting.job is not None:
        response.status_code = status.HTTP_202_ACCEPTED
    else:
        response.headers[CHANGE_SET_HEADER] = encode(PREFIXES["change_set"], converting.change_set)
    return converting_answer(converting)


@router.get("/fields/{field_id}/conversions")
async def list_conversions(field_id: str, user: SignedIn, conversions: ConversionsHere) -> PossibleTypes:
    """The types that the field can get."""
    return possible_answer(await conversions.possible(user, field_id))


@router.get("/fields/{field_id}/dependants")
async def list_dependants(field_id: str, user: SignedIn, conversions: ConversionsHere) -> BreaksAnswer:
    """What would be invalid, or lose a part of itself, if the field were deleted; only such as you may open."""
    return BreaksAnswer(breaks=[break_answer(each) for each in await conversions.without(user, field_id)])


@router.delete(
    "/fields/{field_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=written(204),
    openapi_extra={"parameters": [TAB]},
)
async def delete_field(field_id: str, user: SignedIn, session: Writing, act: Act, fields: FieldsHere) -> None:
    """Take a field off its table; its values stay in the database."""
    await fields.delete(session, user, field_id, act)


@router.post("/tables/{table_id}/formula/check")
async def check_formula(
    table_id: str, body: FormulaBody, request: Request, user: SignedIn, session: Reading, trials: TrialsHere
) -> FormulaAnswer:
    """What a formula would result in, or everything that is wrong with it and where. Nothing is saved."""
    return formula_answer(*await trials.check(session, user, table_id, body.wish(zone_of(request))))


@router.get("/formula/functions")
async def list_formula_functions(_user: SignedIn) -> FormulaFunctions:
    """What a formula may call."""
    return formula_functions()
