"""Row rules over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.access.rules.schemas import RowRulesAnswer, RowRulesBody, row_rules_answer
from api.access.rules.service import Given, RowRules
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, tags=["access"])

RulesHere = Annotated[RowRules, Provided(RowRules)]


@router.get("/tables/{table_id}/rules")
async def get_row_rules(table_id: str, user: SignedIn, session: Reading, rules: RulesHere) -> RowRulesAnswer:
    """Who sees and changes which rows of the table. Fields in filters are named as they are called now."""
    return row_rules_answer(await rules.get(session, user, table_id))


@router.put("/tables/{table_id}/rules")
async def set_row_rules(
    table_id: str, body: RowRulesBody, user: SignedIn, session: Writing, rules: RulesHere
) -> RowRulesAnswer:
    """Replace all rules of the table. Whom a rule names sees only the rows that a rule for them gives."""
    given = [Given(item.subject, item.access, item.filter) for item in body.rules]
    return row_rules_answer(await rules.replace(session, user, table_id, given))
