"""Whether a condition reads values that are worked out only after a write: what derived fields keep."""

from typing import assert_never

from api.records.sql.formula import read_columns
from core.fields.derived import DerivedConfig
from core.query.ast import BoundFilter, Condition, FieldRef, Group, Linked, Not
from core.schema import FieldDef
from core.values import ValueKind


def late(filter: BoundFilter | None) -> bool:
    """Of the row itself, and of the records that it links to: those change with what links to them."""
    match filter:
        case None:
            return False
        case Group(members=members):
            return any(map(late, members))
        case Not(member):
            return late(member)
        case Linked(title=True, target=target):
            return _derived(target.primary)
        case Linked(condition=condition):
            return condition.field.kind is ValueKind.LINK or late(condition)
        case Condition(field=field, operand=FieldRef(other)):
            return _derived(field) or _derived(other)
        case Condition(field=field):
            return _derived(field)
        case _:
            assert_never(filter)


def _derived(field: FieldDef) -> bool:
    """Formulas are worked out where they stand, of what they read."""
    return any(isinstance(read.config, DerivedConfig) for read in read_columns([field]))
