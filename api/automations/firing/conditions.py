"""Whether a record meets an automation's condition, in memory, as the automation's owner would see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from api.access.service import TableAccess
from api.automations.firing.moments import Moment
from core.query.evaluate import EvalContext, holds
from core.query.parse import parse_filter
from core.query.people import People
from core.values import JsonValue

Filter = Mapping[str, JsonValue]
"""A filter as a plan keeps it: fields and options by id."""

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class OwnersView:
    """The table as the automation's owner sees it, and the people whom its conditions mention."""

    access: TableAccess
    people: People


def met(conditions: Filter | None, moment: Moment, view: OwnersView, now: datetime) -> bool:
    """Relative dates count from ``now`` in UTC; the current user is the owner.

    Raises Invalid when the condition names a field or an option that is gone.
    """
    if conditions is None:
        return True
    access = view.access
    bound = parse_filter(dict(conditions), access.schema, access.policy, "conditions", people=view.people, alone=True)
    return holds(bound, moment.cells, moment.system, EvalContext(now, _UTC, access.user.number))
