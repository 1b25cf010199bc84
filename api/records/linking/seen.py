"""Which of certain records at the far end of a link somebody may know of."""

from collections.abc import Collection

from psycopg import AsyncConnection

from api.records.sql.fragment import array, compiled, compose, execute, param
from api.records.sql.reach import Reach
from core.schema import FieldDef, TableSchema


async def seen_of(
    conn: AsyncConnection, reach: Reach, link: FieldDef, target: TableSchema, keys: Collection[int]
) -> set[int] | None:
    """None where no rule stands before any of them, whether they are there or not; else those that are there, deleted
    or not, and may be read."""
    condition = reach.seen(link, "lt")
    if not condition:
        return None
    statement = compose(
        "SELECT lt.id FROM {relation} lt WHERE lt.id = ANY({keys}){seen}",
        relation=target.relation,
        keys=param(array(sorted(keys)), "bigint[]"),
        seen=condition,
    )
    return {row[0] for row in await (await execute(conn, compiled(statement), {})).fetchall()}
