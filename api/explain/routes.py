"""Explanations over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.explain.schemas import ExplanationAnswer, explanation_answer
from api.explain.service import Explaining
from api.http.deps import Provided, SignedIn
from api.http.requests import zone_of
from core.ids import parse_record_id

router = APIRouter(tags=["access"])

ExplainingHere = Annotated[Explaining, Provided(Explaining)]
Email = Annotated[str | None, Query(max_length=254, description="Somebody else; their id will do. Left out: you.")]


@router.get("/tables/{table_id}/explain")
async def explain_table(
    table_id: str, request: Request, user: SignedIn, explaining: ExplainingHere, email: Email = None
) -> ExplanationAnswer:
    """What a person may do with the table, field by field, and why."""
    return explanation_answer(await explaining.of_table(user, table_id, email, zone_of(request)))


@router.get("/records/{record_id}/explain")
async def explain_record(
    record_id: str, request: Request, user: SignedIn, explaining: ExplainingHere, email: Email = None
) -> ExplanationAnswer:
    """Whether a person may read and change the record, which rules decide it, and why."""
    ref = parse_record_id(record_id)
    return explanation_answer(await explaining.of_record(user, ref, record_id, email, zone_of(request)))
