"""Wire models of row rules."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, JsonValue

from api.access.rules.service import SeenRule
from api.access.subjects import SubjectAnswer, SubjectBody, subject_answer
from api.http.body import Answer, Body
from core.access.levels import RowAccess

MOST = 200
"""Rules of one table."""


class RowRuleBody(Body):
    """``filter`` as in a query; a value may also be an attribute of the user, ``{"userAttribute": "region"}``."""

    subject: SubjectBody
    access: Annotated[RowAccess, Field(strict=False)]
    filter: dict[str, JsonValue]


class RowRulesBody(Body):
    """The whole list."""

    rules: Annotated[list[RowRuleBody], Field(max_length=MOST)]


class RowRuleAnswer(Answer):
    """``broken``: the filter is not understood any more, because a field or option of it is gone. Until it is mended,
    ``read`` and ``write`` give no row, and ``none`` withholds every one."""

    id: str
    subject: SubjectAnswer
    access: RowAccess
    filter: JsonValue
    broken: bool


class RowRulesAnswer(Answer):
    rules: Sequence[RowRuleAnswer]


def row_rules_answer(found: Sequence[SeenRule]) -> RowRulesAnswer:
    return RowRulesAnswer(
        rules=[
            RowRuleAnswer(
                id=rule.stored.id,
                subject=subject_answer(rule.stored.to),
                access=rule.stored.access,
                filter=rule.filter,
                broken=rule.broken,
            )
            for rule in found
        ]
    )
