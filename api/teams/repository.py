"""SQL of teams."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.db.engine import ReadSession, WriteSession
from api.workspaces.repository import Person
from core.errors import Conflict
from core.ids import UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Team:
    """``members`` is how many people are in it."""

    id: str
    workspace_id: WorkspaceId
    name: str
    description: str
    external_id: str | None
    created_at: datetime
    members: int


_SELECT = (
    "SELECT t.id, t.workspace_id, t.name, t.description, t.external_id, t.created_at,"
    " (SELECT count(*) FROM dataos.team_members tm WHERE tm.team_id = t.id) FROM dataos.teams t"
)
_NAMING = ("table_grants", "field_grants", "view_grants", "row_rules")


async def list_in_workspace(session: ReadSession, workspace: WorkspaceId, limit: int) -> list[Team]:
    """By name."""
    statement = text(f"{_SELECT} WHERE t.workspace_id = :id ORDER BY lower(t.name) LIMIT :limit")
    return [Team(*row) for row in await session.execute(statement, {"id": workspace, "limit": limit})]


async def find(session: ReadSession | WriteSession, team: str) -> Team | None:
    row = (await session.execute(text(f"{_SELECT} WHERE t.id = :id"), {"id": team})).one_or_none()
    return None if row is None else Team(*row)


async def count(session: WriteSession, workspace: WorkspaceId) -> int:
    statement = text("SELECT count(*) FROM dataos.teams WHERE workspace_id = :id")
    return (await session.execute(statement, {"id": workspace})).scalar_one()


async def add(session: WriteSession, team: str, workspace: WorkspaceId, name: str, description: str) -> None:
    """Raises Conflict ``name_taken``."""
    statement = text(
        "INSERT INTO dataos.teams (id, workspace_id, name, description) VALUES (:id, :workspace, :name, :description)"
    )
    values = {"id": team, "workspace": workspace, "name": name, "description": description}
    try:
        await session.execute(statement, values)
    except IntegrityError as error:
        raise _taken(name) from error


async def update(session: WriteSession, team: str, *, name: str | None, description: str | None) -> None:
    """None leaves it as it is. Raises Conflict ``name_taken``."""
    statement = text(
        "UPDATE dataos.teams SET name = coalesce(:name, name), description = coalesce(:description, description)"
        " WHERE id = :id"
    )
    try:
        await session.execute(statement, {"id": team, "name": name, "description": description})
    except IntegrityError as error:
        raise _taken(name or "") from error


async def delete(session: WriteSession, team: str) -> None:
    """With the grants and rules that name it, and what invitations say of it."""
    for table in _NAMING:
        statement = text(f"DELETE FROM dataos.{table} WHERE subject_type = 'team' AND subject_id = :id")
        await session.execute(statement, {"id": team})
    await session.execute(
        text(
            "UPDATE dataos.invitations SET teams = array_remove(teams, :id)"
            " WHERE workspace_id = (SELECT workspace_id FROM dataos.teams WHERE id = :id) AND :id = ANY(teams)"
        ),
        {"id": team},
    )
    await session.execute(text("DELETE FROM dataos.teams WHERE id = :id"), {"id": team})


async def list_members(session: ReadSession, team: str, limit: int) -> list[Person]:
    """By name."""
    rows = await session.execute(
        text(
            "SELECT u.id, u.name, u.email FROM dataos.team_members tm JOIN dataos.users u ON u.id = tm.user_id"
            " WHERE tm.team_id = :id ORDER BY lower(u.name), u.id LIMIT :limit"
        ),
        {"id": team, "limit": limit},
    )
    return [Person(UserId(row[0]), row[1], row[2]) for row in rows]


async def in_workspace(session: WriteSession, workspace: WorkspaceId, users: Collection[str]) -> set[str]:
    """Those of these people who are members of the workspace."""
    statement = text(
        "SELECT user_id FROM dataos.workspace_members"
        " WHERE workspace_id = :id AND user_id = ANY(CAST(:users AS text[]))"
    )
    return set((await session.execute(statement, {"id": workspace, "users": list(users)})).scalars())


async def add_members(session: WriteSession, team: str, users: Collection[str]) -> None:
    """Whoever is in it already stays."""
    await session.execute(
        text(
            "INSERT INTO dataos.team_members (team_id, user_id) SELECT :id, unnest(CAST(:users AS text[]))"
            " ON CONFLICT DO NOTHING"
        ),
        {"id": team, "users": list(users)},
    )


async def keep_only(session: WriteSession, team: str, users: Collection[str]) -> None:
    """Everybody else leaves it."""
    await session.execute(
        text("DELETE FROM dataos.team_members WHERE team_id = :id AND user_id <> ALL(CAST(:users AS text[]))"),
        {"id": team, "users": list(users)},
    )


async def remove_member(session: WriteSession, team: str, user: str) -> bool:
    """False for somebody who is not in it."""
    removed = await session.execute(
        text("DELETE FROM dataos.team_members WHERE team_id = :id AND user_id = :user RETURNING user_id"),
        {"id": team, "user": user},
    )
    return removed.one_or_none() is not None


def _taken(name: str) -> Conflict:
    return Conflict("name_taken", f"There is already a team called {name!r} in this workspace.", "name")
