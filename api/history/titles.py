"""Titles of the records that link cells of a history name, as far as the reader may see them.

Of records in the trash too: a history is mostly about what is not any more. One statement for each table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.read import ReadContext
from api.records.sql.fragment import compiled, compose, execute, param
from api.records.sql.links import title_of
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from core.changes import Cells
from core.fields.link import LinkConfig
from core.schema import FieldDef


@dataclass(frozen=True, slots=True)
class Titles:
    """``found`` by table number and key. Of the tables in ``ruled`` there are rules that name the reader, and only the
    records found are for them to know of."""

    found: Mapping[tuple[int, int], str | None]
    ruled: frozenset[int]

    def shows(self, table: int, key: int) -> bool:
        return table not in self.ruled or (table, key) in self.found


async def titles_of(
    conn: AsyncConnection, access: TableAccess, fields: Sequence[FieldDef], cells: Iterable[Cells], context: ReadContext
) -> Titles:
    """What the link cells among ``cells`` name, by the policy of who reads."""
    sides = list(cells)
    found: dict[tuple[int, int], str | None] = {}
    ruled: set[int] = set()
    for field in fields:
        if not isinstance(field.config, LinkConfig):
            continue
        reached = access.policy.across(access.schema, field)
        keys = {key for side in sides for key in keys_in(side.get(field.number))}
        if reached is None:
            continue
        target, policy = reached
        if policy.read_filter is not None:
            ruled.add(target.number)
        titled = policy.visible(target.primary)
        if not keys or not (titled or policy.read_filter is not None):
            continue
        statement = compose(
            "SELECT t.id, {title} FROM {relation} t WHERE t.id = ANY ({keys}) AND {readable}",
            title=title_of(target, "t") if titled else "NULL::text",
            relation=target.relation,
            keys=param(sorted(keys), "bigint[]"),
            readable=RowRules(policy, context).readable(column_of("t")),
        )
        rows = await (await execute(conn, compiled(statement), {})).fetchall()
        found |= {(target.number, row[0]): row[1] for row in rows}
    return Titles(found, frozenset(ruled))


def keys_in(stored: object) -> list[int]:
    """The records in a stored link cell."""
    items = cast("list[object]", stored) if isinstance(stored, list) else []
    return [item for item in items if isinstance(item, int)]
