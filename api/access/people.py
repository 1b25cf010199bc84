"""Who is a person here: the members of a workspace and the guests of its bases, unless their account is disabled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from psycopg import AsyncConnection

from core.ids import PREFIXES, UserId, is_id
from core.query.people import People

_PEOPLE = """
SELECT u.id, u.number, lower(u.email) FROM dataos.users u
 WHERE (u.id = ANY(%(said)s) OR lower(u.email) = ANY(%(said)s)) AND u.disabled_at IS NULL
   AND (EXISTS (SELECT FROM dataos.workspace_members m WHERE m.workspace_id = %(workspace)s AND m.user_id = u.id)
     OR EXISTS (SELECT FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL
                 WHERE b.workspace_id = %(workspace)s AND bm.user_id = u.id AND bm.role <> 'none'))
"""


@dataclass(frozen=True, slots=True)
class Known:
    """People by what names them, and their ids by number."""

    numbers: People
    ids: Mapping[int, UserId]


async def find_people(conn: AsyncConnection, workspace_id: str, said: Collection[str]) -> Known:
    """Those whom ``said`` names, by id or e-mail address in any case; no statement when it names nobody."""
    if not said:
        return Known({}, {})
    keys = [text if is_id(PREFIXES["user"], text) else text.lower() for text in said]
    rows = await (await conn.execute(_PEOPLE, {"said": keys, "workspace": workspace_id})).fetchall()
    numbers: dict[str, int] = {}
    for user_id, number, email in rows:
        numbers |= {user_id: number, email: number}
    return Known(numbers, {number: UserId(user_id) for user_id, number, _ in rows})
