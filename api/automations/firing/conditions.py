"""Whether a record meets an automation's condition, in memory, as the automation's owner would see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from api.access.service import TableAccess
from api.automations.firing.moments import Moment
from core.changes import Cells
from core.query.evaluate import EvalContext, holds
from core.query.parse import parse_filter
from core.query.people import People
from core.values import JsonValue, ValueKind

Filter = Mapping[str, JsonValue]
"""A filter as a plan keeps it: fields and options by id."""

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class OwnersView:
    """The table as the automation's owner sees it, and the people whom its conditions mention."""

    access: TableAccess
    people: People


def _seen(cells: Cells, access: TableAccess) -> Cells:
    """Without the cells of links whose records the owner may not all know of: which ones is not known here."""
    kept = dict(cells)
    for field in access.schema.fields:
        if field.kind is ValueKind.LINK and field.number in kept:
            reached = access.policy.across(access.schema, field)
            if reached is None or reached[1].read_filter is not None:
                del kept[field.number]
    return kept


def met(conditions: Filter | None, moment: Moment, view: OwnersView, now: datetime) -> bool:
    """Relative dates count from ``now`` in UTC; the current user is the owner.

    Raises Invalid when the condition names a field or an option that is gone.
    """
    if conditions is None:
        return True
    access = view.access
    bound = parse_filter(dict(conditions), access.schema, access.policy, "conditions", people=view.people, alone=True)
    return holds(bound, _seen(moment.cells, access), moment.system, EvalContext(now, _UTC, access.user.number))
