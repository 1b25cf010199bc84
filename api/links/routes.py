"""Links over HTTP; link fields themselves are made and changed like any other field."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.http.deps import Provided, SignedIn
from api.http.requests import zone_of
from api.links.choosing import MAX_CHOICES, Choosing
from api.links.schemas import Choice, Choices

router = APIRouter(tags=["fields"])

ChoosingHere = Annotated[Choosing, Provided(Choosing)]


@router.get("/fields/{field_id}/choices")
async def list_choices(
    field_id: str,
    user: SignedIn,
    request: Request,
    choosing: ChoosingHere,
    search: str = "",
    limit: Annotated[int, Query(ge=1, le=MAX_CHOICES)] = 20,
) -> Choices:
    """Records that a link's picker offers, by title; those that are linked already are left out where one is all."""
    found = await choosing.choices(user, field_id, search=search, limit=limit, zone=zone_of(request))
    return Choices(items=[Choice(id=key, title=title) for key, title in found])
