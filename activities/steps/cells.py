"""A planned step's values as stored cells."""

from collections.abc import Mapping

from activities.templating import Renderer
from core.errors import Fault, Invalid
from core.fields.base import InvalidValue
from core.fields.people import show
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue
from workflows.language.values import Fixed, PlannedValue


def stored_cells(
    values: Mapping[str, PlannedValue], schema: TableSchema, renderer: Renderer
) -> dict[FieldDef, StoredValue]:
    """Rendered values are converted as on paste: a select takes an option's name, a date the day of a time in UTC.

    Raises Invalid naming each field whose value does not fit, or that is gone.
    """
    found: dict[FieldDef, StoredValue] = {}
    faults: list[Fault] = []
    for field_id, value in values.items():
        field = schema.by_id.get(field_id)
        if field is None:
            message = f"A field that this step writes was deleted from {schema.name}. Edit the step and publish again."
            faults.append(Fault("fields", "unknown_field", message))
            continue
        if isinstance(value, Fixed):
            found[field] = value.stored
            continue
        try:
            found[field] = field.type.coerce(renderer.value(value.template), field)
        except InvalidValue as error:
            faults.append(Fault(f"fields.{field.name}", "invalid_value", str(error)))
    if faults:
        raise Invalid(faults, faults[0].code)
    return found


def for_people(cells: Mapping[FieldDef, StoredValue]) -> dict[str, JsonValue]:
    """The cells under their fields' names, for the run log."""
    return {field.name: show(stored, field, {}) for field, stored in cells.items()}
