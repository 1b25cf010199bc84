"""Bases over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from api.auth.schemas import User
from api.bases.repository import Base, BaseMember, BaseTeam
from api.bases.schemas import (
    BaseAnswer,
    BaseDetail,
    BaseMemberAnswer,
    BaseMemberBody,
    BaseMembersAnswer,
    BasePatch,
    NewBaseBody,
    TeamRef,
)
from api.bases.service import Bases, NewBase
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.tables.schemas import table_answer
from core.ids import UserId

router = APIRouter(route_class=RepeatableRoute, tags=["bases"])

MAX_PEOPLE_FOUND = 100

BasesHere = Annotated[Bases, Provided(Bases)]


@router.get("/workspaces/{workspace_id}/bases")
async def list_bases(workspace_id: str, user: SignedIn, session: Reading, bases: BasesHere) -> Page[BaseAnswer]:
    return Page(items=[base_answer(item) for item in await bases.list_in_workspace(session, user, workspace_id)])


@router.post("/workspaces/{workspace_id}/bases", status_code=status.HTTP_201_CREATED)
async def create_base(
    workspace_id: str, body: NewBaseBody, user: SignedIn, session: Writing, bases: BasesHere
) -> BaseAnswer:
    new = NewBase(body.name, body.description, body.icon, body.color)
    return base_answer(await bases.create(session, user, workspace_id, new))


@router.get("/bases/{base_id}")
async def get_base(base_id: str, user: SignedIn, session: Reading, bases: BasesHere) -> BaseDetail:
    """The base with its tables, their fields and views."""
    base, tables = await bases.get(session, user, base_id)
    return BaseDetail(**base_answer(base).model_dump(by_alias=False), tables=[table_answer(item) for item in tables])


@router.patch("/bases/{base_id}")
async def update_base(base_id: str, body: BasePatch, user: SignedIn, session: Writing, bases: BasesHere) -> BaseAnswer:
    return base_answer(await bases.update(session, user, base_id, body.model_dump(by_alias=False)))


@router.delete("/bases/{base_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_base(base_id: str, user: SignedIn, session: Writing, bases: BasesHere) -> None:
    await bases.delete(session, user, base_id)


@router.put("/bases/{base_id}/members")
async def set_base_member(
    base_id: str, body: BaseMemberBody, user: SignedIn, session: Writing, bases: BasesHere
) -> BaseMemberAnswer:
    """Give a registered person or a team a role in this base, or change it; "none" closes it to them.

    A person's own role goes before those of their teams, of which the best counts, and these before the workspace's
    usual role.
    """
    if body.team_id is not None:
        team = await bases.set_team(session, user, base_id, body.team_id, body.role)
        return _member(BaseMember(team, body.role))
    person = await bases.set_member(session, user, base_id, email=body.email or "", role=body.role)
    return _member(BaseMember(person, body.role))


@router.get("/bases/{base_id}/members")
async def list_base_members(base_id: str, user: SignedIn, session: Reading, bases: BasesHere) -> BaseMembersAnswer:
    """Teams, guests, and members of the workspace whose role differs here; "none" are those who were removed."""
    found, usual = await bases.list_members(session, user, base_id)
    return BaseMembersAnswer(items=[_member(item) for item in found], default_role=usual)


@router.get("/bases/{base_id}/people")
async def search_people(
    base_id: str,
    user: SignedIn,
    session: Reading,
    bases: BasesHere,
    search: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PEOPLE_FOUND)] = 20,
) -> Page[User]:
    """Everybody who can open the base, by name: whom its cells may hold."""
    found = await bases.search_people(session, user, base_id, search, limit)
    return Page(items=[User(id=UserId(person.id), name=person.name, email=person.email) for person in found])


@router.delete("/bases/{base_id}/members/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_base_member(base_id: str, user_id: str, user: SignedIn, session: Writing, bases: BasesHere) -> None:
    """Close this base to a person, or leave it. Giving them a role again opens it again."""
    await bases.remove_member(session, user, base_id, user_id)


@router.delete("/bases/{base_id}/members/{user_id}/role", status_code=status.HTTP_204_NO_CONTENT)
async def reset_base_member(base_id: str, user_id: str, user: SignedIn, session: Writing, bases: BasesHere) -> None:
    """Take a person's own role in this base away: they have what their teams or the workspace give them."""
    await bases.reset_member(session, user, base_id, user_id)


@router.delete("/bases/{base_id}/teams/{team_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_base_team(base_id: str, team_id: str, user: SignedIn, session: Writing, bases: BasesHere) -> None:
    """Take a team's role in this base away."""
    await bases.remove_team(session, user, base_id, team_id)


def _member(item: BaseMember) -> BaseMemberAnswer:
    if isinstance(item.who, BaseTeam):
        return BaseMemberAnswer(team=TeamRef(id=item.who.id, name=item.who.name), role=item.role)
    user = User(id=item.who.id, name=item.who.name, email=item.who.email)
    return BaseMemberAnswer(user=user, role=item.role, guest=item.guest)


def base_answer(item: Base) -> BaseAnswer:
    return BaseAnswer(
        id=item.id,
        workspace_id=item.workspace_id,
        name=item.name,
        description=item.description,
        icon=item.icon,
        color=item.color,
        role=item.role,
        created_time=item.created_at,
    )
