"""SQL of service accounts."""

from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection

from core.access.roles import WorkspaceRole


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    id: str
    name: str
    email: str
    role: WorkspaceRole | None
    disabled: bool
    created_at: datetime


_ONE = """
SELECT u.id, u.name, u.email, m.role, u.disabled_at IS NOT NULL, u.created_at FROM dataos.users u
  LEFT JOIN dataos.workspace_members m ON m.user_id = u.id AND m.workspace_id = u.workspace_id
 WHERE u.kind = 'service' AND u.workspace_id = %(workspace)s
"""
_LIST = f"{_ONE} ORDER BY lower(u.name), u.id LIMIT %(limit)s"
_FIND = f"{_ONE} AND u.id = %(id)s"
_ADD = b"""
INSERT INTO dataos.users (id, email, name, kind, workspace_id)
SELECT %(id)s, %(email)s, %(name)s, 'service', %(workspace)s
 WHERE (SELECT count(*) FROM dataos.users WHERE workspace_id = %(workspace)s) < %(most)s
"""
_JOIN = b"INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (%s, %s, %s)"
_RENAME = b"UPDATE dataos.users SET name = %s WHERE id = %s"
_DISABLE = b"UPDATE dataos.users SET disabled_at = CASE WHEN %s THEN coalesce(disabled_at, now()) END WHERE id = %s"
# The row stays, for the history of what the account did; nothing else of it does.
_DELETE = b"""
WITH member AS (DELETE FROM dataos.workspace_members WHERE user_id = %(id)s),
bases AS (DELETE FROM dataos.base_members WHERE user_id = %(id)s),
teams AS (DELETE FROM dataos.team_members WHERE user_id = %(id)s),
tables AS (DELETE FROM dataos.table_grants WHERE subject_type = 'user' AND subject_id = %(id)s),
fields AS (DELETE FROM dataos.field_grants WHERE subject_type = 'user' AND subject_id = %(id)s),
views AS (DELETE FROM dataos.view_grants WHERE subject_type = 'user' AND subject_id = %(id)s),
rules AS (DELETE FROM dataos.row_rules WHERE subject_type = 'user' AND subject_id = %(id)s)
UPDATE dataos.users SET workspace_id = NULL, disabled_at = coalesce(disabled_at, now()) WHERE id = %(id)s
"""
_POLICY = b"UPDATE dataos.workspaces SET policy_version = policy_version + 1 WHERE id = %s"


async def of_workspace(conn: AsyncConnection, workspace: str, limit: int) -> list[ServiceAccount]:
    """By name."""
    rows = await (await conn.execute(_LIST.encode(), {"workspace": workspace, "limit": limit})).fetchall()
    return [_account(row) for row in rows]


async def find(conn: AsyncConnection, workspace: str, account_id: str) -> ServiceAccount | None:
    row = await (await conn.execute(_FIND.encode(), {"workspace": workspace, "id": account_id})).fetchone()
    return None if row is None else _account(row)


async def add(conn: AsyncConnection, workspace: str, account: ServiceAccount, most: int) -> bool:
    """False when the workspace has ``most`` of them already."""
    values = {"id": account.id, "email": account.email, "name": account.name, "workspace": workspace, "most": most}
    if (await conn.execute(_ADD, values)).rowcount == 0:
        return False
    role = account.role or WorkspaceRole.MEMBER
    await conn.execute(_JOIN, (workspace, account.id, role.value))
    return True


async def rename(conn: AsyncConnection, account_id: str, name: str) -> None:
    await conn.execute(_RENAME, (name, account_id))


async def set_disabled(conn: AsyncConnection, account_id: str, *, disabled: bool) -> None:
    await conn.execute(_DISABLE, (disabled, account_id))


async def delete(conn: AsyncConnection, account_id: str) -> None:
    await conn.execute(_DELETE, {"id": account_id})


async def change_policy(conn: AsyncConnection, workspace: str) -> None:
    """Raise the policy version, and hold the workspace's row until commit."""
    await conn.execute(_POLICY, (workspace,))


def _account(row: tuple[str, str, str, str | None, bool, datetime]) -> ServiceAccount:
    account_id, name, email, role, disabled, created_at = row
    return ServiceAccount(account_id, name, email, None if role is None else WorkspaceRole(role), disabled, created_at)
