"""Who is a person here: the members of a workspace and the guests of its bases, unless their account is disabled.

Filters may name anybody of the workspace; cells hold only people who can open the base that they are in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.reach import OPENS_BASE, REACHES_WORKSPACE
from core.fields.people import Directory, Person
from core.ids import PREFIXES, UserId, is_id
from core.query.people import People
from core.text import fold

_PEOPLE = """
SELECT u.id, u.number, lower(u.email) FROM dataos.users u
 WHERE (u.id = ANY(%(said)s) OR lower(u.email) = ANY(%(said)s)) AND u.disabled_at IS NULL
   AND (EXISTS (SELECT FROM dataos.workspace_members m WHERE m.workspace_id = %(workspace)s AND m.user_id = u.id)
     OR EXISTS (SELECT FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL
                 WHERE b.workspace_id = %(workspace)s AND bm.user_id = u.id AND bm.role <> 'none'))
"""

_OPENED = OPENS_BASE.format(user="u.id", workspace="b.workspace_id")
_OF_BASE = f"""
  LEFT JOIN dataos.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = u.id
  LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = u.id
 WHERE b.id = %(base)s AND b.deleted_at IS NULL AND u.disabled_at IS NULL AND {_OPENED}
"""
_BELONGING = """
  FROM dataos.bases b
  JOIN LATERAL (SELECT user_id FROM dataos.workspace_members WHERE workspace_id = b.workspace_id
                 UNION SELECT user_id FROM dataos.given_base_roles WHERE base_id = b.id
                 UNION SELECT coalesce(tm.user_id, g.subject_id) FROM dataos.tables t
                         JOIN dataos.table_grants g ON g.table_id = t.id AND g.subject_type IN ('user', 'team')
                         LEFT JOIN dataos.team_members tm ON g.subject_type = 'team' AND tm.team_id = g.subject_id
                        WHERE t.base_id = b.id) p ON true
  JOIN dataos.users u ON u.id = p.user_id
"""
_SAID_IN_BASE = f"""
SELECT u.id, u.number, lower(u.email), lower(u.name) FROM dataos.bases b
  JOIN dataos.users u ON u.id = ANY(%(said)s) OR lower(u.email) = ANY(%(said)s) {_OF_BASE}
"""
_NAMED_IN_BASE = f"""
SELECT u.id, u.number, lower(u.email), lower(u.name) {_BELONGING} {_OF_BASE}
   AND (u.id = ANY(%(said)s) OR lower(u.email) = ANY(%(said)s) OR lower(u.name) = ANY(%(said)s))
"""
_SEARCHED = f"""
SELECT u.id, u.name, u.email {_BELONGING} {_OF_BASE}
   AND (u.name ILIKE %(pattern)s OR u.email ILIKE %(pattern)s)
 ORDER BY lower(u.name), u.email LIMIT %(limit)s
"""

_SHOWN = b"SELECT number, id, name, email FROM dataos.users WHERE number = ANY(%s)"
_ADMINISTERED = f"""
SELECT u.id, u.number, u.name, u.email FROM dataos.users u
 WHERE (u.id = %(said)s OR lower(u.email) = lower(%(said)s))
   AND EXISTS (SELECT FROM dataos.workspace_members mine
                 JOIN dataos.workspaces w ON w.id = mine.workspace_id AND w.deleted_at IS NULL
                 LEFT JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.user_id = u.id
                WHERE mine.user_id = %(by)s AND mine.suspended_at IS NULL AND mine.role IN ('owner', 'admin')
                  AND {REACHES_WORKSPACE.format(user="u.id", workspace="w.id")})
""".encode()


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


async def directory(conn: AsyncConnection, base_id: str, said: Collection[str], *, names: bool = False) -> Directory:
    """Those whom ``said`` names, with ``names`` also by name, and who can open the base; one statement, or none."""
    if not said:
        return Directory()
    # Nobody is called by what PostgreSQL cannot hold.
    keys = list({text if is_id(PREFIXES["user"], text) else fold(text) for text in said if "\0" not in text})
    statement = _NAMED_IN_BASE if names else _SAID_IN_BASE
    rows = await (await conn.execute(statement.encode(), {"said": keys, "base": base_id})).fetchall()
    numbers: dict[str, int] = {}
    called: dict[str, tuple[int, ...]] = {}
    for user_id, number, email, name in rows:
        numbers |= {user_id: number, email: number}
        called[name] = (*called.get(name, ()), number)
    return Directory(numbers, called)


async def search(conn: AsyncConnection, base_id: str, text: str, limit: int) -> list[Person]:
    """Those who can open the base and have ``text`` in their name or address, by name."""
    meant = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {"base": base_id, "pattern": f"%{meant}%", "limit": limit}
    rows = await (await conn.execute(_SEARCHED.encode(), values)).fetchall()
    return [Person(*row) for row in rows]


async def shown(conn: AsyncConnection, numbers: Collection[int]) -> dict[int, Person]:
    """The people with these numbers, for showing; no statement when there are none."""
    if not numbers:
        return {}
    rows = await (await conn.execute(_SHOWN, (list(numbers),))).fetchall()
    return {number: Person(user_id, name, email) for number, user_id, name, email in rows}


async def administered(conn: AsyncConnection, by: UserId, said: str) -> tuple[int, Person] | None:
    """Whom an id or address names, with their number, if they belong to a workspace that this person looks after."""
    row = await (await conn.execute(_ADMINISTERED, {"said": said, "by": by})).fetchone()
    return None if row is None else (row[1], Person(row[0], row[2], row[3]))
