"""A planned step's values as stored cells."""

from collections.abc import Mapping

from psycopg import AsyncConnection

from activities.templating import Renderer
from api.access import people
from api.automations.log.masking import MASK
from api.encryption.vault import Vault
from core.errors import Fault, Invalid
from core.fields.base import InvalidValue
from core.fields.people import Person, numbers_in, resolve, said, show
from core.fields.sealing import MASKED, check_limits
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue, ValueKind
from workflows.language.values import Fixed, PlannedValue


async def stored_cells(
    conn: AsyncConnection, values: Mapping[str, PlannedValue], schema: TableSchema, renderer: Renderer, vault: Vault
) -> dict[FieldDef, StoredValue]:
    """Rendered values are converted as on paste: a select takes an option's name, a date the day of a time in UTC.

    People are looked up together. Raises Invalid naming each field whose value does not fit, or that is gone.
    """
    found: dict[FieldDef, StoredValue] = {}
    rendered: dict[FieldDef, JsonValue] = {}
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
        rendered[field] = renderer.value(value.template)
    mentioned = {text for field, raw in rendered.items() if _holds_people(field) for text in said(raw, lenient=True)}
    known = await people.directory(conn, schema.base_id, mentioned, names=True)
    for field, raw in rendered.items():
        try:
            if _holds_people(field):
                found[field] = field.type.parse(resolve(raw, field, known, lenient=True), field)
            else:
                found[field] = field.type.coerce(raw, field)
        except InvalidValue as error:
            faults.append(Fault(f"fields.{field.name}", "invalid_value", str(error)))
    if faults:
        raise Invalid(faults, faults[0].code)
    return await _sealed(conn, found, schema, vault)


async def _sealed(
    conn: AsyncConnection, cells: dict[FieldDef, StoredValue], schema: TableSchema, vault: Vault
) -> dict[FieldDef, StoredValue]:
    """The cells with those of encrypted fields as they are stored. Raises Invalid, Unavailable."""
    if not any(field.encrypted and value is not None for field, value in cells.items()):
        return cells
    keys = await vault.sealing(conn, schema.workspace_id)
    for field, value in cells.items():
        if field.encrypted:
            try:
                check_limits(field, value, schema)
            except InvalidValue as error:
                raise Invalid.one(f"fields.{field.name}", "invalid_value", str(error)) from None
            cells[field] = keys.seal(schema, field, value)
    return cells


async def for_people(
    conn: AsyncConnection,
    cells: Mapping[FieldDef, StoredValue],
    values: Mapping[str, PlannedValue],
    renderer: Renderer,
) -> dict[str, JsonValue]:
    """The cells under their fields' names, for the run log; masked where they are made of an encrypted value."""
    numbers = {number for field, stored in cells.items() if _holds_people(field) for number in numbers_in(stored)}
    known = await people.shown(conn, numbers)
    return {
        field.name: MASK
        if _tells(values.get(field.id), renderer) and not field.encrypted
        else _shown(stored, field, known)
        for field, stored in cells.items()
    }


def _tells(value: PlannedValue | None, renderer: Renderer) -> bool:
    return value is not None and not isinstance(value, Fixed) and renderer.tells(value.template)


def _shown(stored: StoredValue, field: FieldDef, known: Mapping[int, Person]) -> JsonValue:
    if field.encrypted:
        return None if stored is None else dict(MASKED)
    return show(stored, field, known)


def _holds_people(field: FieldDef) -> bool:
    return field.kind is ValueKind.USER
