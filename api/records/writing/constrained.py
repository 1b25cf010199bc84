"""Which constraints a mutation has to check, and what it says of those that a record breaks."""

from collections.abc import Sequence
from typing import cast

from api.access.service import TableAccess
from api.records.outcome import cell_path
from core.errors import Fault, Invalid
from core.fields.constraints import Constraint, filled
from core.schema import FieldDef, TableSchema

_MAX_FAULTS = 100


def on_change(schema: TableSchema, touched: Sequence[FieldDef]) -> tuple[Constraint, ...]:
    """Those that look at a field which is written; ``Filled`` is checked on the values given."""
    numbers = {field.number for field in touched}
    return tuple(
        constraint for constraint in schema.constraints if any(item.number in numbers for item in constraint.fields)
    )


def on_return(schema: TableSchema) -> tuple[Constraint, ...]:
    """Those that a record from the trash has to keep: it may have been deleted before they were made."""
    required = [filled(field) for field in schema.fields if field.required and field.stored]
    return (*required, *schema.constraints)


def limit_refusal(access: TableAccess, constraints: Sequence[Constraint], why: Sequence[object]) -> Invalid | None:
    """``why`` are lists that begin with a record's place and end with the places of what it breaks."""
    faults: list[Fault] = []
    for row in cast("Sequence[list[object]]", why):
        broken = cast("list[int]", row[-1])
        faults += [_fault(access, constraints[at], cast("int", row[0])) for at in broken]
    return Invalid(faults[:_MAX_FAULTS], faults[0].code) if faults else None


def _fault(access: TableAccess, constraint: Constraint, place: int) -> Fault:
    if all(access.policy.visible(field) for field in constraint.fields):
        return Fault(cell_path(place, constraint.field), constraint.code, constraint.told)
    message = "This would break a rule about a field that you cannot see. Ask a creator of the base."
    return Fault(f"records[{place}]", constraint.code, message)
