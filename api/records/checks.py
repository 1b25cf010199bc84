"""What is wrong with a write before any statement runs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from api.access.service import TableAccess
from api.encryption.envelope import is_envelope
from api.records.outcome import cell_path
from core.errors import Fault, Invalid, LimitExceeded
from core.schema import FieldDef
from core.values import StoredValue

MAX_RECORDS = 1_000
"""Records in one call."""


def check_count(count: int, path: str = "records") -> None:
    """Raises LimitExceeded."""
    if count > MAX_RECORDS:
        raise LimitExceeded(
            "too_many_records",
            f"At most {MAX_RECORDS:,} records in one call; there are {count:,}. Split the request.",
            path,
        )


def check_distinct(keys: Sequence[int]) -> None:
    """Raises Invalid when a record is named twice: which of the two edits should win?"""
    if len(set(keys)) < len(keys):
        seen: Counter[int] = Counter()
        for place, key in enumerate(keys):
            seen[key] += 1
            if seen[key] > 1:
                raise Invalid.one(f"records[{place}].id", "duplicate_record", "This record is already in the request.")


def touched(access: TableAccess, cells: Sequence[Mapping[int, StoredValue]]) -> list[FieldDef]:
    """The fields that the values are for, by number. Raises Invalid for what may not be written."""
    fields: list[FieldDef] = []
    faults: list[Fault] = []
    for number in sorted({number for values in cells for number in values}):
        field = access.schema.by_number.get(number)
        if field is None or not access.policy.visible(field):
            faults.append(Fault(f"fields.{number}", "unknown_field", "There is no such field."))
        elif field.read_only:
            faults.append(Fault(f"fields.{field.name}", "read_only_field", f"{field.name} is filled by the system."))
        elif not access.policy.writable(field):
            faults.append(Fault(f"fields.{field.name}", "read_only_field", not_yours(field)))
        else:
            fields.append(field)
    if faults:
        raise Invalid(faults, faults[0].code)
    for field in filter(lambda field: field.encrypted, fields):
        for values in cells:
            stored = values.get(field.number)
            if stored is not None and not is_envelope(stored):
                raise TypeError(f"{field.name} is encrypted, and a value of it came here in the open")
    return fields


def not_yours(field: FieldDef) -> str:
    return f"You may read {field.name}, but not change it."


def check_required(
    access: TableAccess, fields: Iterable[FieldDef], cells: Sequence[Mapping[int, StoredValue]], *, creating: bool
) -> None:
    """Raises Invalid for every required cell that is given empty, or, when creating, not given."""
    faults = [
        _empty_cell(access, place, field)
        for field in fields
        if field.required and not field.read_only
        for place, values in enumerate(cells)
        if (creating or field.number in values) and _empty(field, values.get(field.number))
    ]
    if faults:
        raise Invalid(faults, "invalid_value")


def _empty_cell(access: TableAccess, place: int, field: FieldDef) -> Fault:
    if access.policy.visible(field):
        return Fault(cell_path(place, field), "required", f"{field.name} must not be empty.")
    message = "This would break a rule about a field that you cannot see. Ask a creator of the base."
    return Fault(f"records[{place}]", "required", message)


def _empty(field: FieldDef, value: StoredValue) -> bool:
    return value is None or (field.many and value == [])
