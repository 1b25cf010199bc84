"""SQL of row rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from api.access.subjects import NAMED, NAMED_COLUMNS, Named, named_of
from core.access.levels import RowAccess
from core.access.rights import RowRule
from core.values import JsonValue


@dataclass(frozen=True, slots=True)
class StoredRule:
    """``filter`` names fields by id."""

    id: str
    to: Named
    access: RowAccess
    filter: JsonValue


_LIST = f"""
SELECT {NAMED_COLUMNS}, g.id, g.access, g.filter FROM dataos.row_rules g {NAMED}
 WHERE g.table_id = %s ORDER BY g.position, g.id
""".encode()
_CLEAR = b"DELETE FROM dataos.row_rules WHERE table_id = %s"
_ADD = b"""
INSERT INTO dataos.row_rules (id, table_id, position, subject_type, subject_id, access, filter)
SELECT id, %s, position, type, subject, access, filter
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::jsonb[])
       WITH ORDINALITY AS given(id, type, subject, access, filter, position)
"""


async def list_rules(conn: AsyncConnection, table: str) -> list[StoredRule]:
    """In the order they were given."""
    rows = await (await conn.execute(_LIST, [table])).fetchall()
    return [StoredRule(row[4], named_of(row), RowAccess(row[5]), row[6]) for row in rows]


async def replace(conn: AsyncConnection, table: str, rules: Sequence[RowRule]) -> None:
    await conn.execute(_CLEAR, [table])
    if not rules:
        return
    columns = zip(
        *((rule.id, rule.subject.type.value, rule.subject.id, rule.access.value, Jsonb(rule.filter)) for rule in rules),
        strict=True,
    )
    await conn.execute(_ADD, [table, *(list(column) for column in columns)])
