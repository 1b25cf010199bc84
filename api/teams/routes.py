"""Teams over HTTP."""

from typing import Annotated

from fastapi import APIRouter, status

from api.auth.schemas import User
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.teams.repository import Team
from api.teams.schemas import NewTeamBody, TeamAnswer, TeamMemberBody, TeamMembersBody, TeamPatch
from api.teams.service import Teams

router = APIRouter(route_class=RepeatableRoute, tags=["teams"])

TeamsHere = Annotated[Teams, Provided(Teams)]


@router.get("/workspaces/{workspace_id}/teams")
async def list_teams(workspace_id: str, user: SignedIn, session: Reading, teams: TeamsHere) -> Page[TeamAnswer]:
    """By name."""
    return Page(items=[_team(item) for item in await teams.list_in_workspace(session, user, workspace_id)])


@router.post("/workspaces/{workspace_id}/teams", status_code=status.HTTP_201_CREATED)
async def create_team(
    workspace_id: str, body: NewTeamBody, user: SignedIn, session: Writing, teams: TeamsHere
) -> TeamAnswer:
    return _team(await teams.create(session, user, workspace_id, name=body.name, description=body.description))


@router.get("/teams/{team_id}")
async def get_team(team_id: str, user: SignedIn, session: Reading, teams: TeamsHere) -> TeamAnswer:
    return _team(await teams.get(session, user, team_id))


@router.patch("/teams/{team_id}")
async def update_team(team_id: str, body: TeamPatch, user: SignedIn, session: Writing, teams: TeamsHere) -> TeamAnswer:
    return _team(await teams.update(session, user, team_id, name=body.name, description=body.description))


@router.delete("/teams/{team_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_team(team_id: str, user: SignedIn, session: Writing, teams: TeamsHere) -> None:
    """Delete a team, with the grants and rules that name it."""
    await teams.delete(session, user, team_id)


@router.get("/teams/{team_id}/members")
async def list_team_members(team_id: str, user: SignedIn, session: Reading, teams: TeamsHere) -> Page[User]:
    """By name."""
    found = await teams.list_members(session, user, team_id)
    return Page(items=[User(id=person.id, name=person.name, email=person.email) for person in found])


@router.put("/teams/{team_id}/members")
async def set_team_members(
    team_id: str, body: TeamMembersBody, user: SignedIn, session: Writing, teams: TeamsHere
) -> TeamAnswer:
    """Say who is in the team; whoever is not named leaves it."""
    return _team(await teams.set_members(session, user, team_id, body.user_ids))


@router.post("/teams/{team_id}/members", status_code=status.HTTP_201_CREATED)
async def add_team_member(
    team_id: str, body: TeamMemberBody, user: SignedIn, session: Writing, teams: TeamsHere
) -> TeamAnswer:
    """Add a member of the workspace."""
    return _team(await teams.add_member(session, user, team_id, body.user_id))


@router.delete("/teams/{team_id}/members/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_team_member(team_id: str, user_id: str, user: SignedIn, session: Writing, teams: TeamsHere) -> None:
    await teams.remove_member(session, user, team_id, user_id)


def _team(item: Team) -> TeamAnswer:
    return TeamAnswer(
        id=item.id,
        workspace_id=item.workspace_id,
        name=item.name,
        description=item.description,
        external_id=item.external_id,
        members=item.members,
        created_time=item.created_at,
    )
