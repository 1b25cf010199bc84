"""What a change of a field would break, named before it happens.

Nothing is kept for it: the connected tables are resolved as they would be, views and pickers are cleaned and
automations are checked as they would be, and what comes out worse is told. Only such as the person may open.
"""

import asyncio
from collections.abc import Mapping

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.fields.breaks.automations import Published, automations_of, broken_automations
from api.fields.breaks.fields import broken_fields
from api.fields.breaks.turn import Broken, Turn, turned
from api.fields.breaks.views import broken_views, views_of
from api.tables.summary import View
from core.access.policy import Policy
from core.schema import FieldDef, TableSchema

MOST = 100
"""Things that are named."""


async def broken(
    conn: AsyncConnection,
    access: Access,
    user: CurrentUser,
    schema: TableSchema,
    policy: Policy,
    field: FieldDef,
    target: FieldDef | None,
) -> list[Broken]:
    """``target`` is what the field is to become; None: it is to be deleted. In one transaction."""
    turn = await turned(conn, schema, field, target)
    policies = await _policies(conn, access, user, schema, policy, turn)
    views, automations = await views_of(conn, turn), await automations_of(conn, turn, policies)
    return await asyncio.to_thread(_found, turn, policies, views, automations)


def _found(turn: Turn, policies: Mapping[str, Policy], views: list[View], automations: list[Published]) -> list[Broken]:
    found = [
        *broken_fields(turn, policies),
        *broken_views(turn, views, policies),
        *broken_automations(turn, automations, policies),
    ]
    return [item for item in found if _visible(item, policies)][:MOST]


def _visible(item: Broken, policies: Mapping[str, Policy]) -> bool:
    policy = policies.get(item.table.id)
    return policy is not None and item.id not in policy.hidden


async def _policies(
    conn: AsyncConnection, access: Access, user: CurrentUser, schema: TableSchema, policy: Policy, turn: Turn
) -> dict[str, Policy]:
    """Of the tables that the person may open, by id."""
    found: dict[str, Policy] = {schema.id: policy}
    others: dict[str, TableSchema] = {table.id: table for table in turn.before.values() if table.id != schema.id}
    for grant in await access.tables_now(conn, user, list(others)):
        found[grant.id] = await access.policy_now(user, grant, others[grant.id], conn)
    return found
