"""Plans by version, kept in memory: a published version never changes."""

from collections import OrderedDict

from psycopg import AsyncConnection
from pydantic import ValidationError

from api.automations.guards import UNREADABLE_PLAN
from core.errors import DomainError, NotFound
from workflows.language.plan import Plan

_KEPT = 1_000

_SELECT = "SELECT plan FROM dataos.automation_versions WHERE automation_id = %s AND version = %s"


class UnreadablePlan(DomainError):
    """A stored plan that is none: it was changed by hand, or made by a later release."""

    def __init__(self) -> None:
        super().__init__(UNREADABLE_PLAN.code, UNREADABLE_PLAN.message)


class Plans:
    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], Plan] = OrderedDict()

    async def get(self, conn: AsyncConnection, automation_id: str, version: int) -> Plan:
        """Raises NotFound when the version is gone with its automation, UnreadablePlan."""
        key = (automation_id, version)
        plan = self._kept.get(key)
        if plan is None:
            row = await (await conn.execute(_SELECT, key)).fetchone()
            if row is None:
                raise NotFound("automation", automation_id)
            try:
                plan = self._kept[key] = Plan.model_validate(row[0])
            except ValidationError as error:
                raise UnreadablePlan from error
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return plan
