"""From a definition to a plan: loads the tables it speaks of, as its publisher sees them, and checks it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from psycopg import AsyncConnection
from pydantic import JsonValue

from api.access import people
from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.automations.repository import Definition
from api.tables.schema import Schemas
from core.errors import NotFound
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

    async def neighbours(self, user: CurrentUser, written: Definition) -> set[int]:
        """The numbers of other tables that ``written`` names and that ``user`` may open. Raises Invalid."""
        found: set[int] = set()
        for key in tables_named(written):
            with suppress(NotFound):  # the step that names it gets a fault with its path
                found.add((await self._access.table(user, key)).schema.number)
        return found

    async def plan(
        self, conn: AsyncConnection, own: TableGrant, neighbours: Iterable[int], written: Definition
    ) -> Plan:
        """``neighbours`` outside the base count as unknown, and so do fields that are hidden from whoever
        has been granted ``own``. Raises
        Invalid with every fault and its path."""
        definition = parse_definition(written)
        fresh = [await self._schemas.fresh(conn, number) for number in {own.number, *neighbours}]
        schemas = [schema for schema in fresh if schema.base_id == own.base.id]
        policies = await self._access.policies_in(own.base, schemas, conn)
        by_id: dict[str, KnownTable] = {
            schema.id: KnownTable(schema, policies[schema.id]) for schema in schemas if schema.id in policies
        }
        texts: list[JsonValue] = [written.get("conditions"), written.get("steps")]
        known = await people.find_people(conn, own.base.workspace_id, mentioned(texts))
        writable = await people.directory(conn, own.base.id, mentioned(written.get("steps")))
        return compile_plan(definition, Tables(by_id[own.id], by_id, known.numbers, writable))


def tables_named(written: Definition) -> Iterator[str | int]:
    """Other tables by id, or by number where a step names one of their records. Raises Invalid."""
    return _tables_named(parse_definition(written).steps)


def _tables_named(steps: Sequence[WrittenStep[PlannedStep]]) -> Iterator[str | int]:
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
