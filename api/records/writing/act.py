"""An act of writing: one call of the write path, from its first check to its answer."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records.acts import UTC, WriteContext
from api.records.outcome import Outcome, run
from api.records.slots import slots_of
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import Fragment, Statement
from api.records.sql.lookup import show
from api.records.sql.project import Shape
from api.records.sql.rowrules import RowRules
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import StoredValue


@dataclass(frozen=True, slots=True)
class WriteAct:
    """On which connection, with whose access to which table, who acts and why, and how the answer shows records."""

    conn: AsyncConnection
    access: TableAccess
    context: WriteContext
    shape: Shape

    @property
    def schema(self) -> TableSchema:
        return self.access.schema

    @property
    def rules(self) -> RowRules:
        """As they are now: they may speak of today and of who acts."""
        return RowRules(self.access.policy, EvalContext(clock.now(), UTC, self.context.actor.number))

    @property
    def slots(self) -> dict[str, object]:
        """What the change rows say of the act."""
        return slots_of(self.context)

    def statement(self, key: tuple[Hashable, ...], build: Callable[[], Fragment]) -> Statement:
        """Compiled for this table and this writer; ``key`` holds what ``build`` depends on besides."""
        return statement_for(self.schema, self.access.policy, key, build)

    async def run(
        self, statement: Statement, given: Mapping[str, object], cells: Sequence[Mapping[int, StoredValue]] = ()
    ) -> Outcome:
        """A mutation, ``given`` its input. Raises like ``outcome.run``."""
        values = {**self.access.file_slots(), **self.slots, **given}
        return await run(self.conn, self.schema, self.access.policy, statement, values, cells)

    async def show(self, keys: Sequence[int]) -> tuple[bytes, list[int]]:
        """The JSON array of these records as they are now, and their versions."""
        return await show(self.conn, self.access, self.rules, keys, self.shape)
