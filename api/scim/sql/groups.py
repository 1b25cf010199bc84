"""SQL of teams that a directory keeps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from api.db.engine import WriteSession
from api.scim.repository import Session
from core.ids import UserId, WorkspaceId

GROUP_ATTRIBUTES = {
    "id": ("t.id", True),
    "displayname": ("t.name", False),
    "externalid": ("t.external_id", True),
}
GROUP_LISTS = {
    "members": (
        "EXISTS (SELECT FROM dataos.team_members e WHERE e.team_id = t.id AND {})",
        {"value": ("e.user_id", True)},
    )
}


@dataclass(frozen=True, slots=True)
class StoredGroup:
    id: str
    name: str
    external_id: str | None
    members: tuple[tuple[UserId, str], ...]
    created_at: datetime


_GROUP = "FROM dataos.teams t WHERE t.workspace_id = :workspace AND t.external_id IS NOT NULL"


async def list_groups(
    session: Session,
    workspace: WorkspaceId,
    provider: str,
    condition: str,
    values: Mapping[str, str],
    *,
    offset: int,
    limit: int,
) -> tuple[list[StoredGroup], int]:
    bound = {"workspace": workspace, **values}
    total = await session.execute(text(f"SELECT count(*) {_GROUP} AND {condition}"), bound)
    rows = await session.execute(
        text(
            f"SELECT t.id, t.name, t.external_id, t.created_at {_GROUP} AND {condition}"
            " ORDER BY t.created_at, t.id OFFSET :offset LIMIT :limit"
        ),
        {**bound, "offset": offset, "limit": limit},
    )
    teams = list(rows)
    members = await _members(session, provider, [row[0] for row in teams])
    found = [StoredGroup(row[0], row[1], row[2], tuple(members.get(row[0], ())), row[3]) for row in teams]
    return found, total.scalar_one()


async def name_taken(session: WriteSession, workspace: WorkspaceId, name: str, but: str = "") -> bool:
    rows = await session.execute(
        text(
            "SELECT 1 FROM dataos.teams WHERE workspace_id = :workspace AND lower(name) = lower(:name) AND id <> :but"
        ),
        {"workspace": workspace, "name": name, "but": but},
    )
    return rows.one_or_none() is not None


async def add_group(session: WriteSession, workspace: WorkspaceId, team: str, name: str, external: str) -> None:
    await session.execute(
        text(
            "INSERT INTO dataos.teams (id, workspace_id, name, external_id) VALUES (:id, :workspace, :name, :external)"
        ),
        {"id": team, "workspace": workspace, "name": name, "external": external},
    )


async def set_group(session: WriteSession, team: str, name: str, external: str) -> None:
    await session.execute(
        text("UPDATE dataos.teams SET name = :name, external_id = :external WHERE id = :id"),
        {"id": team, "name": name, "external": external},
    )


async def set_members(session: WriteSession, provider: str, team: str, members: Collection[str]) -> set[str]:
    """Makes them the team's members among those whom the directory keeps, as far as they belong to the workspace; the
    ids that it does not know."""
    known = await session.execute(
        text(
            "SELECT user_id FROM dataos.scim_users WHERE provider_id = :provider AND deleted_at IS NULL"
            " AND user_id = ANY(:members)"
        ),
        {"provider": provider, "members": list(members)},
    )
    unknown = set(members) - set(known.scalars())
    if unknown:
        return unknown
    await session.execute(
        text(
            "DELETE FROM dataos.team_members tm USING dataos.scim_users s WHERE tm.team_id = :team"
            " AND s.user_id = tm.user_id AND s.provider_id = :provider AND NOT tm.user_id = ANY(:members)"
        ),
        {"team": team, "provider": provider, "members": list(members)},
    )
    await session.execute(
        text(
            "INSERT INTO dataos.team_members (team_id, user_id) SELECT t.id, m.user_id FROM dataos.teams t"
            " JOIN dataos.workspace_members m ON m.workspace_id = t.workspace_id AND m.suspended_at IS NULL"
            " WHERE t.id = :team AND m.user_id = ANY(:members) ON CONFLICT DO NOTHING"
        ),
        {"team": team, "members": list(members)},
    )
    return set()


async def delete_group(session: WriteSession, team: str) -> None:
    """With the grants and rules that name it."""
    for table in ("table_grants", "field_grants", "view_grants", "row_rules"):
        await session.execute(
            text(f"DELETE FROM dataos.{table} WHERE subject_type = 'team' AND subject_id = :team"), {"team": team}
        )
    await session.execute(text("DELETE FROM dataos.teams WHERE id = :team"), {"team": team})


async def _members(
    session: Session, provider: str, teams: Collection[str]
) -> Mapping[str, Sequence[tuple[UserId, str]]]:
    """Those of the teams' members whom the directory keeps, with their user names."""
    rows = await session.execute(
        text(
            "SELECT tm.team_id, s.user_id, s.user_name FROM dataos.team_members tm JOIN dataos.scim_users s"
            " ON s.user_id = tm.user_id AND s.provider_id = :provider AND s.deleted_at IS NULL"
            " WHERE tm.team_id = ANY(:teams) ORDER BY s.user_name"
        ),
        {"provider": provider, "teams": list(teams)},
    )
    found: dict[str, list[tuple[UserId, str]]] = {}
    for team, user, name in rows:
        found.setdefault(team, []).append((UserId(user), name))
    return found
