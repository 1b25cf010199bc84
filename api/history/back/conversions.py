"""The part of a change set that gave a field another type."""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.encryption.vault import Vault
from api.fields.convert.takeback import take_back
from api.history import repository
from api.history.back.taken import Outcome, Reached, TakenBack, Thing, may_change_schema
from api.history.takeback import Conflict
from api.outbox.rows import FeedRow, UnreadableRow
from api.records.acts import WriteContext
from api.tables import acts
from api.tables.acts import Noun
from api.tables.schema import Schemas
from core.changes import Operation
from core.errors import NotFound


class ConversionsBack:
    def __init__(self, access: Access, schemas: Schemas, vault: Vault) -> None:
        self._vault = vault
        self._access = access
        self._schemas = schemas

    async def take(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        rows: Sequence[FeedRow | UnreadableRow],
        context: WriteContext,
        done: TakenBack,
    ) -> bool:
        """Whether the rest of the change set can be taken back too. ``rows`` are those of one table."""
        if not may_change_schema(user, done):
            return False
        try:
            access = await self._access.current(user, rows[0].table_number, conn)
        except NotFound:
            return False
        change_set = next(row.change_set for row in rows if is_conversion(row))
        stands = await take_back(conn, access, self._schemas, self._vault, change_set, context)
        if stands is not None:
            conflict = Conflict(access.schema.number, None, stands.field, stands.reason)
            done.conflicts.append((access.schema, conflict))
            return False
        done.reached.append(Reached(access.schema, []))
        for key in await repository.converted(conn, change_set, access.schema.number):
            field = await acts.find(conn, Noun.FIELD, key)
            done.things.extend([] if field is None else [Thing(field, Outcome.CHANGED)])
        now = await self._schemas.fresh(conn, access.schema.number)
        for schema in (now, *now.linked.values(), *access.schema.linked.values()):
            self._access.forget_table(schema.number)
        return True


def is_conversion(row: FeedRow | UnreadableRow) -> bool:
    return isinstance(row, FeedRow) and row.change.operation is Operation.CONVERT


def converts(rows: Sequence[FeedRow | UnreadableRow]) -> bool:
    return any(is_conversion(row) for row in rows)
