"""What tells records of one title apart in a picker: the values of the first fields beside the title."""

from itertools import islice

from core.access.policy import Policy
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, ValueKind

DETAILS = 2
_UNTOLD = (ValueKind.FILE, ValueKind.JSON, ValueKind.NONE, ValueKind.SEALED)
_LONG = frozenset({"longText", "aiText"})
_CHARACTERS = 200
_ITEMS = 3


def details_of(schema: TableSchema, policy: Policy, back: str | None = None) -> tuple[FieldDef, ...]:
    """The fields, in the table's order; only such as the reader sees. ``back`` is the other end of the link itself."""
    told = (
        field
        for field in policy.visible_fields(schema)
        if field.id not in (schema.primary_field_id, back)
        and field.kind not in _UNTOLD
        and field.type.name not in _LONG
    )
    return tuple(islice(told, DETAILS))


def brief(value: JsonValue) -> JsonValue:
    """As much of a wire value as a line of a picker has room for."""
    match value:
        case str():
            return value[:_CHARACTERS]
        case list():
            return [brief(item) for item in value[:_ITEMS]]
        case _:
            return value
