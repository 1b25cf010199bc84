"""Switching off an automation whose owner can no longer open its table: it would fail at every change for ever."""

from psycopg import AsyncConnection

from api.automations.guards import OWNER_LOST_ACCESS
from api.automations.log.runs import NewRun
from api.notifications import repository as notifications
from api.notifications.repository import NewNotification

_SWITCH_OFF = """
WITH off AS (
  UPDATE dataos.automations a SET enabled = false, modified_at = now()
  FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL
  JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
  WHERE a.id = %s AND a.enabled AND a.published_version = %s AND t.id = a.table_id AND t.deleted_at IS NULL
  RETURNING a.name, a.table_id
)
SELECT off.name, off.table_id, b.workspace_id, ARRAY(
  SELECT u.number FROM dataos.workspace_members m JOIN dataos.users u ON u.id = m.user_id
  WHERE m.workspace_id = b.workspace_id AND m.role = 'owner' AND u.disabled_at IS NULL)
FROM off JOIN dataos.tables t ON t.id = off.table_id JOIN dataos.bases b ON b.id = t.base_id
"""


async def switch_off(conn: AsyncConnection, run: NewRun) -> bool:
    """Switch off the automation of this run and tell the workspace's owners; False when it is off already.

    With its table in the trash it is left on: nobody can open such a table, and restored it is to fire again. To be
    called in the transaction that enters the run, so that there is one entry for one switching off.
    """
    row = await (await conn.execute(_SWITCH_OFF, (run.automation_id, run.version))).fetchone()
    if row is None:
        return False
    name, table_id, workspace_id, owners = row
    title = f"The automation {name} was switched off"
    notice = NewNotification(workspace_id, title, OWNER_LOST_ACCESS.message, table_id=table_id, run_id=run.id)
    await notifications.add(conn, owners, notice)
    return True
