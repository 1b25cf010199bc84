"""Wire models of explanations."""

from collections.abc import Sequence, Set

from pydantic import JsonValue

from api.access.subjects import Named, SubjectAnswer, subject_answer
from api.auth.schemas import User
from api.explain.service import Explanation
from api.explain.words import of_reason, of_row, of_rule
from api.http.body import Answer
from core.access.levels import FieldLevel, RowAccess, TableLevel
from core.access.reasons import Cause, Reason
from core.ids import UserId
from core.schema import TableSchema


class WhyAnswer(Answer):
    """``sourceId``: the field or table that is withheld and so hides what is made of it."""

    cause: Cause
    text: str
    subject: SubjectAnswer | None = None
    source_id: str | None = None


class ExplainedFieldAnswer(Answer):
    id: str
    name: str
    level: FieldLevel
    why: WhyAnswer


class ExplainedRuleAnswer(Answer):
    """``holds``: whether the rule finds the record."""

    id: str
    subject: SubjectAnswer
    access: RowAccess
    filter: JsonValue
    holds: bool | None
    text: str


class ExplainedRowAnswer(Answer):
    readable: bool
    writable: bool


class ExplanationAnswer(Answer):
    """What a person may do and why. ``rules`` are those that bind them, for who may see rules; ``text`` sums up."""

    user: User
    level: TableLevel
    why: WhyAnswer
    fields: Sequence[ExplainedFieldAnswer]
    rules: Sequence[ExplainedRuleAnswer]
    ruled: bool
    record: ExplainedRowAnswer | None
    text: str


def explanation_answer(found: Explanation) -> ExplanationAnswer:
    schema, row = found.schema, found.row
    named: set[str] = {field.field.id for field in found.fields}
    return ExplanationAnswer(
        user=User(id=UserId(found.person.id), name=found.person.name, email=found.person.email),
        level=found.level,
        why=_why(found.why, schema, named),
        fields=[
            ExplainedFieldAnswer(
                id=item.field.id, name=item.field.name, level=item.level, why=_why(item.why, schema, named)
            )
            for item in found.fields
        ],
        rules=[
            ExplainedRuleAnswer(
                id=item.rule.id,
                subject=subject_answer(item.rule.to),
                access=item.rule.access,
                filter=item.rule.filter,
                holds=item.holds,
                text=of_rule(item),
            )
            for item in found.rules
        ],
        ruled=found.ruled,
        record=None if row is None else ExplainedRowAnswer(readable=row.readable, writable=row.writable),
        text=of_row(found),
    )


def _why(why: Reason, schema: TableSchema, named: Set[str]) -> WhyAnswer:
    """Fields that are hidden from whoever asks are not named."""
    shown = why if why.source in named or why.source not in schema.by_id else Reason(why.cause)
    subject = None if shown.subject is None else subject_answer(Named(shown.subject, None, None))
    return WhyAnswer(cause=shown.cause, text=of_reason(shown, schema), subject=subject, source_id=shown.source)
