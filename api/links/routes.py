"""Links over HTTP; link fields themselves are made and changed like any other field."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.http.deps import Provided, SignedIn
from api.http.requests import zone_of
from api.links.choosing import MAX_CHOICES, Asked, Choosing
from api.links.schemas import Choices, choices_answer

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
    ids: str | None = None,
) -> Choices:
    """Records that a link's picker offers, by title; those that are linked already are left out where one is all.

    With ids, which have commas between them, those records instead, whether they can be chosen or not; such as are not
    there, or not for this person to see, are left out.
    """
    named = None if ids is None else [each for each in ids.split(",") if each]
    return choices_answer(await choosing.choices(user, field_id, Asked(search, limit, zone_of(request), named)))
