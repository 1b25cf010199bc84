"""Workspaces and members over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.auth.schemas import User
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.workspaces.repository import Member, Workspace
from api.workspaces.schemas import MemberAnswer, NewMemberBody, RoleBody, WorkspaceAnswer, WorkspaceBody
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
    workspace_id: str, body: WorkspaceBody, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> WorkspaceAnswer:
    return _workspace(await workspaces.rename(session, user, workspace_id, body.name))


@router.delete("/{workspace_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_workspace(workspace_id: str, user: SignedIn, session: Writing, workspaces: WorkspacesHere) -> None:
    await workspaces.delete(session, user, workspace_id)


@router.get("/{workspace_id}/members")
async def list_members(
    workspace_id: str, user: SignedIn, session: Reading, workspaces: WorkspacesHere
) -> Page[MemberAnswer]:
    found = await workspaces.list_members(session, user, workspace_id)
    return Page(items=[_member(item) for item in found])


@router.post("/{workspace_id}/members", status_code=status.HTTP_201_CREATED)
async def add_member(
    workspace_id: str, body: NewMemberBody, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> MemberAnswer:
    """Add a registered person."""
    return _member(await workspaces.add_member(session, user, workspace_id, email=body.email, role=body.role))


@router.patch("/{workspace_id}/members/{user_id}")
async def update_member(
    workspace_id: str, user_id: str, body: RoleBody, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> MemberAnswer:
    return _member(await workspaces.set_role(session, user, workspace_id, user_id, body.role))


@router.delete("/{workspace_id}/members/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_member(
    workspace_id: str, user_id: str, user: SignedIn, session: Writing, workspaces: WorkspacesHere
) -> None:
    """Remove a person, or leave."""
    await workspaces.remove_member(session, user, workspace_id, user_id)


def _workspace(item: Workspace) -> WorkspaceAnswer:
    return WorkspaceAnswer(id=item.id, name=item.name, role=item.role, created_time=item.created_at)


def _member(item: Member) -> MemberAnswer:
    person = item.person
    return MemberAnswer(user=User(id=person.id, name=person.name, email=person.email), role=item.role)
