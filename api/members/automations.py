"""What becomes of a person's automations, which act as their owner, when the person leaves the workspace."""

from psycopg import AsyncConnection

from api.notifications import repository as notifications
from api.notifications.repository import NewNotification
from core.counted import counted
from core.ids import WorkspaceId

_OWNED = """
FROM dataos.automations a
JOIN dataos.tables t ON t.id = a.table_id JOIN dataos.bases b ON b.id = t.base_id
WHERE b.workspace_id = %(workspace)s AND a.owner_number = (SELECT number FROM dataos.users WHERE id = %(user)s)
  AND a.deleted_at IS NULL
"""
_COUNT = f"SELECT count(*) FILTER (WHERE a.enabled), count(*) {_OWNED}"
_BASES = f"SELECT DISTINCT b.id, b.name {_OWNED} AND b.deleted_at IS NULL ORDER BY b.name"
_HAND = f"""
UPDATE dataos.automations SET owner_number = (SELECT number FROM dataos.users WHERE id = %(to)s), modified_at = now()
WHERE id IN (SELECT a.id {_OWNED})
"""
_SWITCH_OFF = f"""
UPDATE dataos.automations SET enabled = false, modified_at = now()
WHERE id IN (SELECT a.id {_OWNED} AND a.enabled) RETURNING name
"""
_OWNERS = """
SELECT u.number FROM dataos.workspace_members m JOIN dataos.users u ON u.id = m.user_id
WHERE m.workspace_id = %(workspace)s AND m.role = 'owner' AND m.suspended_at IS NULL AND u.disabled_at IS NULL
  AND u.id <> %(user)s
"""
_NAMED = 10


async def count(conn: AsyncConnection, workspace: WorkspaceId, user: str) -> tuple[int, int]:
    """How many are switched on, and how many there are."""
    row = await (await conn.execute(_COUNT, {"workspace": workspace, "user": user})).fetchone()
    return (row[0], row[1]) if row else (0, 0)


async def bases(conn: AsyncConnection, workspace: WorkspaceId, user: str) -> list[tuple[str, str]]:
    """Ids and names of the bases that they work in."""
    return await (await conn.execute(_BASES, {"workspace": workspace, "user": user})).fetchall()


async def hand_over(conn: AsyncConnection, workspace: WorkspaceId, user: str, to: str) -> None:
    """They act as ``to`` from now on."""
    await conn.execute(_HAND, {"workspace": workspace, "user": user, "to": to})


async def switch_off(conn: AsyncConnection, workspace: WorkspaceId, user: str, name: str) -> None:
    """And tell the workspace's other owners which, if any were on."""
    values = {"workspace": workspace, "user": user}
    off = [row[0] for row in await (await conn.execute(_SWITCH_OFF, values)).fetchall()]
    if not off:
        return
    owners = [row[0] for row in await (await conn.execute(_OWNERS, values)).fetchall()]
    title = f"{counted(len(off), 'automation')} switched off: {name} left the workspace"
    more = f" and {len(off) - _NAMED} more" if len(off) > _NAMED else ""
    body = f"{', '.join(off[:_NAMED])}{more}. They acted as {name}. Publish them again to run them as yourself."
    await notifications.add(conn, owners, NewNotification(workspace, title, body))
