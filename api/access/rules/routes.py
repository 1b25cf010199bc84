"""Row rules over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.access.rules.schemas import RulesAnswer, RulesBody, rules_answer
from api.access.rules.service import RowRules
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["access"])

RulesHere = Annotated[RowRules, Provided(RowRules)]


@router.get("/tables/{table_id}/rules")
async def get_row_rules(table_id: str, user: SignedIn, session: Reading, rules: RulesHere) -> RulesAnswer:
    """Which rows of the table whom it names may see and change."""
    return rules_answer(await rules.get(session, user, table_id))


@router.put("/tables/{table_id}/rules")
async def set_row_rules(
    table_id: str, body: RulesBody, user: SignedIn, session: Writing, rules: RulesHere
) -> RulesAnswer:
    """Replace all rules of the table. Whom rules name reads the rows that a read or write rule finds and no none rule,
    and changes those that a write rule finds."""
    return rules_answer((await rules.replace(session, user, table_id, [rule.wanted() for rule in body.rules])).after)
