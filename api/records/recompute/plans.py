"""Plans, remembered as long as the schema object they were made for, and checked before each use."""

import weakref

from psycopg import AsyncConnection

from api.access import people
from api.records.recompute.plan import Plan, filters_of, make_plan
from api.records.stale import StaleSchema
from api.tables.connected import load_connected, versions_of
from core.query.people import mentioned
from core.schema import TableSchema

_plans: dict[int, Plan] = {}


async def plan_for(conn: AsyncConnection, schema: TableSchema) -> Plan:
    """The plan for changes of this table as everything is now. Raises StaleSchema when ``schema`` is not.

    Fields that read others can only be added to tables that are in the plan, which raises their versions: while those
    are the same, the plan is complete.
    """
    known = _plans.get(id(schema))
    if known is not None and await versions_of(conn, list(known.versions)) == known.versions:
        return known
    plan = await load_plan(conn, schema)
    if plan.versions.get(schema.number) != schema.version:
        raise StaleSchema(schema.number)
    if known is None:
        weakref.finalize(schema, _plans.pop, id(schema), None)
    _plans[id(schema)] = plan
    return plan


async def load_plan(conn: AsyncConnection, schema: TableSchema) -> Plan:
    """The plan as this connection sees the tables now."""
    tables = await load_connected(conn, schema.id)
    named = mentioned(filters_of(tables))
    known = await people.find_people(conn, schema.workspace_id, named) if named else None
    return make_plan(tables, {} if known is None else known.numbers)
