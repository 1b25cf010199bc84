"""Bases over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from api.auth.schemas import User
from api.bases.repository import Base
from api.bases.schemas import BaseAnswer, BaseDetail, BaseMemberAnswer, BaseMemberBody, BasePatch, NewBaseBody
from api.bases.service import Bases, NewBase
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.tables.schemas import table_answer
from api.workspaces.repository import Person
from core.access.roles import GivenRole
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
    """Give a registered person a role in this base, or change it; "none" is the same as removing them."""
    person = await bases.set_member(session, user, base_id, email=body.email, role=body.role)
    return _member(person, body.role)


@router.get("/bases/{base_id}/members")
async def list_base_members(base_id: str, user: SignedIn, session: Reading, bases: BasesHere) -> Page[BaseMemberAnswer]:
    """Guests, and members of the workspace whose role differs here; "none" are those who were removed."""
    found = await bases.list_members(session, user, base_id)
    return Page(items=[_member(item.person, item.role) for item in found])


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


def _member(person: Person, role: GivenRole) -> BaseMemberAnswer:
    return BaseMemberAnswer(user=User(id=person.id, name=person.name, email=person.email), role=role)


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
