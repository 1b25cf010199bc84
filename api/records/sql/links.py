"""Link cells as SQL: pairs whose other record is live, in the order of the cell."""

from collections.abc import Callable

from api.records.sql.formula import cell
from api.records.sql.fragment import Fragment, compose
from api.records.sql.text import text_of
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema

NO_LINKS = "NULL::bigint[]"
_CELL = "lc"
"""What linked records are called inside the SQL of a cell, which may stand beside any other row."""
_WITHIN = "ld"

Seen = Callable[[FieldDef, str], str]
"""What has to hold for a reader, besides, of the record of that alias that the link leads to: `` AND …`` or nothing."""


def seen_by(seen: Seen | None, link: FieldDef, alias: str) -> str:
    return "" if seen is None else seen(link, alias)


def cell_alias(key: str) -> str:
    """What the linked records of ``key`` are called: a rule on records inside a cell may ask for their own links, and
    these must not hide the record that they belong to."""
    return _WITHIN if key.startswith(f"{_CELL}.") else _CELL


def linked_rows(config: LinkConfig, key: str, alias: str = "lt") -> str:
    """The FROM and WHERE of the live records ``alias`` linked to the record ``key``; ``lk`` is the pair."""
    return (
        f"FROM {config.relation} lk JOIN {config.target_relation} {alias} ON {alias}.id = lk.{config.other}"
        f" AND {alias}.deleted_at IS NULL WHERE lk.{config.side} = {key}"
    )


def in_order(config: LinkConfig) -> str:
    """The ORDER BY list of a cell's pairs."""
    return f"lk.pos_{config.side}, lk.{config.other}"


def link_cell(field: FieldDef, key: str, seen: Seen | None = None) -> str:
    """The stored value of a link cell: keys in order, null for none. ``key`` is the record's key, as SQL."""
    config = config_of(field, LinkConfig)
    if config.link is None:
        return NO_LINKS
    alias = cell_alias(key)
    rows = linked_rows(config, key, alias) + seen_by(seen, field, alias)
    return f"(SELECT array_agg(lk.{config.other} ORDER BY {in_order(config)}) {rows})"


def link_json(field: FieldDef, target: TableSchema | None, key: str, *, titled: bool, seen: str) -> Fragment:
    """The wire value of a link cell of the record ``key``: ids, and titles where the reader may see them.

    ``target`` is the linked table, None where it is gone; ``seen`` says which records ``lt`` are seen (``Seen``).
    """
    config = config_of(field, LinkConfig)
    if config.link is None or target is None:
        return Fragment("NULL")
    return compose(
        "(SELECT json_agg({item} ORDER BY {order}) {rows})",
        item=link_item(target, titled=titled),
        order=in_order(config),
        rows=linked_rows(config, key) + seen,
    )


def keys_json(target: TableSchema | None, stored: str, *, titled: bool) -> Fragment:
    """The wire value from the cell's stored value; keys of records that are gone are left out."""
    if target is None:
        return Fragment("NULL")
    return compose(
        "(SELECT json_agg({item} ORDER BY lk.place) FROM unnest({stored}) WITH ORDINALITY AS lk(key, place)"
        " JOIN {relation} lt ON lt.id = lk.key AND lt.deleted_at IS NULL)",
        item=link_item(target, titled=titled),
        stored=stored,
        relation=target.relation,
    )


def title_of(target: TableSchema, alias: str) -> Fragment:
    """A record's title, as text: null where its primary field is empty."""
    return text_of(target.primary, lambda field: cell(field, lambda read: f"{alias}.{read.column}"))


def title_key(target: TableSchema, stored: str | Fragment, seen: str = "") -> Fragment:
    """What a link sorts by, from its stored value: its first title, and a record without one before all others. Null
    for an empty cell, and for a first record that is gone by now, or that ``seen`` says the reader may not see: a cell
    has none of these, but what a client gives might."""
    return compose(
        "(SELECT coalesce(lower({title}), '') FROM unnest(({stored})[1:1]) AS lk(key) JOIN {relation} lt"
        " ON lt.id = lk.key{seen})",
        title=title_of(target, "lt"),
        stored=stored,
        relation=target.relation,
        seen=seen,
    )


def link_item(target: TableSchema, *, titled: bool) -> Fragment:
    """One record ``lt`` of a cell's wire value."""
    return compose(
        "json_object('id': ('rec_{table}' || lpad(to_hex(lt.id), 12, '0')), 'title': {title} RETURNING json)",
        table=f"{target.number:08x}",
        title=title_of(target, "lt") if titled else Fragment("NULL::text"),
    )
