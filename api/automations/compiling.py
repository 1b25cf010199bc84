"""From a definition to a plan: loads the tables it speaks of, as its publisher sees them, and checks it against them."""

from collections.abc import Iterator, Sequence

from psycopg import AsyncConnection
from pydantic import JsonValue

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.automations import people
from api.automations.repository import Definition
from api.tables.schema import Schemas
from core.access.policy import compile_policy
from core.errors import Forbidden, NotFound
from core.ids import parse_record_id
from core.query.people import mentioned
from workflows.language.model import parse_definition
from workflows.language.plan import Plan, compile_plan
from workflows.language.steps.create_record import CreateRecord
from workflows.language.steps.step import PlannedStep, WrittenStep
from workflows.language.steps.update_record import UpdateRecord
from workflows.language.tables import KnownTable, Tables


class Compiler:
    def __init__(self, access: Access, schemas: Schemas) -> None:
        self._access = access
        self._schemas = schemas

    async def plan(self, conn: AsyncConnection, user: CurrentUser, own: TableGrant, written: Definition) -> Plan:
        """Raises Invalid with every fault and its path."""
        definition = parse_definition(written)
        base = own.base
        here = await self._known(conn, own)
        by_id = {here.schema.id: here}
        for key in _tables_named(definition.steps):
            try:
                number = (await self._access.table(user, key)).schema.number
                schema = await self._schemas.fresh(conn, number)
            except (NotFound, Forbidden):
                continue  # the step that names it gets a fault with its path
            if schema.base_id == base.id:
                by_id[schema.id] = KnownTable(schema, here.policy)
        texts: list[JsonValue] = [written.get("conditions"), written.get("steps")]
        known = await people.members(conn, base.workspace_id, mentioned(texts))
        return compile_plan(definition, Tables(here, by_id, known))

    async def _known(self, conn: AsyncConnection, grant: TableGrant) -> KnownTable:
        schema = await self._schemas.fresh(conn, grant.number)
        return KnownTable(schema, compile_policy(grant.base.role, grant.base.policy_version))


def _tables_named(steps: Sequence[WrittenStep[PlannedStep]]) -> Iterator[str | int]:
    """Other tables by id, or by number where a step names one of their records."""
    for step in steps:
        match step:
            case CreateRecord() if step.config.table_id is not None:
                yield step.config.table_id
            case UpdateRecord():
                try:
                    yield parse_record_id(step.config.record.strip()).table
                except NotFound:
                    continue  # a reference
            case _:
                for _, inner in step.blocks():
                    yield from _tables_named(inner)
