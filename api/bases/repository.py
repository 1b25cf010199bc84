"""SQL of bases and of the roles people have in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from api.access.reach import OPENED_BY_GRANT, REACHES_BASE
from api.db.engine import ReadSession, WriteSession
from api.workspaces.repository import Person
from core.access.roles import BaseRole, GivenRole, effective_base_role, standing
from core.ids import BaseId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Base:
    """``role`` is the effective role of the person who asks."""

    id: BaseId
    workspace_id: WorkspaceId
    name: str
    description: str
    icon: str
    color: str
    role: BaseRole
    created_at: datetime


@dataclass(frozen=True, slots=True)
class BaseMember:
    """A person or a team of whom the base itself says something. Guests do not belong to the workspace."""

    who: "Person | BaseTeam"
    role: GivenRole
    guest: bool = False


@dataclass(frozen=True, slots=True)
class BaseTeam:
    id: str
    name: str


_OPENED = OPENED_BY_GRANT.format(user=":user")
_COLUMNS = "b.id, b.workspace_id, b.name, b.description, b.icon, b.color, b.created_at"


async def list_in_workspace(session: ReadSession, workspace: WorkspaceId, user: UserId, limit: int) -> list[Base]:
    """The bases that this person belongs to, in their order."""
    rows = await session.execute(
        text(
            f"SELECT {_COLUMNS}, bm.role, m.role, m.base_role FROM dataos.bases b"
            " LEFT JOIN dataos.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = :user"
            " LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = :user"
            f" WHERE b.workspace_id = :workspace AND b.deleted_at IS NULL"
            f" AND ({REACHES_BASE} OR (m.suspended_at IS NULL AND {_OPENED}))"
            " ORDER BY b.position, b.id LIMIT :limit"
        ),
        {"workspace": workspace, "user": user, "limit": limit},
    )
    found: list[Base] = []
    for row in rows:
        # Without a role, the base is there for the tables in it that grants open.
        role = _effective(row[7], row[8], row[9]) or BaseRole.VIEWER
        found.append(Base(BaseId(row[0]), WorkspaceId(row[1]), row[2], row[3], row[4], row[5], role, row[6]))
    return found


async def list_deleted(
    session: ReadSession, workspace: WorkspaceId, user: UserId
) -> list[tuple[Base, datetime, int | None]]:
    """Those in the trash that this person belongs to, with when and by whom; the last deleted first."""
    rows = await session.execute(
        text(
            f"SELECT {_COLUMNS}, bm.role, m.role, m.base_role, b.deleted_at, b.deleted_by FROM dataos.bases b"
            " LEFT JOIN dataos.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = :user"
            " LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = :user"
            " WHERE b.workspace_id = :workspace AND b.deleted_at IS NOT NULL AND b.purged_at IS NULL"
            f" AND {REACHES_BASE} ORDER BY b.deleted_at DESC, b.id DESC LIMIT 200"
        ),
        {"workspace": workspace, "user": user},
    )
    found: list[tuple[Base, datetime, int | None]] = []
    for row in rows:
        role = _effective(row[7], row[8], row[9])
        if role is not None:
            base = Base(BaseId(row[0]), WorkspaceId(row[1]), row[2], row[3], row[4], row[5], role, row[6])
            found.append((base, row[10], row[11]))
    return found


def _effective(given: str | None, member: str | None, usual: str | None) -> BaseRole | None:
    """From the stored roles; ``usual`` is None for guests."""
    role = None if given is None else GivenRole(given)
    return effective_base_role(standing(member), role, GivenRole.NONE if usual is None else GivenRole(usual))


async def get(session: ReadSession | WriteSession, base: BaseId, role: BaseRole) -> Base:
    """A base that the caller has been granted with this role."""
    rows = await session.execute(text(f"SELECT {_COLUMNS} FROM dataos.bases b WHERE b.id = :id"), {"id": base})
    row = rows.one()
    return Base(BaseId(row[0]), WorkspaceId(row[1]), row[2], row[3], row[4], row[5], role, row[6])


async def add(session: WriteSession, draft: Base) -> Base:
    """Last in its workspace."""
    added = await session.execute(
        text(
            "INSERT INTO dataos.bases (id, workspace_id, name, description, icon, color, position)"
            " SELECT :id, :workspace, :name, :description, :icon, :color, coalesce(max(position) + 1, 0)"
            " FROM dataos.bases WHERE workspace_id = :workspace RETURNING created_at"
        ),
        {
            "id": draft.id,
            "workspace": draft.workspace_id,
            "name": draft.name,
            "description": draft.description,
            "icon": draft.icon,
            "color": draft.color,
        },
    )
    return Base(
        draft.id,
        draft.workspace_id,
        draft.name,
        draft.description,
        draft.icon,
        draft.color,
        draft.role,
        added.scalar_one(),
    )


async def update(session: WriteSession, base: BaseId, changes: Mapping[str, str | None]) -> None:
    """``changes`` may hold name, description, icon, color; what is absent or None stays."""
    await session.execute(
        text(
            "UPDATE dataos.bases SET name = coalesce(:name, name), description = coalesce(:description, description),"
            " icon = coalesce(:icon, icon), color = coalesce(:color, color) WHERE id = :id"
        ),
        {key: changes.get(key) for key in ("name", "description", "icon", "color")} | {"id": base},
    )


async def delete(session: WriteSession, base: BaseId, by: int) -> None:
    """``by`` is a person's number."""
    statement = text("UPDATE dataos.bases SET deleted_at = now(), deleted_by = :by WHERE id = :id")
    await session.execute(statement, {"id": base, "by": by})


async def set_role(session: WriteSession, base: BaseId, user: UserId, role: GivenRole) -> None:
    await session.execute(
        text(
            "INSERT INTO dataos.base_members (base_id, user_id, role) VALUES (:base, :user, :role)"
            " ON CONFLICT (base_id, user_id) DO UPDATE SET role = excluded.role"
        ),
        {"base": base, "user": user, "role": role.value},
    )


async def own_role(session: WriteSession, base: BaseId, user: str) -> str | None:
    """What the base itself says of a person."""
    statement = text("SELECT role FROM dataos.base_members WHERE base_id = :base AND user_id = :user")
    return (await session.execute(statement, {"base": base, "user": user})).scalar_one_or_none()


async def team_role(session: WriteSession, base: BaseId, team: str) -> str | None:
    statement = text("SELECT role FROM dataos.base_teams WHERE base_id = :base AND team_id = :team")
    return (await session.execute(statement, {"base": base, "team": team})).scalar_one_or_none()


async def list_members(session: ReadSession, base: BaseId, limit: int) -> list[BaseMember]:
    """The teams and then the people of whom the base itself says something, by name."""
    teams = await session.execute(
        text(
            "SELECT t.id, t.name, bt.role FROM dataos.base_teams bt JOIN dataos.teams t ON t.id = bt.team_id"
            " WHERE bt.base_id = :base ORDER BY lower(t.name) LIMIT :limit"
        ),
        {"base": base, "limit": limit},
    )
    people = await session.execute(
        text(
            "SELECT u.id, u.name, u.email, bm.role, m.user_id IS NULL FROM dataos.base_members bm"
            " JOIN dataos.bases b ON b.id = bm.base_id JOIN dataos.users u ON u.id = bm.user_id"
            " LEFT JOIN dataos.workspace_members m ON m.workspace_id = b.workspace_id AND m.user_id = u.id"
            " WHERE bm.base_id = :base ORDER BY lower(u.name), u.id LIMIT :limit"
        ),
        {"base": base, "limit": limit},
    )
    return [
        *(BaseMember(BaseTeam(row[0], row[1]), GivenRole(row[2])) for row in teams),
        *(BaseMember(Person(UserId(row[0]), row[1], row[2]), GivenRole(row[3]), row[4]) for row in people),
    ]


async def usual_role(session: ReadSession, workspace: WorkspaceId) -> GivenRole:
    """What the workspace's members are in a base that says nothing of them."""
    statement = text("SELECT default_base_role FROM dataos.workspaces WHERE id = :id")
    return GivenRole((await session.execute(statement, {"id": workspace})).scalar_one())


async def find_team(session: WriteSession, workspace: WorkspaceId, team: str) -> BaseTeam | None:
    statement = text("SELECT id, name FROM dataos.teams WHERE id = :team AND workspace_id = :workspace")
    row = (await session.execute(statement, {"team": team, "workspace": workspace})).one_or_none()
    return None if row is None else BaseTeam(row[0], row[1])


async def set_team_role(session: WriteSession, base: BaseId, team: str, role: GivenRole) -> None:
    await session.execute(
        text(
            "INSERT INTO dataos.base_teams (base_id, team_id, role) VALUES (:base, :team, :role)"
            " ON CONFLICT (base_id, team_id) DO UPDATE SET role = excluded.role"
        ),
        {"base": base, "team": team, "role": role.value},
    )


async def remove_team(session: WriteSession, base: BaseId, team: str) -> bool:
    """False when the base said nothing of the team."""
    removed = await session.execute(
        text("DELETE FROM dataos.base_teams WHERE base_id = :base AND team_id = :team RETURNING team_id"),
        {"base": base, "team": team},
    )
    return removed.one_or_none() is not None


async def remove_role(session: WriteSession, base: BaseId, user: str) -> bool:
    """False when the person had no role in the base itself."""
    removed = await session.execute(
        text("DELETE FROM dataos.base_members WHERE base_id = :base AND user_id = :user RETURNING user_id"),
        {"base": base, "user": user},
    )
    return removed.one_or_none() is not None
