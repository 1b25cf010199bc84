"""A run as its steps need it: who acts, on what, and what earlier steps gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import class_row

from api.auth.current import CurrentUser
from core import ids
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import NotFound
from core.ids import UserId
from core.values import JsonValue


@dataclass(frozen=True)
class LoadedRun:
    """``outputs`` maps step ids to what succeeded steps gave."""

    id: str
    status: str
    version: int
    depth: int
    trigger_type: str
    record_key: int | None
    context: Mapping[str, JsonValue]
    created_at: datetime
    automation_id: str
    automation_name: str
    table_number: int
    table_version: int
    table_id: str
    workspace_id: str
    owner_number: int
    owner_id: str
    owner_name: str
    owner_email: str
    owner_disabled: bool
    outputs: Mapping[str, JsonValue]

    @property
    def owner(self) -> CurrentUser:
        """Whom the run acts as; every access check is made for this person, at the moment of the step."""
        return CurrentUser(UserId(self.owner_id), self.owner_number, self.owner_name, self.owner_email, session_id="")

    @property
    def caused_by(self) -> int:
        """The number of whoever made the change or pressed the button; for the system's changes, the owner."""
        number = self.context.get("actor")
        return number if isinstance(number, int) else self.owner_number

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.AUTOMATION, self.owner_number, self.automation_id, self.automation_name)

    @property
    def change_set(self) -> UUID:
        """One for the whole run, so that it can be undone as a group."""
        return ids.decode("run", self.id)

    def cause(self, step_id: str) -> Cause:
        return Cause(
            CauseKind.AUTOMATION,
            depth=self.depth + 1,
            automation_id=self.automation_id,
            run_id=self.id,
            step_id=step_id,
        )


_LOAD = """
SELECT r.id, r.status, r.version, r.depth, r.trigger_type, r.record_key, r.context, r.created_at,
       a.id AS automation_id, a.name AS automation_name, t.number AS table_number,
       t.version AS table_version, t.id AS table_id,
       b.workspace_id, u.number AS owner_number, u.id AS owner_id, u.name AS owner_name, u.email AS owner_email,
       u.disabled_at IS NOT NULL AS owner_disabled,
       coalesce((SELECT jsonb_object_agg(s.step_id, s.output -> 'value') FROM dataos.run_steps s
                 WHERE s.run_id = r.id AND s.status = 'succeeded'), '{}') AS outputs
FROM dataos.runs r
JOIN dataos.automations a ON a.id = r.automation_id
JOIN dataos.tables t ON t.id = a.table_id
JOIN dataos.bases b ON b.id = t.base_id
JOIN dataos.users u ON u.number = a.owner_number
WHERE r.id = %s
"""


async def load(conn: AsyncConnection, run_id: str) -> LoadedRun:
    """Raises NotFound when the run went away with its automation."""
    async with conn.cursor(row_factory=class_row(LoadedRun)) as cursor:
        await cursor.execute(_LOAD, (run_id,))
        run = await cursor.fetchone()
    if run is None:
        raise NotFound("run", run_id)
    return run
