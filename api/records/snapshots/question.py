"""A page that is asked for, with everything that it takes to answer."""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records import read
from api.records.read import PageAnswer, ReadContext
from api.records.sql.project import Shape
from core.query.ast import Query


@dataclass(frozen=True, slots=True)
class Question:
    conn: AsyncConnection
    access: TableAccess
    query: Query
    context: ReadContext
    shape: Shape

    @property
    def offset(self) -> int:
        return self.query.page.offset or 0

    async def live(self, query: Query | None = None) -> PageAnswer:
        """The answer of the whole query, or of one in its place. Raises like ``read.page``."""
        return await read.page(self.conn, self.access, query or self.query, self.context, self.shape)
