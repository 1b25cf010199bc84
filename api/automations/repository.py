"""SQL of automations and their published versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from core.errors import NotFound
from core.values import JsonValue

Definition = dict[str, JsonValue]
"""As somebody wrote it: ``trigger``, ``conditions``, ``steps``."""


@dataclass(frozen=True)
class StoredAutomation:
    """``published`` is the definition of ``published_version``; the owner is whom its runs act as."""

    id: str
    table_id: str
    name: str
    enabled: bool
    draft: Definition
    published_version: int | None
    published: Definition | None
    created_at: datetime
    modified_at: datetime
    owner_id: str
    owner_name: str
    owner_email: str


_SELECT = """
SELECT a.id, a.table_id, a.name, a.enabled, a.draft, a.published_version, v.definition AS published,
       a.created_at, a.modified_at, u.id AS owner_id, u.name AS owner_name, u.email AS owner_email
FROM dataos.automations a
JOIN dataos.users u ON u.number = a.owner_number
LEFT JOIN dataos.automation_versions v ON v.automation_id = a.id AND v.version = a.published_version
WHERE a.deleted_at IS NULL AND
"""
_ADD = "INSERT INTO dataos.automations (id, table_id, owner_number, name, draft) VALUES (%s, %s, %s, %s, %s)"
_UPDATE = """
UPDATE dataos.automations SET name = coalesce(%(name)s, name), draft = coalesce(%(draft)s, draft), modified_at = now()
WHERE id = %(id)s AND deleted_at IS NULL
"""
_LOCK = "SELECT draft FROM dataos.automations WHERE id = %s AND deleted_at IS NULL FOR UPDATE"
_ADD_VERSION = """
WITH same AS (
  SELECT version FROM dataos.automation_versions
  WHERE automation_id = %(id)s AND definition = %(definition)s AND plan = %(plan)s ORDER BY version DESC LIMIT 1
), added AS (
  INSERT INTO dataos.automation_versions (automation_id, version, definition, plan, published_by)
  SELECT %(id)s, coalesce(max(version), 0) + 1, %(definition)s, %(plan)s, %(by)s
  FROM dataos.automation_versions WHERE automation_id = %(id)s HAVING NOT EXISTS (SELECT FROM same)
  RETURNING version
)
SELECT version FROM added UNION ALL SELECT version FROM same
"""
_PUBLISH = """
UPDATE dataos.automations SET published_version = %(version)s, enabled = true, owner_number = %(owner)s,
       modified_at = now() WHERE id = %(id)s
"""
_SET_OWNER = "UPDATE dataos.automations SET owner_number = %s WHERE id = %s"
_DISABLE = "UPDATE dataos.automations SET enabled = false, modified_at = now() WHERE id = %s AND deleted_at IS NULL"
_DELETE = "UPDATE dataos.automations SET deleted_at = now(), enabled = false WHERE id = %s AND deleted_at IS NULL"
_COUNT = "SELECT count(*) FROM dataos.automations WHERE table_id = %s AND deleted_at IS NULL"


async def add(
    conn: AsyncConnection, *, automation_id: str, table_id: str, owner_number: int, name: str, draft: Definition
) -> None:
    await conn.execute(_ADD, (automation_id, table_id, owner_number, name, Jsonb(draft)))


async def get(conn: AsyncConnection, automation_id: str) -> StoredAutomation:
    """Raises NotFound."""
    async with conn.cursor(row_factory=class_row(StoredAutomation)) as cursor:
        await cursor.execute(f"{_SELECT} a.id = %s", (automation_id,))
        found = await cursor.fetchone()
    if found is None:
        raise NotFound("automation", automation_id[:100])
    return found


async def list_of_table(conn: AsyncConnection, table_id: str) -> list[StoredAutomation]:
    """Oldest first."""
    async with conn.cursor(row_factory=class_row(StoredAutomation)) as cursor:
        await cursor.execute(f"{_SELECT} a.table_id = %s ORDER BY a.id", (table_id,))
        return await cursor.fetchall()


async def count_of_table(conn: AsyncConnection, table_id: str) -> int:
    row = await (await conn.execute(_COUNT, (table_id,))).fetchone()
    return row[0] if row else 0


async def lock_draft(conn: AsyncConnection, automation_id: str) -> Definition:
    """The draft, which nobody else changes until this transaction ends. Raises NotFound."""
    row = await (await conn.execute(_LOCK, (automation_id,))).fetchone()
    if row is None:
        raise NotFound("automation", automation_id)
    return row[0]


async def update(conn: AsyncConnection, automation_id: str, *, name: str | None, draft: Definition | None) -> None:
    """None leaves it as it is."""
    await conn.execute(_UPDATE, {"id": automation_id, "name": name, "draft": None if draft is None else Jsonb(draft)})


async def add_version(
    conn: AsyncConnection, automation_id: str, *, definition: Definition, plan: Mapping[str, JsonValue], by: int
) -> int:
    """Its number: 1, 2, 3 …, or that of the version that says the same. Call it holding the automation's lock."""
    values = {"id": automation_id, "definition": Jsonb(definition), "plan": Jsonb(plan), "by": by}
    row = await (await conn.execute(_ADD_VERSION, values)).fetchone()
    if row is None:
        raise NotFound("automation", automation_id)
    return row[0]


async def publish(conn: AsyncConnection, automation_id: str, *, version: int, owner_number: int) -> None:
    """Make this version the one that fires, and its publisher the one it acts as."""
    await conn.execute(_PUBLISH, {"id": automation_id, "version": version, "owner": owner_number})


async def set_owner(conn: AsyncConnection, automation_id: str, owner_number: int) -> None:
    await conn.execute(_SET_OWNER, (owner_number, automation_id))


async def disable(conn: AsyncConnection, automation_id: str) -> None:
    await conn.execute(_DISABLE, (automation_id,))


async def delete(conn: AsyncConnection, automation_id: str) -> None:
    """Soft: the run log stays."""
    await conn.execute(_DELETE, (automation_id,))
