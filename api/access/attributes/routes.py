"""Attributes of people over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.access.attributes.schemas import AttributesAnswer, AttributesBody
from api.access.attributes.service import Attributes
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["access"])

AttributesHere = Annotated[Attributes, Provided(Attributes)]
_PATH = "/workspaces/{workspace_id}/members/{user_id}/attributes"


@router.get(_PATH)
async def get_attributes(
    workspace_id: str, user_id: str, user: SignedIn, session: Reading, attributes: AttributesHere
) -> AttributesAnswer:
    """What row rules know of somebody."""
    return AttributesAnswer(attributes=await attributes.get(session, user, workspace_id, user_id))


@router.put(_PATH)
async def set_attributes(
    workspace_id: str,
    user_id: str,
    body: AttributesBody,
    user: SignedIn,
    session: Writing,
    attributes: AttributesHere,
) -> AttributesAnswer:
    """Replace all that row rules know of somebody. Values that rules compare with are read with their field's type."""
    given = await attributes.replace(session, user, workspace_id, user_id, body.attributes)
    return AttributesAnswer(attributes=given)
