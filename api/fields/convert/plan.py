"""What a field is to become: its new type, settings and, for selects, the options that its values need."""

from collections.abc import Mapping
from dataclasses import replace

from psycopg import AsyncConnection

from api.fields.convert import columns
from api.tables.drafts import with_option_ids
from core.access.roles import BaseRole
from core.errors import Conflict, Fault, Invalid
from core.fields.base import FieldConfig, FieldType, Storage
from core.fields.conversion import Conversion, Directory, options_for
from core.fields.defaults import settled as settled_default
from core.fields.dependence import settled as settled_dependence
from core.fields.options import MAX_OPTIONS, SelectConfig
from core.fields.registry import FIELD_TYPES, get_type, parse_config
from core.fields.sealing import check_sealing
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, ValueKind

NO_NUMBER = 0
"""The number of a target that has no column yet."""

_TARGETS = (Storage.COLUMN, Storage.SYSTEM)


def check_pair(source: FieldDef, type_name: str) -> FieldType:
    """The new type. Raises Invalid where the one cannot become the other."""
    target = get_type(type_name)
    if not _readable(source) or target.storage not in _TARGETS or target.computed:
        able = ", ".join(t.name for t in FIELD_TYPES.values() if t.storage in _TARGETS and not t.computed)
        fault = Fault(
            "type",
            "not_convertible",
            f"{source.name} ({source.type.name}) cannot become {target.name}. Fields with values of their own can "
            f"become: {able}. For others add a new field.",
        )
        raise Invalid([fault], "not_convertible")
    return target


def _readable(field: FieldDef) -> bool:
    return field.stored or field.type.storage is Storage.SYSTEM


async def planned(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    type_name: str,
    given: Mapping[str, JsonValue] | None,
    directory: Directory,
    reveal_to: BaseRole | None,
) -> FieldDef:
    """The field as it is to be, without a column yet. Raises Invalid, Conflict ``too_many_options``."""
    target = check_pair(source, type_name)
    same = target.name == source.type.name and given is None
    config = source.config if same else parse_config(target, dict(given or {}))
    if isinstance(config, SelectConfig) and not (given and "options" in given):
        config = await _discovered(conn, schema, source, target, directory)
    made = with_option_ids(config)
    system = target.storage is Storage.SYSTEM
    kind = target.kind_of(made)
    field = replace(
        source,
        number=NO_NUMBER,
        type=target,
        config=made,
        # What a type cannot be, it stops being: a checkbox is never empty, a list is never unique.
        required=source.required and not system and kind is not ValueKind.BOOLEAN,
        unique=source.unique
        and not system
        and not target.many_of(made)
        and kind not in (ValueKind.BOOLEAN, ValueKind.JSON),
        reveal_to=reveal_to,
    )
    check_sealing(field, primary=source.id == schema.primary_field_id)
    return settled_dependence(settled_default(field), schema.fields)


async def _discovered(
    conn: AsyncConnection, schema: TableSchema, source: FieldDef, target: FieldType, directory: Directory
) -> FieldConfig:
    """The old options, and one for every name that the cells have."""
    if isinstance(source.config, SelectConfig):
        return SelectConfig(options=source.config.options, depends_on=source.config.depends_on)
    read = Conversion(source, source, directory)
    found: SelectConfig | None = SelectConfig()
    async for batch in columns.distinct(conn, schema, source):
        known = replace(source, config=found)
        found = options_for(known, (read.text(item.value) for item in batch), many=target.many)
        if found is None:
            raise Conflict(
                "too_many_options",
                f"{source.name} has more than {MAX_OPTIONS:,} different values, the most that a select offers. "
                "Give the options that you want in config.options: other values are cleared.",
                "config.options",
            )
    return found
