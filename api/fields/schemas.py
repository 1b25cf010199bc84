"""Wire models of changing a field and of writing formulas; a new field is `api.tables.schemas.NewFieldBody`."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from api.fields.checking import Checked
from api.fields.service import FieldChanges
from api.http.body import Answer, Body, Name, Patch, Prose
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
    """``fieldId`` is the formula that is being changed."""

    expression: Annotated[str, Field(max_length=20_000)]
    field_id: Annotated[str, Field(max_length=100)] | None = None


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


class FormulaAnswer(Answer):
    """``canonical`` is the formula in one line; with ``errors`` there is neither that nor a result."""

    valid: bool
    result: FormulaResultAnswer | None
    references: Sequence[FormulaReference]
    canonical: str | None
    errors: Sequence[FormulaProblem]


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


def formula_answer(checked: Checked) -> FormulaAnswer:
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
