"""SQL of people whom a directory keeps; ``sql/groups.py`` has that of teams."""

import json
from collections.abc import Collection, Mapping
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


@dataclass(frozen=True, slots=True)
class StoredUser:
    """``made``: this directory made the account. ``role``: in the workspace, None where they do not belong to it."""

    id: UserId
    resource: UserResource
    made: bool
    created_at: datetime
    updated_at: datetime
    role: WorkspaceRole | None


_USER = (
    "SELECT s.user_id, s.user_name, s.external_id, s.active, s.resource, s.made, s.created_at, s.updated_at, m.role"
    " FROM dataos.scim_users s JOIN dataos.identity_providers p ON p.id = s.provider_id"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = p.workspace_id AND m.user_id = s.user_id"
    " WHERE s.provider_id = :provider AND s.deleted_at IS NULL"
)


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


def _user(row: Row[Any]) -> StoredUser:
    role = None if row.role is None else WorkspaceRole(row.role)
    resource = UserResource(row.user_name, row.external_id, row.active, row.resource)
    return StoredUser(UserId(row.user_id), resource, row.made, row.created_at, row.updated_at, role)
