"""What people who may not build automations may start by hand.

A run acts as the automation's owner, who may do more than the person who starts it. So whoever could not publish the
automation starts it only as its publisher meant it to start: by its button, while it is on, and on a record that meets
its conditions. Creators start any, to try it.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog
from psycopg import AsyncConnection

from api.access.service import Access
from api.automations.firing.active import ActiveAutomation, active
from api.automations.firing.conditions import OwnersView, met
from api.automations.firing.damaged import WRONG_DATA
from api.automations.firing.moments import Moment
from api.automations.firing.views import owners_view
from api.automations.guards import OWNER_LOST_ACCESS
from api.automations.plans import Plans
from api.automations.repository import StoredAutomation
from core.errors import Conflict, DomainError, Forbidden, NotFound
from core.triggers import TriggerType

_log = structlog.get_logger(__name__)

_NEVER_PUBLISHED = (
    "This automation was never published, and only creators of the base may try a draft. Ask one of them to publish it."
)
_NO_BUTTON = (
    "This automation is not started by hand: its trigger starts it. Only creators of the base who see all of its table"
    " may run it to try it. Ask one of them to do so, or to give it the trigger 'manual'."
)
_OFF = "This automation is switched off. Ask a creator of the base to publish it again, then run it."
_NOT_MET = "The record does not meet the automation's conditions. Choose another record, or change this one first."
_UNCLEAR = "The automation's conditions cannot be read. Ask a creator of the base to mend them and publish it again."


@dataclass(frozen=True)
class Button:
    """An automation that may be started by hand as it is published; ``view`` is None when it has no conditions."""

    automation: ActiveAutomation
    view: OwnersView | None

    def require_met(self, moment: Moment, now: datetime) -> None:
        """Raises Conflict ``conditions_not_met``, ``conditions_unclear``."""
        if self.view is None:
            return
        try:
            holds = met(self.automation.conditions, moment, self.view, now)
        except DomainError as refusal:
            raise Conflict("conditions_unclear", f"{_UNCLEAR} {refusal.detail}") from refusal
        except WRONG_DATA as error:
            _log.exception("conditions failed unexpectedly", automation=self.automation.id)
            raise Conflict("conditions_unclear", _UNCLEAR) from error
        if not holds:
            raise Conflict("conditions_not_met", _NOT_MET, "recordId")


async def find_button(
    conn: AsyncConnection, access: Access, plans: Plans, automation: StoredAutomation, table_number: int
) -> Button:
    """Raises Forbidden when there is nothing to press, Conflict when it cannot be pressed now."""
    if automation.published is None:
        raise Forbidden(_NEVER_PUBLISHED)
    trigger = automation.published.get("trigger")
    if not isinstance(trigger, dict) or trigger.get("type") != TriggerType.MANUAL:
        raise Forbidden(_NO_BUTTON)
    found = next((item for item in await active(conn, plans, [table_number]) if item.id == automation.id), None)
    if found is None:
        raise Conflict("automation_off", _OFF)
    if found.error is not None:
        raise Conflict(found.error.code, found.error.message)
    if all(trigger.type is not TriggerType.MANUAL for trigger in found.triggers):
        raise Forbidden(_NO_BUTTON)
    if found.conditions is None:
        return Button(found, None)
    lost = Conflict(OWNER_LOST_ACCESS.code, OWNER_LOST_ACCESS.message)
    if found.owner is None:
        raise lost
    try:
        seen = await access.current(found.owner, table_number, conn)
        if seen.schema.version != found.table_version:
            access.forget_table(table_number)
            seen = await access.table(found.owner, table_number, conn)
    except NotFound as error:
        raise lost from error
    return Button(found, await owners_view(conn, seen, found))
