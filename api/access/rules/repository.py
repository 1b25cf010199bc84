"""SQL of row rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from psycopg import AsyncConnection

from api.access.subjects import NAMED, NAMED_COLUMNS, Named, named_of
from core.access.levels import RowAccess
from core.access.rights import RowRule
from core.values import JsonValue

_LIST = f"""
SELECT {NAMED_COLUMNS}, g.id, g.access, g.filter FROM dataos.row_rules g {NAMED}
 WHERE g.table_id = %s ORDER BY g.position, g.id
""".encode()
_ADD = b"""
INSERT INTO dataos.row_rules (id, table_id, position, subject_type, subject_id, access, filter)
SELECT id, %s, place, type, subject, access, filter::jsonb
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
       WITH ORDINALITY AS given(id, type, subject, access, filter, place)
"""


@dataclass(frozen=True, slots=True)
class StoredRule:
    id: str
    to: Named
    access: RowAccess
    filter: JsonValue

    @property
    def rule(self) -> RowRule:
        return RowRule(self.id, self.to.subject, self.access, self.filter)


async def list_rules(conn: AsyncConnection, table: str) -> list[StoredRule]:
    rows = await (await conn.execute(_LIST, [table])).fetchall()
    return [StoredRule(row[4], named_of(row), RowAccess(row[5]), row[6]) for row in rows]


async def replace(conn: AsyncConnection, table: str, rules: Sequence[RowRule]) -> None:
    """In the order given."""
    await conn.execute(b"DELETE FROM dataos.row_rules WHERE table_id = %s", [table])
    if rules:
        columns = (
            [rule.id for rule in rules],
            [rule.subject.type.value for rule in rules],
            [rule.subject.id for rule in rules],
            [rule.access.value for rule in rules],
            [orjson.dumps(rule.filter).decode() for rule in rules],
        )
        await conn.execute(_ADD, [table, *columns])
