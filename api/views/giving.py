"""What a view gives away to people without an account, and whose it is to give (decision 28)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from api.access.repository import TableGrant
from api.tables.grid import GridConfig
from core.access.levels import TableLevel
from core.access.policy import Policy
from core.errors import Forbidden, Invalid
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_NOT_FOR_STRANGERS = frozenset({"button"})


def shown_fields(config: Mapping[str, JsonValue], schema: TableSchema) -> tuple[FieldDef, ...]:
    """Those that the view shows, in its order; never encrypted ones, nor buttons, which are for people of the base."""
    columns = GridConfig.model_validate(config).columns
    order = {column.field: at for at, column in enumerate(columns)}
    first = schema.primary_field_id
    off = {column.field for column in columns if column.hidden} - {first}
    kept = [field for field in schema.fields if field.id not in off and _for_strangers(field)]
    return tuple(sorted(kept, key=lambda field: (field.id != first, order.get(field.id, len(order)))))


def require_all_of_it(
    config: Mapping[str, JsonValue], schema: TableSchema, policy: Policy, opened: Collection[str] = ()
) -> None:
    """Nobody gives away what they do not see: rows, fields, or titles of the tables ``opened``. Raises Forbidden."""
    if policy.read_filter is not None:
        raise Forbidden(
            "Rules leave you some of this table's records only, and a link would show all that the view finds."
            " Ask an owner or admin of the workspace."
        )
    shown = shown_fields(config, schema)
    if not all(policy.visible(field) for field in shown):
        raise Forbidden(
            "The view shows fields that are hidden from you, and so would a link."
            " Ask an owner or admin of the workspace to share it, or to hide them in the view."
        )
    for field in shown:
        target = schema.linked.get(field.number) if isinstance(field.config, LinkConfig) else None
        if target is not None and target.id in opened:
            require_titles(schema, policy, field)


def require_titles(schema: TableSchema, policy: Policy, link: FieldDef) -> None:
    """Raises Forbidden."""
    if not (policy.whole(schema, link) and policy.titles(schema, link)):
        raise Forbidden(
            f"Some of what {link.name} leads to is withheld from you, and a link would show the titles of all of it."
            " Ask an owner or admin of the workspace."
        )


def refuse_search(search: str | None, path: str) -> None:
    """Raises Invalid ``view_keeps_search``."""
    if search:
        message = (
            "A search of a view is no limit to visitors, who bring their own, so a view with a link keeps none."
            " Make it a filter."
        )
        raise Invalid.one(path, "view_keeps_search", message)


@dataclass(frozen=True, slots=True)
class LiveLink:
    """What changing a view means for one of its links. ``opened`` are ids of tables whose titles it shows."""

    form: bool
    opened: frozenset[str]


def gives_differently(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], schema: TableSchema) -> bool:
    """Whether visitors see other records or fields; order, groups and widths are anybody's to change."""
    return (
        any((before.get(part) or None) != (after.get(part) or None) for part in ("filter", "search"))
        or {field.id for field in shown_fields(before, schema)} != {field.id for field in shown_fields(after, schema)}
    )  # fmt: skip


def require_leave(
    grant: TableGrant, policy: Policy, schema: TableSchema, config: Mapping[str, JsonValue], link: LiveLink
) -> None:
    """The view of a link changes what is given away as making another link would. Raises Forbidden, Invalid."""
    if not grant.level.covers(TableLevel.ADMIN):
        raise Forbidden(
            "This view is shared by a link, so changing its filter, search or visible columns needs the level admin in"
            " the table. Make a view of your own, or ask whoever shared it.",
            "view_is_shared",
        )
    refuse_search(str(config.get("search") or ""), "config.search")
    require_all_of_it(config, schema, policy, link.opened)
    if link.form and not all(field.read_only or policy.writable(field) for field in shown_fields(config, schema)):
        raise Forbidden(
            "This view is shared as a form, which would ask for fields that you may only read."
            " Ask an owner or admin of the workspace."
        )


def _for_strangers(field: FieldDef) -> bool:
    return not field.encrypted and field.type.name not in _NOT_FOR_STRANGERS
