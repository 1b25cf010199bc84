"""Conditions inside a plan: a bound filter as plain data, with field ids and stored values, and back.

Frozen at publish, so renaming a field or an option changes nothing; thawed against the table's schema of the moment, so
a deleted field is noticed.
"""

from typing import Annotated, Literal, assert_never

from pydantic import Field, JsonValue

from core.errors import Invalid
from core.query.ast import (
    BoundFilter,
    Condition,
    Conjunction,
    CurrentUser,
    FieldRef,
    Group,
    LiteralList,
    Operand,
    Operator,
    RelativeDate,
)
from core.query.ast import (
    Literal as Value,
)
from core.schema import FieldDef, TableSchema
from workflows.language.node import Planned


class FrozenValue(Planned):
    kind: Literal["value"] = "value"
    value: JsonValue


class FrozenList(Planned):
    kind: Literal["list"] = "list"
    values: tuple[JsonValue, ...]


class FrozenDate(Planned):
    kind: Literal["date"] = "date"
    mode: str
    count: int | None = None


class FrozenReader(Planned):
    kind: Literal["reader"] = "reader"


class FrozenField(Planned):
    kind: Literal["field"] = "field"
    field: str


FrozenOperand = Annotated[
    FrozenValue | FrozenList | FrozenDate | FrozenReader | FrozenField, Field(discriminator="kind")
]


class FrozenCondition(Planned):
    kind: Literal["condition"] = "condition"
    field: str
    operator: Operator
    operand: FrozenOperand | None = None


class FrozenGroup(Planned):
    kind: Literal["group"] = "group"
    conjunction: Conjunction
    members: tuple["FrozenFilter", ...]


FrozenFilter = Annotated[FrozenCondition | FrozenGroup, Field(discriminator="kind")]
FrozenGroup.model_rebuild()


def freeze(bound: BoundFilter) -> FrozenCondition | FrozenGroup:
    """The filter as data. ``thaw`` gives it back."""
    match bound:
        case Condition(field, operator, operand):
            return FrozenCondition(field=field.id, operator=operator, operand=_freeze_operand(operand))
        case Group(conjunction, members):
            return FrozenGroup(conjunction=conjunction, members=tuple(freeze(member) for member in members))
        case _:
            assert_never(bound)


def thaw(frozen: FrozenCondition | FrozenGroup, schema: TableSchema) -> BoundFilter:
    """The filter bound to ``schema``. Raises Invalid when a field it names is gone."""
    match frozen:
        case FrozenCondition(field=field, operator=operator, operand=operand):
            return Condition(_field(schema, field), operator, _thaw_operand(operand, schema))
        case FrozenGroup(conjunction=conjunction, members=members):
            return Group(conjunction, tuple(thaw(member, schema) for member in members))
        case _:
            assert_never(frozen)


def _freeze_operand(operand: Operand) -> FrozenOperand | None:
    match operand:
        case None:
            return None
        case Value(value):
            return FrozenValue(value=value)
        case LiteralList(values):
            return FrozenList(values=values)
        case RelativeDate(mode, count):
            return FrozenDate(mode=mode, count=count)
        case CurrentUser():
            return FrozenReader()
        case FieldRef(field):
            return FrozenField(field=field.id)
        case _:
            assert_never(operand)


def _thaw_operand(operand: FrozenOperand | None, schema: TableSchema) -> Operand:
    match operand:
        case None:
            return None
        case FrozenValue(value=value):
            return Value(value)
        case FrozenList(values=values):
            return LiteralList(values)
        case FrozenDate(mode=mode, count=count):
            return RelativeDate(mode, count)
        case FrozenReader():
            return CurrentUser()
        case FrozenField(field=field):
            return FieldRef(_field(schema, field))
        case _:
            assert_never(operand)


def _field(schema: TableSchema, field_id: str) -> FieldDef:
    found = schema.by_id.get(field_id)
    if found is None:
        message = f"A field that this condition reads was deleted from {schema.name}. Edit the condition and publish."
        raise Invalid.one("conditions", "unknown_field", message)
    return found
