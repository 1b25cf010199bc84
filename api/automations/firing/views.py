"""A table through the eyes of an automation's owner."""

from psycopg import AsyncConnection

from api.access import people
from api.access.service import TableAccess
from api.automations.firing.active import ActiveAutomation
from api.automations.firing.conditions import OwnersView
from core.query.people import mentioned


async def owners_view(conn: AsyncConnection, access: TableAccess, automation: ActiveAutomation) -> OwnersView:
    """What the automation's conditions are read with; ``access`` is its owner's."""
    known = await people.find_people(conn, automation.workspace_id, mentioned(automation.conditions))
    return OwnersView(access, known.numbers)
