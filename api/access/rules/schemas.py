"""Wire models of row rules."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, JsonValue

from api.access.rules.service import SeenRule, WantedRule
from api.access.subjects import SubjectAnswer, SubjectBody, subject_answer
from api.http.body import Answer, Body
from core.access.levels import RowAccess

MOST = 200
"""Rules of one table."""


class RuleBody(Body):
    """``id`` is that of a rule which stays. In ``filter`` values may also be ``{"userAttribute": name}``."""

    id: Annotated[str, Field(max_length=100)] | None = None
    subject: SubjectBody
    access: Annotated[RowAccess, Field(strict=False)]
    filter: dict[str, JsonValue]

    def wanted(self) -> WantedRule:
        return WantedRule(self.id, self.subject, self.access, self.filter)


class RulesBody(Body):
    """All rules of the table."""

    rules: Annotated[list[RuleBody], Field(max_length=MOST)]


class RuleAnswer(Answer):
    """``filter`` names fields as they are called now, people and options by id. ``broken``: it is not understood any
    more, because a field or option of it is gone. Until it is mended, ``read`` and ``write`` give no row, and ``none``
    withholds every one."""

    id: str
    subject: SubjectAnswer
    access: RowAccess
    filter: JsonValue
    broken: bool


class RulesAnswer(Answer):
    rules: Sequence[RuleAnswer]


def rules_answer(found: Sequence[SeenRule]) -> RulesAnswer:
    items = [
        RuleAnswer(
            id=rule.stored.id,
            subject=subject_answer(rule.stored.to),
            access=rule.stored.access,
            filter=rule.filter,
            broken=rule.broken,
        )
        for rule in found
    ]
    return RulesAnswer(rules=items)
