"""Looking up people whom an automation names, among the members of its workspace."""

from collections.abc import Collection

from psycopg import AsyncConnection

from core.fields.people import Person
from core.query.people import People

_MEMBERS = """
SELECT u.id, lower(u.email), u.number FROM dataos.users u
JOIN dataos.workspace_members m ON m.user_id = u.id AND m.workspace_id = %s
WHERE u.disabled_at IS NULL AND (u.id = ANY(%s) OR lower(u.email) = ANY(%s))
"""
_SHOWN = "SELECT number, id, name, email FROM dataos.users WHERE number = ANY(%s)"


async def members(conn: AsyncConnection, workspace_id: str, mentioned: Collection[str]) -> People:
    """User numbers by id and by lower-case address, of those mentioned who belong to the workspace."""
    if not mentioned:
        return {}
    said = [text if text.startswith("usr_") else text.lower() for text in mentioned]
    found: dict[str, int] = {}
    for user_id, email, number in await (await conn.execute(_MEMBERS, (workspace_id, said, said))).fetchall():
        found |= {user_id: number, email: number}
    return found


async def shown(conn: AsyncConnection, numbers: Collection[int]) -> dict[int, Person]:
    """The people with these numbers, for showing."""
    if not numbers:
        return {}
    rows = await (await conn.execute(_SHOWN, (list(numbers),))).fetchall()
    return {number: Person(user_id, name, email) for number, user_id, name, email in rows}
