"""Workspaces over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.workspaces.repository import Workspace
from api.workspaces.schemas import WorkspaceAnswer, WorkspaceBody, WorkspacePatch
from api.workspaces.service import Workspaces

router = APIRouter(route_class=RepeatableRoute, prefix="/workspaces", tags=["workspaces"])

WorkspacesHere = Annotated[Workspaces, Provided(Workspaces)]


@router.get("")
async def list_workspaces(user: SignedIn, session: Reading, workspaces: WorkspacesHere) -> Page[WorkspaceAnswer]:
    return Page(items=[_workspace(item) for item in await workspaces.list_mine(session, user)])


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_workspace(
    body: WorkspaceBody, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> WorkspaceAnswer:
    return _workspace(await workspaces.create(session, user, body.name))


@router.get("/{workspace_id}")
async def get_workspace(
    workspace_id: str, user: SignedIn, session: Reading, workspaces: WorkspacesHere
) -> WorkspaceAnswer:
    return _workspace(await workspaces.get(session, user, workspace_id))


@router.patch("/{workspace_id}")
async def update_workspace(
    workspace_id: str, body: WorkspacePatch, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> WorkspaceAnswer:
    return _workspace(
        await workspaces.update(session, user, workspace_id, name=body.name, default_base_role=body.default_base_role)
    )


@router.delete("/{workspace_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_workspace(workspace_id: str, user: SignedIn, session: Writing, workspaces: WorkspacesHere) -> None:
    await workspaces.delete(session, user, workspace_id)


def _workspace(item: Workspace) -> WorkspaceAnswer:
    return WorkspaceAnswer(
        id=item.id,
        name=item.name,
        role=item.role,
        default_base_role=item.default_base_role,
        created_time=item.created_at,
    )
