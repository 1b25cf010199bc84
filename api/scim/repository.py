"""SQL of people and teams that a directory keeps."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text

from api.db.engine import ReadSession, WriteSession
from api.scim.resources import UserResource
from core.access.roles import WorkspaceRole
from core.ids import UserId, WorkspaceId

Session = ReadSession | WriteSession

USER_ATTRIBUTES = {
    "id": ("s.user_id", True),
    "username": ("s.user_name", False),
    "externalid": ("s.external_id", True),
    "active": ("s.active::text", True),
    "displayname": ("(s.resource->>'displayName')", False),
    "title": ("(s.resource->>'title')", False),
    "name.givenname": ("(s.resource#>>'{name,givenName}')", False),
    "name.familyname": ("(s.resource#>>'{name,familyName}')", False),
    "name.formatted": ("(s.resource#>>'{name,formatted}')", False),
    "meta.created": ("to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", True),
    "meta.lastmodified": ("to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", True),
}
_PARTS = {"value": ("(e->>'value')", False), "type": ("(e->>'type')", False), "primary": ("(e->>'primary')", False)}
_SOME = (
    "EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(s.resource->'$') WHEN 'array' THEN s.resource->'$' END)"
    " e WHERE {})"
)
USER_LISTS = {name.lower(): (_SOME.replace("$", name), _PARTS) for name in ("emails", "phoneNumbers", "roles")}
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
class StoredUser:
    """``made``: this directory made the account. ``role``: in the workspace, None where they do not belong to it."""

    id: UserId
    resource: UserResource
    made: bool
    created_at: datetime
    updated_at: datetime
    role: WorkspaceRole | None


@dataclass(frozen=True, slots=True)
class StoredGroup:
    id: str
    name: str
    external_id: str | None
    members: tuple[tuple[UserId, str], ...]
    created_at: datetime


_USER = (
    "SELECT s.user_id, s.user_name, s.external_id, s.active, s.resource, s.made, s.created_at, s.updated_at, m.role"
    " FROM dataos.scim_users s JOIN dataos.identity_providers p ON p.id = s.provider_id"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = p.workspace_id AND m.user_id = s.user_id"
    " WHERE s.provider_id = :provider AND s.deleted_at IS NULL"
)
_GROUP = "FROM dataos.teams t WHERE t.workspace_id = :workspace AND t.external_id IS NOT NULL"


async def hold(session: WriteSession, workspace: WorkspaceId) -> None:
    """Changes by directories of one workspace happen one after another."""
    await session.execute(text("SELECT 1 FROM dataos.workspaces WHERE id = :id FOR NO KEY UPDATE"), {"id": workspace})


async def list_users(
    session: Session, provider: str, condition: str, values: Mapping[str, str], *, offset: int, limit: int
) -> tuple[list[StoredUser], int]:
    """Oldest first, and how many there are in all."""
    bound = {"provider": provider, **values}
    total = await session.execute(text(f"SELECT count(*) FROM ({_USER} AND {condition}) found"), bound)
    rows = await session.execute(
        text(f"{_USER} AND {condition} ORDER BY s.created_at, s.user_id OFFSET :offset LIMIT :limit"),
        {**bound, "offset": offset, "limit": limit},
    )
    return [_user(row) for row in rows], total.scalar_one()


async def find_user(session: Session, provider: str, user: str) -> StoredUser | None:
    rows = await session.execute(text(f"{_USER} AND s.user_id = :user"), {"provider": provider, "user": user})
    row = rows.one_or_none()
    return None if row is None else _user(row)


async def has_name(session: WriteSession, provider: str, user_name: str, but: str = "") -> bool:
    rows = await session.execute(
        text(
            "SELECT 1 FROM dataos.scim_users WHERE provider_id = :provider AND lower(user_name) = lower(:name)"
            " AND deleted_at IS NULL AND user_id <> :but"
        ),
        {"provider": provider, "name": user_name, "but": but},
    )
    return rows.one_or_none() is not None


async def save_user(session: WriteSession, provider: str, user: UserId, resource: UserResource, *, made: bool) -> None:
    """Enters the person, or changes them; whether the directory made the account is decided once."""
    await session.execute(
        text(
            "INSERT INTO dataos.scim_users (provider_id, user_id, user_name, external_id, active, made, resource)"
            " VALUES (:provider, :user, :name, :external, :active, :made, CAST(:resource AS jsonb))"
            " ON CONFLICT (provider_id, user_id) DO UPDATE SET user_name = :name, external_id = :external,"
            " active = :active, resource = CAST(:resource AS jsonb), updated_at = now(), deleted_at = NULL"
        ),
        {
            "provider": provider,
            "user": user,
            "name": resource.user_name,
            "external": resource.external_id,
            "active": resource.active,
            "made": made,
            "resource": json.dumps(resource.kept),
        },
    )


async def forget_user(session: WriteSession, provider: str, user: UserId) -> None:
    await session.execute(
        text(
            "UPDATE dataos.scim_users SET deleted_at = now(), active = false WHERE provider_id = :provider"
            " AND user_id = :user"
        ),
        {"provider": provider, "user": user},
    )


async def made_before(session: WriteSession, provider: str, user: UserId) -> bool | None:
    """Whether the directory made the account; None where it does not keep the person."""
    rows = await session.execute(
        text(
            "SELECT made, deleted_at IS NULL FROM dataos.scim_users WHERE provider_id = :provider AND user_id = :user"
        ),
        {"provider": provider, "user": user},
    )
    row = rows.one_or_none()
    return None if row is None else row[0]


async def set_account(session: WriteSession, user: UserId, email: str, name: str, *, verified: bool) -> bool:
    """False where somebody else has the address. ``verified``: whether another one is taken for proved."""
    rows = await session.execute(
        text(
            "UPDATE dataos.users u SET email = :email, name = :name, email_verified_at = CASE"
            " WHEN lower(u.email) = lower(:email) THEN u.email_verified_at WHEN :verified THEN now() END"
            " WHERE id = :user AND NOT EXISTS"
            " (SELECT FROM dataos.users o WHERE lower(o.email) = lower(:email) AND o.id <> u.id) RETURNING id"
        ),
        {"user": user, "email": email, "name": name, "verified": verified},
    )
    return rows.one_or_none() is not None


async def disable(session: WriteSession, user: UserId, provider: str) -> None:
    """Who disabled the account before stays the one who did."""
    await session.execute(
        text(
            "UPDATE dataos.users SET disabled_at = now(), disabled_by = :provider"
            " WHERE id = :user AND disabled_at IS NULL"
        ),
        {"user": user, "provider": provider},
    )
    await _raise_policies(session, user)


async def enable(session: WriteSession, user: UserId, provider: str) -> None:
    """Undoes only what this provider did."""
    await session.execute(
        text(
            "UPDATE dataos.users SET disabled_at = NULL, disabled_by = NULL"
            " WHERE id = :user AND disabled_by = :provider"
        ),
        {"user": user, "provider": provider},
    )
    await _raise_policies(session, user)


async def suspend(session: WriteSession, workspace: WorkspaceId, user: UserId, provider: str) -> None:
    """Owners stay: a directory must not lock a workspace up. Who suspended the member before stays the one who did."""
    await session.execute(
        text(
            "UPDATE dataos.workspace_members SET suspended_at = now(), suspended_by = :provider"
            " WHERE workspace_id = :workspace AND user_id = :user AND role <> 'owner' AND suspended_at IS NULL"
        ),
        {"workspace": workspace, "user": user, "provider": provider},
    )


async def readmit(session: WriteSession, workspace: WorkspaceId, user: UserId, provider: str) -> None:
    """Undoes only what this provider did: whom an admin suspended, an admin lets in again."""
    await session.execute(
        text(
            "UPDATE dataos.workspace_members SET suspended_at = NULL, suspended_by = NULL"
            " WHERE workspace_id = :workspace AND user_id = :user AND suspended_by = :provider"
        ),
        {"workspace": workspace, "user": user, "provider": provider},
    )


async def leave_teams(session: WriteSession, workspace: WorkspaceId, user: UserId) -> None:
    await session.execute(
        text(
            "DELETE FROM dataos.team_members tm USING dataos.teams t WHERE t.id = tm.team_id"
            " AND t.workspace_id = :workspace AND tm.user_id = :user"
        ),
        {"workspace": workspace, "user": user},
    )


async def groups_of(
    session: Session, workspace: WorkspaceId, users: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    """Teams of these people that a directory keeps: (id, name)."""
    rows = await session.execute(
        text(
            "SELECT tm.user_id, t.id, t.name FROM dataos.team_members tm JOIN dataos.teams t ON t.id = tm.team_id"
            " WHERE t.workspace_id = :workspace AND t.external_id IS NOT NULL AND tm.user_id = ANY(:users)"
            " ORDER BY t.name, t.id"
        ),
        {"workspace": workspace, "users": list(users)},
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for user, team, name in rows:
        found.setdefault(user, []).append((team, name))
    return found


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


async def _raise_policies(session: WriteSession, user: UserId) -> None:
    """Of all the person's workspaces."""
    await session.execute(
        text(
            "UPDATE dataos.workspaces SET policy_version = policy_version + 1 WHERE id IN"
            " (SELECT workspace_id FROM dataos.workspace_members WHERE user_id = :user UNION SELECT b.workspace_id"
            " FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id WHERE bm.user_id = :user)"
        ),
        {"user": user},
    )


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


def _user(row: Row[Any]) -> StoredUser:
    role = None if row.role is None else WorkspaceRole(row.role)
    resource = UserResource(row.user_name, row.external_id, row.active, row.resource)
    return StoredUser(UserId(row.user_id), resource, row.made, row.created_at, row.updated_at, role)
