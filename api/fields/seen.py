"""A field as it is shown to whoever made or changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from api.tables.summary import Calculating
from core.access.policy import Policy
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class SeenField:
    """``calculating``: what is being worked out, by field id. ``policy`` is that of whoever sees it; None where the
    field is just what they said."""

    field: FieldDef
    schema: TableSchema
    calculating: Mapping[str, Calculating] = dataclass_field(default_factory=dict[str, Calculating])
    policy: Policy | None = None


def seen(schema: TableSchema, field: FieldDef, calculating: Mapping[str, Calculating] | None = None) -> SeenField:
    """The field as it is in the table now."""
    others = (item for item in schema.fields if item.id != field.id)
    now = replace(schema, fields=(*others, field))
    return SeenField(now.by_id[field.id], now, calculating or {})
