"""Attributes of people over HTTP."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import JsonValue

from api.access.attributes.service import Attributes
from api.http.body import Answer, Body
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["access"])

AttributesHere = Annotated[Attributes, Provided(Attributes)]


class AttributesBody(Body):
    """All attributes of the person by name: texts, numbers, true or false, or lists of texts and numbers."""

    attributes: dict[str, JsonValue]


class AttributesAnswer(Answer):
    attributes: dict[str, JsonValue]


@router.get("/workspaces/{workspace_id}/members/{user_id}/attributes")
async def get_member_attributes(
    workspace_id: str, user_id: str, user: SignedIn, session: Reading, attributes: AttributesHere
) -> AttributesAnswer:
    """What row rules may ask of the person. Admins see everybody's, others their own."""
    return AttributesAnswer(attributes=await attributes.get(session, user, workspace_id, user_id))


@router.put("/workspaces/{workspace_id}/members/{user_id}/attributes")
async def set_member_attributes(
    workspace_id: str,
    user_id: str,
    body: AttributesBody,
    user: SignedIn,
    session: Writing,
    attributes: AttributesHere,
) -> AttributesAnswer:
    """Replace what row rules may ask of the person."""
    return AttributesAnswer(attributes=await attributes.replace(session, user, workspace_id, user_id, body.attributes))
