"""The people whom a run shows."""

from collections.abc import Collection

from psycopg import AsyncConnection

from core.fields.people import Person

_SHOWN = "SELECT number, id, name, email FROM dataos.users WHERE number = ANY(%s)"


async def shown(conn: AsyncConnection, numbers: Collection[int]) -> dict[int, Person]:
    """The people with these numbers, for showing."""
    if not numbers:
        return {}
    rows = await (await conn.execute(_SHOWN, (list(numbers),))).fetchall()
    return {number: Person(user_id, name, email) for number, user_id, name, email in rows}
