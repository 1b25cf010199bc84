"""Rotating keys over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.encryption.rotation import Rotation
from api.encryption.schemas import RotateAnswer, RotateBody, rotate_answer
from api.http.deps import AfterCommit, Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["encryption"])

RotationHere = Annotated[Rotation, Provided(Rotation)]


@router.post("/workspaces/{workspace_id}/encryption/rotate")
async def rotate_keys(
    workspace_id: str, body: RotateBody, user: SignedIn, session: Writing, after: AfterCommit, rotation: RotationHere
) -> RotateAnswer:
    """New keys for the workspace's encrypted fields; for its owners."""
    return rotate_answer(await rotation.rotate(session, user, workspace_id, after, data_keys=body.data_keys))
