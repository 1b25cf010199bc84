"""Cells of new records that nobody gave."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.fields.defaults import default_value, has_default
from core.schema import FieldDef, TableSchema
from core.values import StoredValue


def defaults_of(schema: TableSchema, now: datetime, zone: ZoneInfo, user_number: int | None) -> dict[int, StoredValue]:
    """By field number, of those fields that have a default."""
    return {field.number: default_value(field, now, zone, user_number) for field in schema.fields if has_default(field)}


def fields_of(schema: TableSchema, cells: Sequence[Mapping[int, StoredValue]]) -> list[FieldDef]:
    """The fields that the values are for, by number."""
    numbers = {number for values in cells for number in values}
    return [field for number, field in sorted(schema.by_number.items()) if number in numbers]
