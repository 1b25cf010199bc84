"""Formulas as they are being written: checked, and tried on a few records. Nothing is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession
from api.fields.checking import Checked, check_expression
from api.kit import clock
from api.records.read import ReadContext
from api.records.trial import TrialCell, first_cells
from api.tables.sql import summaries
from core.access.roles import BaseRole


@dataclass(frozen=True, slots=True)
class FormulaWish:
    """A formula as it is being written. ``sample``: whether to show what comes out."""

    expression: str
    field_id: str | None
    time_zone: str | None
    sample: bool
    reader_zone: ZoneInfo


class FormulaTrials:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def check(
        self, session: ReadSession, user: CurrentUser, table_id: str, wish: FormulaWish
    ) -> tuple[Checked, Sequence[TrialCell]]:
        """The formula checked, and what it comes to in the first records that the person may see. Raises NotFound."""
        grant = await self._access.table_now(user, table_id, BaseRole.VIEWER)
        summary = await summaries.get(session, grant.id)
        conn = await self._database.driver(session)
        policy = await self._access.policy_now(user, grant, summary.schema, conn)
        checked = check_expression(summary.schema, policy, wish.expression, wish.field_id, wish.time_zone)
        if checked.field is None or not wish.sample:
            return checked, ()
        access = replace(await self._access.table(user, grant.id), schema=summary.schema, policy=policy)
        context = ReadContext(clock.now(), wish.reader_zone, user.number)
        return checked, await first_cells(conn, access, checked.field, context)
