"""Plans, remembered as long as the schema object they were made for, and checked before each use."""

import weakref

from psycopg import AsyncConnection, AsyncRawCursor

from api.access import people
from api.records.recompute.plan import Plan, filters_of, make_plan
from api.records.sql.fragment import array
from api.records.stale import StaleSchema
from api.tables.connected import load_connected
from core.computed.order import LockOrder
from core.query.people import mentioned
from core.schema import TableSchema

_VERSIONS = b"""
SELECT set_config('plan_cache_mode', 'force_generic_plan', true), coalesce(jsonb_object_agg(number, version), '{}')
  FROM dataos.tables WHERE number = ANY($1::bigint[]) AND deleted_at IS NULL
"""
_plans: dict[int, Plan] = {}


async def plan_for(conn: AsyncConnection, schema: TableSchema) -> Plan:
    """The plan for changes of this table as everything is now, for the transaction that is open. Raises StaleSchema
    when ``schema`` is not.

    Fields that read others can only be added to tables that are in the plan, which raises their versions: while those
    are the same, the plan is complete.

    From here on the transaction runs prepared statements by the plans that PostgreSQL has of them. Those that work
    things out have nothing but lists of keys as parameters, whatever the length of which they go through indexes, but
    for a list of one record PostgreSQL would always think it cheaper to plan again, which takes most of their time.
    """
    known = _plans.get(id(schema))
    if known is not None and await _current(conn, known):
        return known
    plan = await load_plan(conn, schema)
    if not _remembered(schema, plan):
        raise StaleSchema(schema.number)
    return plan


async def order_of(conn: AsyncConnection, schema: TableSchema) -> LockOrder:
    """In which order to lock, as far as this process knows: it asks the database once for each schema object. Who goes
    by an order that is out of date may meet others crosswise, and begins again."""
    known = _plans.get(id(schema))
    if known is None:
        known = await load_plan(conn, schema)
        _remembered(schema, known)
    return known.order


def known_order(schema: TableSchema) -> LockOrder | None:
    """``order_of`` as far as it was asked before."""
    known = _plans.get(id(schema))
    return None if known is None else known.order


def _remembered(schema: TableSchema, plan: Plan) -> bool:
    """Whether the plan is one of this schema's."""
    if plan.versions.get(schema.number) != schema.version:
        return False
    if id(schema) not in _plans:
        weakref.finalize(schema, _plans.pop, id(schema), None)
    _plans[id(schema)] = plan
    return True


async def _current(conn: AsyncConnection, plan: Plan) -> bool:
    row = await (await AsyncRawCursor(conn).execute(_VERSIONS, [array(plan.versions)], prepare=True)).fetchone()
    return row is not None and {int(number): version for number, version in row[1].items()} == plan.versions


async def load_plan(conn: AsyncConnection, schema: TableSchema) -> Plan:
    """The plan as this connection sees the tables now."""
    tables = await load_connected(conn, schema.id)
    named = mentioned(filters_of(tables))
    known = await people.find_people(conn, schema.workspace_id, named) if named else None
    return make_plan(tables, {} if known is None else known.numbers)
