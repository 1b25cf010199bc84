"""How many records of a table somebody may know of, where rules on rows name them."""

from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.kit import clock
from api.records.sql.fragment import compiled, compose, execute
from api.records.sql.guard import guard
from api.records.sql.page import matches
from core.access.policy import Policy
from core.query.ast import Query
from core.query.evaluate import EvalContext
from core.schema import TableSchema

_MOST = 100_000


class SeenRecords:
    async def count(self, conn: AsyncConnection, schema: TableSchema, policy: Policy, user_number: int) -> int:
        """Counted up to 100,000. One statement; nothing where the table changed meanwhile."""
        context = EvalContext(clock.now(), ZoneInfo("UTC"), user_number)
        statement = compose(
            "WITH {guard} SELECT count(*) FROM (SELECT FROM {relation} t WHERE {matching} LIMIT {most}) seen",
            guard=guard(schema, policy),
            relation=schema.relation,
            matching=matches(schema, policy, Query(), context),
            most=str(_MOST),
        )
        row = await (await execute(conn, compiled(statement), {})).fetchone()
        return 0 if row is None else int(row[0])
