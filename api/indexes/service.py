"""The indexes of one table, as its administrators see them."""

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import indexes
from api.db.engine import Database
from api.db.indexes import FoundIndex
from api.indexes import repository
from api.indexes.repository import Use
from api.indexes.schemas import IndexAnswer, IndexesAnswer, IndexState
from api.indexes.upkeep import LARGE, trigrams
from api.indexes.wanted import Wanted, due, wanted
from api.kit import clock
from api.tables.schema import Schemas
from core.access.roles import BaseRole
from core.schema import TableSchema


class Indexes:
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas

    async def list(self, user: CurrentUser, table_id: str) -> IndexesAnswer:
        """What is there and what is to come. Raises NotFound, Forbidden."""
        grant = await self._access.table_now(user, table_id, BaseRole.CREATOR)
        async with self._database.records() as conn:
            schema = await self._schemas.by_number(conn, grant.number)
            records = (await repository.activity(conn, schema.relation)).records
            configs = await repository.list_view_configs(conn, schema.id)
            uses = {use.want: use for use in await repository.list_uses(conn, schema.number)}
            made = {found.name: found for found in await indexes.list_made(conn, schema)}
            policy = await self._access.policy_now(user, grant, schema, conn)
            wants = wanted(schema, configs, list(uses.values()), clock.now(), trigrams=await trigrams(conn))
        seen = {field.number for field in policy.visible_fields(schema)}
        shown = [
            item
            for item in wants
            if seen.issuperset(item.want.fields) and (due(item, records, LARGE) or item.definition.name(schema) in made)
        ]
        items = [
            _answer(schema, item, made.get(item.definition.name(schema)), uses.get(str(item.want))) for item in shown
        ]
        return IndexesAnswer(items=items, records=records, from_records=LARGE)


def _answer(schema: TableSchema, item: Wanted, found: FoundIndex | None, use: Use | None) -> IndexAnswer:
    return IndexAnswer(
        name=item.definition.name(schema),
        purpose=item.want.kind,
        fields=[schema.by_number[number].id for number in item.want.fields],
        because=item.because,
        state=_state(found, use),
        bytes=None if found is None else found.bytes,
        uses=None if found is None else found.scans,
        last_used_time=None if use is None or found is None else use.scanned_at,
        error=None if use is None else use.error,
    )


def _state(found: FoundIndex | None, use: Use | None) -> IndexState:
    if found is None:
        return IndexState.FAILED if use is not None and use.failed_at is not None else IndexState.WAITING
    if found.valid:
        return IndexState.READY
    return IndexState.BUILDING if found.building else IndexState.INTERRUPTED
