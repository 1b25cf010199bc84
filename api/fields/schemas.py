"""Wire models of changing a field and of writing formulas; a new field is `api.tables.schemas.NewFieldBody`."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, JsonValue

from api.fields.changes import FieldChanges
from api.fields.checking import Checked
from api.fields.trying import FormulaWish
from api.http.body import Answer, Body, Name, Patch, Prose
from api.records.trial import TrialCell
from api.tables.schemas import RevealTo
from core.formula.functions.registry import ALL


class FieldPatch(Patch):
    """``config`` replaces the settings that it names; select options keep their ids. ``revealTo`` is for encrypted
    fields; a field becomes encrypted, or plain again, by converting it."""

    name: Name | None = None
    config: dict[str, JsonValue] | None = None
    description: Prose | None = None
    required: bool | None = None
    unique: bool | None = None
    reveal_to: RevealTo | None = None

    def changes(self) -> FieldChanges:
        return FieldChanges(self.name, self.config, self.description, self.required, self.unique, self.reveal_to)


class FormulaBody(Body):
    """``fieldId`` is the formula that is being changed, ``timeZone`` where its days begin. With ``sample``, the answer
    shows what comes out."""

    expression: Annotated[str, Field(max_length=20_000)]
    field_id: Annotated[str, Field(max_length=100)] | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    sample: bool = False

    def wish(self, reader_zone: ZoneInfo) -> FormulaWish:
        return FormulaWish(self.expression, self.field_id, self.time_zone, self.sample, reader_zone)


class FormulaResultAnswer(Answer):
    kind: Literal["text", "number", "boolean", "date", "datetime"]
    many: bool


class FormulaReference(Answer):
    id: str
    name: str


class FormulaProblem(Answer):
    """``start`` and ``end`` count characters of the expression from 0; ``end`` is the first one after."""

    code: str
    message: str
    start: int
    end: int


class FormulaSample(Answer):
    """``record`` is an id, ``primary`` what names the record, ``value`` what the formula comes to there, maybe an error
    value; options by id."""

    record: str
    primary: JsonValue
    value: JsonValue


class FormulaAnswer(Answer):
    """``canonical`` is the formula in one line; with ``errors`` there is neither that nor a result. ``sample`` is of
    the first records, up to five, that the reader may see."""

    valid: bool
    result: FormulaResultAnswer | None
    references: Sequence[FormulaReference]
    canonical: str | None
    errors: Sequence[FormulaProblem]
    sample: Sequence[FormulaSample]


class FormulaFunction(Answer):
    """``bare`` functions may be written without parentheses."""

    name: str
    signature: str
    category: str
    doc: str
    example: str
    bare: bool


class FormulaFunctions(Answer):
    items: Sequence[FormulaFunction]


def formula_answer(checked: Checked, sample: Sequence[TrialCell]) -> FormulaAnswer:
    result = checked.result
    return FormulaAnswer(
        valid=not checked.problems,
        result=None if result is None else FormulaResultAnswer(kind=result.kind, many=result.many),
        references=[FormulaReference(id=field.id, name=field.name) for field in checked.uses],
        canonical=checked.canonical,
        errors=[
            FormulaProblem(code=item.code, message=item.message, start=item.span.start, end=item.span.end)
            for item in checked.problems
        ],
        sample=[FormulaSample(record=cell.record, primary=cell.primary, value=cell.value) for cell in sample],
    )


@cache
def formula_functions() -> FormulaFunctions:
    """All functions, by name."""
    return FormulaFunctions(
        items=[
            FormulaFunction(
                name=function.name,
                signature=function.signature,
                category=function.category.value,
                doc=function.doc,
                example=function.example,
                bare=function.bare,
            )
            for function in sorted(ALL, key=lambda function: function.name)
        ]
    )
