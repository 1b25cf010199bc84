"""SQL of workspaces and their members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from core.access.roles import DEFAULT_BASE_ROLE, GivenRole, Standing, WorkspaceRole, standing
from core.ids import UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Workspace:
    """``role`` is the role of the person who asks."""

    id: WorkspaceId
    number: int
    name: str
    role: Standing
    created_at: datetime
    default_base_role: GivenRole


@dataclass(frozen=True, slots=True)
class Person:
    """``unproved``: nobody has shown that the address is theirs."""

    id: UserId
    name: str
    email: str
    unproved: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    person: Person
    role: WorkspaceRole


_MINE = (
    "SELECT w.id, w.number, w.name, m.role, w.created_at, w.default_base_role FROM dataos.workspaces w"
    " LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = :user"
    " WHERE w.deleted_at IS NULL AND m.suspended_at IS NULL"
    " AND w.id IN (SELECT workspace_id FROM dataos.workspace_members WHERE user_id = :user UNION SELECT b.workspace_id"
    " FROM dataos.given_base_roles bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL"
    " WHERE bm.user_id = :user AND bm.role <> 'none')"
)


async def list_mine(session: ReadSession, user: UserId, limit: int) -> list[Workspace]:
    """Oldest first."""
    rows = await session.execute(text(f"{_MINE} ORDER BY w.id LIMIT :limit"), {"user": user, "limit": limit})
    return [_workspace(row) for row in rows]


async def get_mine(session: ReadSession | WriteSession, user: UserId, workspace: WorkspaceId) -> Workspace:
    """The caller has already been granted the workspace."""
    return _workspace((await session.execute(text(f"{_MINE} AND w.id = :id"), {"user": user, "id": workspace})).one())


def _workspace(row: Sequence[Any]) -> Workspace:
    return Workspace(WorkspaceId(row[0]), row[1], row[2], standing(row[3]), row[4], GivenRole(row[5]))


async def add(session: WriteSession, workspace: WorkspaceId, name: str, owner: UserId) -> Workspace:
    """A workspace with its first owner."""
    added = await session.execute(
        text("INSERT INTO dataos.workspaces (id, name) VALUES (:id, :name) RETURNING number, created_at"),
        {"id": workspace, "name": name},
    )
    number, created_at = added.one()
    await add_member(session, workspace, owner, WorkspaceRole.OWNER)
    return Workspace(workspace, number, name, WorkspaceRole.OWNER, created_at, DEFAULT_BASE_ROLE)


async def update(
    session: WriteSession, workspace: WorkspaceId, *, name: str | None, default_base_role: GivenRole | None
) -> None:
    """None leaves it as it is."""
    statement = text(
        "UPDATE dataos.workspaces SET name = coalesce(:name, name),"
        " default_base_role = coalesce(:role, default_base_role) WHERE id = :id"
    )
    role = None if default_base_role is None else default_base_role.value
    await session.execute(statement, {"id": workspace, "name": name, "role": role})


async def delete(session: WriteSession, workspace: WorkspaceId) -> None:
    """Soft: nobody sees it any more, and its records' guard no longer holds."""
    await session.execute(
        text("UPDATE dataos.workspaces SET deleted_at = now(), policy_version = policy_version + 1 WHERE id = :id"),
        {"id": workspace},
    )


async def change_policy(session: WriteSession, workspace: WorkspaceId) -> None:
    """Raise the policy version, and hold the workspace's row: changes of membership happen one after another."""
    await session.execute(
        text("UPDATE dataos.workspaces SET policy_version = policy_version + 1 WHERE id = :id"), {"id": workspace}
    )


async def hold(session: WriteSession, workspace: WorkspaceId) -> None:
    """Hold the workspace's row, without a change of anybody's rights."""
    await session.execute(text("SELECT 1 FROM dataos.workspaces WHERE id = :id FOR NO KEY UPDATE"), {"id": workspace})


async def find_person(session: ReadSession | WriteSession, workspace: WorkspaceId, email: str) -> Person | None:
    """Who may be given something in the workspace: anybody with an account, and its own service accounts."""
    statement = text(
        "SELECT id, name, email, kind = 'person' AND email_verified_at IS NULL FROM dataos.users"
        " WHERE lower(email) = lower(:email) AND disabled_at IS NULL AND (kind = 'person' OR workspace_id = :workspace)"
    )
    row = (await session.execute(statement, {"email": email, "workspace": workspace})).one_or_none()
    return None if row is None else Person(UserId(row[0]), *row[1:])


async def find_member(session: ReadSession | WriteSession, workspace: WorkspaceId, user: str) -> Member | None:
    rows = await session.execute(
        text(
            "SELECT u.id, u.name, u.email, m.role FROM dataos.workspace_members m JOIN dataos.users u"
            " ON u.id = m.user_id WHERE m.workspace_id = :id AND m.user_id = :user"
        ),
        {"id": workspace, "user": user},
    )
    row = rows.one_or_none()
    return None if row is None else Member(Person(UserId(row[0]), row[1], row[2]), WorkspaceRole(row[3]))


async def suspended(session: WriteSession, workspace: WorkspaceId, user: UserId) -> bool:
    """Whether this member is shut out."""
    statement = text(
        "SELECT suspended_at IS NOT NULL FROM dataos.workspace_members WHERE workspace_id = :id AND user_id = :user"
    )
    return bool((await session.execute(statement, {"id": workspace, "user": user})).scalar_one_or_none())


async def add_member(session: WriteSession, workspace: WorkspaceId, user: UserId, role: WorkspaceRole) -> None:
    await session.execute(
        text("INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (:id, :user, :role)"),
        {"id": workspace, "user": user, "role": role.value},
    )
