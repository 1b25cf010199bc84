"""SQL of who belongs to a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from api.members.standing import MemberStatus
from api.workspaces.repository import Person
from core.access.roles import WorkspaceRole
from core.ids import UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Membership:
    """``teams`` are ids and names. ``service``: a service account, not a person."""

    person: Person
    role: WorkspaceRole
    status: MemberStatus
    joined_at: datetime
    last_seen_at: datetime | None
    teams: Sequence[tuple[str, str]]
    service: bool

    @property
    def counts_as_owner(self) -> bool:
        """Somebody who can look after the workspace now."""
        return self.role is WorkspaceRole.OWNER and self.status is MemberStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class MemberPage:
    """``after`` is the id of the last person seen."""

    search: str
    after: str | None
    limit: int


# When somebody was online before they joined is nobody's business here: anybody can be added by their address.
_SELECT = """
SELECT u.id, u.name, u.email, m.role, m.suspended_at IS NOT NULL, u.disabled_at IS NOT NULL, m.created_at,
       (SELECT max(s.last_seen_at) FROM dataos.sessions s WHERE s.user_id = u.id AND s.last_seen_at > m.created_at),
       (SELECT jsonb_agg(jsonb_build_array(t.id, t.name) ORDER BY lower(t.name)) FROM dataos.team_members tm
          JOIN dataos.teams t ON t.id = tm.team_id WHERE tm.user_id = u.id AND t.workspace_id = m.workspace_id),
       u.kind = 'service'
  FROM dataos.workspace_members m JOIN dataos.users u ON u.id = m.user_id WHERE m.workspace_id = :id
"""
_PAGE = f"""
{_SELECT} AND (:pattern = '%%' OR u.name ILIKE :pattern OR u.email ILIKE :pattern)
   AND (CAST(:after AS text) IS NULL
        OR (lower(u.name), u.id) > (SELECT lower(name), id FROM dataos.users WHERE id = :after))
 ORDER BY lower(u.name), u.id LIMIT :limit
"""


async def page(session: ReadSession, workspace: WorkspaceId, asked: MemberPage) -> list[Membership]:
    """By name."""
    meant = asked.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {"id": workspace, "pattern": f"%{meant}%", "after": asked.after, "limit": asked.limit}
    return [_membership(row) for row in await session.execute(text(_PAGE), values)]


async def find(session: ReadSession | WriteSession, workspace: WorkspaceId, user: str) -> Membership | None:
    rows = await session.execute(text(f"{_SELECT} AND m.user_id = :user"), {"id": workspace, "user": user})
    row = rows.one_or_none()
    return None if row is None else _membership(row)


async def count_owners(session: WriteSession, workspace: WorkspaceId) -> int:
    """Those who can look after the workspace now."""
    statement = text(
        "SELECT count(*) FROM dataos.workspace_members m JOIN dataos.users u ON u.id = m.user_id"
        " WHERE m.workspace_id = :id AND m.role = 'owner' AND m.suspended_at IS NULL AND u.disabled_at IS NULL"
    )
    return (await session.execute(statement, {"id": workspace})).scalar_one()


async def set_role(session: WriteSession, workspace: WorkspaceId, user: UserId, role: WorkspaceRole) -> None:
    await session.execute(
        text("UPDATE dataos.workspace_members SET role = :role WHERE workspace_id = :id AND user_id = :user"),
        {"id": workspace, "user": user, "role": role.value},
    )


async def set_suspended(session: WriteSession, workspace: WorkspaceId, user: UserId, *, suspended: bool) -> None:
    """By an admin, also where a directory did it before: it does not undo what an admin said."""
    since = "coalesce(suspended_at, now())" if suspended else "NULL"
    await session.execute(
        text(
            f"UPDATE dataos.workspace_members SET suspended_at = {since}, suspended_by = NULL"
            " WHERE workspace_id = :id AND user_id = :user"
        ),
        {"id": workspace, "user": user},
    )


async def remove(session: WriteSession, workspace: WorkspaceId, user: UserId) -> None:
    """With the person's roles in bases, teams, and the grants that give them something. What closes something to them
    stays, for they may come back by an invitation that anybody may accept."""
    here = "SELECT id FROM dataos.bases WHERE workspace_id = :id"
    tables = f"SELECT id FROM dataos.tables WHERE base_id IN ({here})"
    named = "subject_type = 'user' AND subject_id = :user"
    teams = "SELECT id FROM dataos.teams WHERE workspace_id = :id"
    fields = f"SELECT id FROM dataos.fields WHERE table_id IN ({tables})"
    views = f"SELECT id FROM dataos.views WHERE table_id IN ({tables})"
    for statement in (
        f"DELETE FROM dataos.base_members WHERE user_id = :user AND role <> 'none' AND base_id IN ({here})",
        f"DELETE FROM dataos.team_members WHERE user_id = :user AND team_id IN ({teams})",
        f"DELETE FROM dataos.table_grants WHERE {named} AND level <> 'none' AND table_id IN ({tables})",
        f"DELETE FROM dataos.field_grants WHERE {named} AND level <> 'hidden' AND field_id IN ({fields})",
        f"DELETE FROM dataos.view_grants WHERE {named} AND level <> 'none' AND view_id IN ({views})",
        "DELETE FROM dataos.workspace_members WHERE workspace_id = :id AND user_id = :user",
    ):
        await session.execute(text(statement), {"id": workspace, "user": user})


async def count_base_roles(session: ReadSession, workspace: WorkspaceId, user: UserId) -> int:
    statement = text(
        "SELECT count(*) FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL"
        " WHERE bm.user_id = :user AND b.workspace_id = :id AND bm.role <> 'none'"
    )
    return (await session.execute(statement, {"id": workspace, "user": user})).scalar_one()


def _membership(row: Sequence[Any]) -> Membership:
    suspended, disabled = row[4], row[5]
    status = MemberStatus.DEACTIVATED if disabled else MemberStatus.SUSPENDED if suspended else MemberStatus.ACTIVE
    teams = [(team, name) for team, name in row[8] or ()]
    person = Person(UserId(row[0]), row[1], row[2])
    return Membership(person, WorkspaceRole(row[3]), status, row[6], row[7], teams, row[9])
