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
    """Somebody of whom the base itself says something."""

    person: Person
    role: GivenRole


_OPENED = OPENED_BY_GRANT.format(user=":user")
_COLUMNS = "b.id, b.workspace_id, b.name, b.description, b.icon, b.color, b.created_at"


async def list_in_workspace(session: ReadSession, workspace: WorkspaceId, user: UserId, limit: int) -> list[Base]:
    """The bases that this person belongs to, in their order."""
    rows = await session.execute(
        text(
            f"SELECT {_COLUMNS}, bm.role, m.role FROM dataos.bases b"
            " LEFT JOIN dataos.workspace_members m ON m.workspace_id = b.workspace_id AND m.user_id = :user"
            " LEFT JOIN dataos.base_members bm ON bm.base_id = b.id AND bm.user_id = :user"
            f" WHERE b.workspace_id = :workspace AND b.deleted_at IS NULL AND ({REACHES_BASE} OR {_OPENED})"
            " ORDER BY b.position, b.id LIMIT :limit"
        ),
        {"workspace": workspace, "user": user, "limit": limit},
    )
    found: list[Base] = []
    for row in rows:
        # Without a role, the base is there for the tables in it that grants open.
        role = effective_base_role(standing(row[8]), None if row[7] is None else GivenRole(row[7])) or BaseRole.VIEWER
        found.append(Base(BaseId(row[0]), WorkspaceId(row[1]), row[2], row[3], row[4], row[5], role, row[6]))
    return found


async def list_deleted(
    session: ReadSession, workspace: WorkspaceId, user: UserId
) -> list[tuple[Base, datetime, int | None]]:
    """Those in the trash that this person belongs to, with when and by whom; the last deleted first."""
    rows = await session.execute(
        text(
            f"SELECT {_COLUMNS}, bm.role, m.role, b.deleted_at, b.deleted_by FROM dataos.bases b"
            " LEFT JOIN dataos.workspace_members m ON m.workspace_id = b.workspace_id AND m.user_id = :user"
            " LEFT JOIN dataos.base_members bm ON bm.base_id = b.id AND bm.user_id = :user"
            " WHERE b.workspace_id = :workspace AND b.deleted_at IS NOT NULL AND b.purged_at IS NULL"
            f" AND {REACHES_BASE} ORDER BY b.deleted_at DESC, b.id DESC LIMIT 200"
        ),
        {"workspace": workspace, "user": user},
    )
    found: list[tuple[Base, datetime, int | None]] = []
    for row in rows:
        role = effective_base_role(standing(row[8]), None if row[7] is None else GivenRole(row[7]))
        if role is not None:
            base = Base(BaseId(row[0]), WorkspaceId(row[1]), row[2], row[3], row[4], row[5], role, row[6])
            found.append((base, row[9], row[10]))
    return found


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


async def list_members(session: ReadSession, base: BaseId, limit: int) -> list[BaseMember]:
    """Those of whom the base itself says something, by name."""
    rows = await session.execute(
        text(
            "SELECT u.id, u.name, u.email, bm.role FROM dataos.base_members bm JOIN dataos.users u ON u.id = bm.user_id"
            " WHERE bm.base_id = :base ORDER BY lower(u.name), u.id LIMIT :limit"
        ),
        {"base": base, "limit": limit},
    )
    return [BaseMember(Person(UserId(row[0]), row[1], row[2]), GivenRole(row[3])) for row in rows]


async def remove_role(session: WriteSession, base: BaseId, user: str) -> bool:
    """False when the person had no role in the base itself."""
    removed = await session.execute(
        text("DELETE FROM dataos.base_members WHERE base_id = :base AND user_id = :user RETURNING user_id"),
        {"base": base, "user": user},
    )
    return removed.one_or_none() is not None
