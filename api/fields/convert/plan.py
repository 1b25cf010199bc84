"""What a field is to become: its new type, settings and, for selects, the options that its values need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from psycopg import AsyncConnection

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.fields.convert import columns
from api.fields.convert.change import reads
from api.fields.convert.pairs import check_pair
from api.fields.derived import readers_of
from api.fields.formulas import client_settings, refuse_closed_links, with_formula
from api.http import limits
from api.tables.currencies import check_currency
from api.tables.deriving import bind, check_circles, without_system_keys
from api.tables.drafts import with_option_ids
from core.access.roles import BaseRole
from core.errors import Conflict, Fault, Forbidden, Invalid, LimitExceeded, NotFound
from core.fields.base import FieldConfig, FieldType, Storage
from core.fields.conversion import Conversion, Directory, options_for
from core.fields.defaults import check_alike
from core.fields.defaults import settled as settled_default
from core.fields.dependence import settled as settled_dependence
from core.fields.derived import DerivedField, options_of
from core.fields.limited import named
from core.fields.limited import settled as settled_limits
from core.fields.link import SYSTEM_KEYS, LinkConfig
from core.fields.options import MAX_OPTIONS, SelectConfig
from core.fields.registry import parse_config
from core.fields.sealing import check_sealing
from core.fields.text import Text
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue, ValueKind

NO_NUMBER = 0
"""The number of a target that has no column yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom a field is to become what. ``grant`` is that of its table, ``reveal_to`` of a field to be encrypted."""

    user: CurrentUser
    grant: TableGrant
    type: str
    given: Mapping[str, JsonValue] | None
    reveal_to: BaseRole | None = None


async def planned(
    conn: AsyncConnection, access: Access, schema: TableSchema, source: FieldDef, asked: Asked, directory: Directory
) -> FieldDef:
    """The field as it is to be, without a column yet. Raises Invalid, Forbidden, Conflict ``too_many_options``."""
    target = check_pair(schema, source, asked.type)
    given = dict(asked.given or {})
    if isinstance(target, DerivedField):
        given = without_system_keys(given)
    if target.name == "link":
        config: FieldConfig = await _link(access, schema, source, target, given, asked)
    elif target.name == source.type.name and asked.given is None:
        config = source.config
    else:
        config = parse_config(target, given)
    primary = source.id == schema.primary_field_id
    check_sealing(replace(source, type=target, config=config, unique=False, reveal_to=asked.reveal_to), primary=primary)
    if isinstance(config, SelectConfig) and "options" not in given:
        policy = await access.policy_now(asked.user, asked.grant, schema, conn)
        config = await _discovered(conn, schema, source, target, directory, all_read=policy.read_filter is None)
    made = with_option_ids(config)
    filled = target.storage is Storage.SYSTEM or target.computed
    kind = target.kind_of(made)
    field = replace(
        source,
        number=NO_NUMBER,
        type=target,
        config=made,
        formulas=None,
        # What a type cannot be, it stops being: a checkbox is never empty, a list is never unique.
        required=source.required and not filled and kind is not ValueKind.BOOLEAN,
        unique=source.unique
        and not filled
        and not target.many_of(made)
        and kind not in (ValueKind.BOOLEAN, ValueKind.JSON, ValueKind.LINK),
        reveal_to=asked.reveal_to,
    )
    check_sealing(field, primary=primary)
    check_alike(field, source)
    check_currency(field, source)
    others = replace(schema, fields=tuple(item for item in schema.fields if item.id != source.id))
    readers = readers_of(access, asked.grant, conn)
    if target.name == "formula":
        formula = replace(field, config=parse_config(target, dict(client_settings(field, given))))
        here = replace(others, linked=schema.linked)
        policy = await access.policy_now(asked.user, asked.grant, schema, conn)
        refuse_closed_links(policy, here, formula)
        made_of = with_formula(here, formula, policy)
        await check_circles(conn, schema, made_of, readers)
        return made_of
    if isinstance(target, DerivedField):
        policy = await access.policy_now(asked.user, asked.grant, schema, conn)
        bound = await bind(conn, field, replace(others, linked=schema.linked), policy)
        await check_circles(conn, schema, bound, readers)
        return bound
    if isinstance(config, LinkConfig):
        # Formulas that read the field will read titles.
        await check_circles(conn, schema, field, readers)
    kept = named(source.config)
    return settled_limits(settled_dependence(settled_default(field), schema.fields), schema.fields, kept=kept)


async def _link(
    access: Access,
    schema: TableSchema,
    source: FieldDef,
    target: FieldType,
    given: dict[str, JsonValue],
    asked: Asked,
) -> LinkConfig:
    faults = [
        Fault(f"config.{key}", "read_only", "The system gives this; leave it out.")
        for key in SYSTEM_KEYS
        if given.get(key) is not None
    ]
    if given.get("choices") is not None:
        message = "Convert the field first, then limit what its picker offers."
        faults.append(Fault("config.choices", "invalid_config", message))
    if faults:
        raise Invalid(faults)
    if isinstance(source.config, LinkConfig):
        given.setdefault("tableId", source.config.table_id)
    config = parse_config(target, given)
    if not isinstance(config, LinkConfig):
        raise TypeError("a link's config is a LinkConfig")
    try:
        end = await access.table_now(asked.user, config.table_id, BaseRole.CREATOR)
    except NotFound:
        message = f"There is no table {config.table_id[:100]!r} that you can open."
        raise Invalid.one("config.tableId", "unknown_table", message) from None
    except Forbidden as error:
        raise Forbidden(f"A link adds a field to the other table too. {error.detail}") from None
    if end.base.workspace_id != asked.grant.base.workspace_id:
        raise Invalid.one("config.tableId", "other_workspace", "Links lead to tables of the same workspace only.")
    old = source.config
    choices = old.choices if isinstance(old, LinkConfig) and old.target == end.number else None
    placed = {"target": end.number, "workspace": schema.workspace_number, "choices": choices}
    return config.model_copy(update=placed)


def check_room(source: FieldDef, end: TableSchema | None) -> None:
    """Whether the other table has room for a symmetric field. Raises LimitExceeded."""
    old = source.config
    if end is None or (isinstance(old, LinkConfig) and old.target == end.number):
        return
    if len(end.fields) + 1 > limits.MAX_FIELDS_PER_TABLE:
        raise LimitExceeded(
            "too_many_fields",
            f"{end.name} has {len(end.fields)} fields, the most that a table can have. Delete one first.",
            "config.tableId",
        )


def check_name(target: FieldDef, end: TableSchema | None) -> None:
    """Raises Conflict ``name_taken`` where the name wanted for the symmetric field is another one's."""
    config = target.config
    if end is None or not isinstance(config, LinkConfig) or config.symmetric_name is None:
        return
    if any(field.name.casefold() == config.symmetric_name.casefold() for field in end.fields):
        raise Conflict(
            "name_taken",
            f"{end.name} already has a field {config.symmetric_name!r}. Choose another name.",
            "config.symmetricName",
        )


async def _discovered(
    conn: AsyncConnection,
    schema: TableSchema,
    source: FieldDef,
    target: FieldType,
    directory: Directory,
    *,
    all_read: bool,
) -> FieldConfig:
    """The old options, and one for every name that the cells have: for whoever may read all records (``all_read``)."""
    if source.encrypted:
        message = (
            "Options are read by everybody: give those that you want in config.options, or decrypt the field first."
        )
        raise Invalid.one("config.options", "encrypted_values", message)
    old = options_of(source)
    if old is not None:
        depends_on = old.depends_on if old is source.config else None
        return SelectConfig(options=old.options, depends_on=depends_on)
    if not all_read:
        message = "You may not read every record, so options cannot be made of their values: give those that you want."
        raise Invalid.one("config.options", "options_required", message)
    plain = replace(source, type=Text(), config=Text.config_model(), formulas=None)
    read, value = reads(source, schema.linked.get(source.number), plain, directory)
    found: SelectConfig | None = SelectConfig()
    async for batch in columns.distinct(conn, schema, value):
        known = replace(read.source, config=found)
        texts = [text for item in batch if (text := _plain_text(read, item.value))]
        found = options_for(known, texts, many=target.many)
        if found is None:
            raise Conflict(
                "too_many_options",
                f"{source.name} has more than {MAX_OPTIONS:,} different values, the most that a select offers. "
                "Give the options that you want in config.options: other values are cleared.",
                "config.options",
            )
    return found


def _plain_text(read: Conversion, stored: StoredValue) -> str:
    converted = read.convert(stored).value
    return converted if isinstance(converted, str) else ""
