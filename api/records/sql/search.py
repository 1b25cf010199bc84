"""Text looked for in the fields of a table, as people see their values.

Numbers are found as they are shown, with or without separators of thousands; dates in the format of their field, times
on the clock they are shown by; options and people by name, files by name. A kind whose values cannot have the text at
all (a number has no letters) is not asked, so that a search for words reads words only.
"""

import re

from api.records.sql.compare import escaped
from api.records.sql.filter import where
from api.records.sql.fragment import FALSE, TRUE, Fragment, compose, join, param
from api.records.sql.links import title_of
from api.records.sql.project import RowColumn, column_of
from api.records.sql.search_numbers import in_number
from api.records.sql.values import array_of, elements
from api.records.sql.words import SEPARATOR, words
from core.access.policy import Policy
from core.fields.base import config_of
from core.fields.date import DateConfig
from core.fields.date_text import DateFormat
from core.fields.datetime import DatetimeConfig
from core.fields.derived import options_of
from core.fields.link import LinkConfig
from core.fields.zones import READER
from core.query.ast import Search
from core.query.evaluate import EvalContext
from core.schema import FieldDef, TableSchema
from core.text import fold
from core.values import ValueKind

_DATED = re.compile(r"[A-Za-z0-9 /:.,-]{1,40}")
_FORMATS = {
    DateFormat.ISO: "YYYY-MM-DD",
    DateFormat.EUROPEAN: "DD/MM/YYYY",
    DateFormat.US: "MM/DD/YYYY",
    DateFormat.FRIENDLY: "FMDD FMMonth YYYY",
}


def search(asked: Search, schema: TableSchema, policy: Policy, column: RowColumn, context: EvalContext) -> Fragment:
    """True for the rows that have the text, capitals or not, in one of the fields asked that the reader may see."""
    visible = policy.visible_fields(schema)
    fields = visible if asked.fields is None else tuple(field for field in asked.fields if field in visible)
    hits: list[Fragment] = []
    linked: list[Fragment] = []
    for field in fields:
        if field.kind is ValueKind.LINK:
            by_title = _linked(asked, schema, policy, field, context)
            linked += [] if by_title is None else [by_title]
        elif (hit := _hit(asked, field, column(field), context)) is not None:
            hits.append(hit)
    own = compose("({any})", any=join(" OR ", hits)) if hits else FALSE
    if not linked:
        return own
    # In sets of keys: beside a condition on another table no index for words would be used.
    return compose(
        "{key} IN (SELECT {key} FROM {relation} {alias} WHERE {alias}.deleted_at IS NULL AND {own} UNION ALL {linked})",
        key=column.key,
        relation=schema.relation,
        alias=column.alias,
        own=own,
        linked=join(" UNION ALL ", linked),
    )


def _linked(
    asked: Search, schema: TableSchema, policy: Policy, field: FieldDef, context: EvalContext
) -> Fragment | None:
    """The keys of rows with a link to a record whose title has the text, as far as the reader may see titles."""
    config = config_of(field, LinkConfig)
    reached = policy.across(schema, field)
    if config.link is None or reached is None or not reached[1].visible(reached[0].primary):
        return None
    target, across = reached
    readable = TRUE if across.read_filter is None else where(across.read_filter, column_of("sl"), context)
    return compose(
        "SELECT sk.{side} FROM {target} sl JOIN {pairs} sk ON sk.{other} = sl.id"
        " WHERE sl.deleted_at IS NULL AND {title} AND {readable}",
        side=config.side,
        other=config.other,
        target=target.relation,
        pairs=config.relation,
        title=_like(title_of(target, "sl"), asked.text),
        readable=readable,
    )


def _hit(asked: Search, field: FieldDef, at: str, context: EvalContext) -> Fragment | None:
    match field.kind:
        case ValueKind.OPTION:
            return _any_of(field, at, _options(field, asked.text), "text[]")
        case ValueKind.USER:
            return _any_of(field, at, asked.people, "bigint[]")
        case _ if not field.many:
            return _in_one(asked.text, field, at, context)
        case ValueKind.TEXT | ValueKind.FILE if SEPARATOR not in asked.text:
            return _in_words(asked.text, field, at)
        case _:
            inside = _in_one(asked.text, field, "e.v", context)
            each = elements(field, at)
            return None if inside is None else compose("EXISTS (SELECT FROM {each} WHERE {it})", each=each, it=inside)


def _in_one(text: str, field: FieldDef, at: str, context: EvalContext) -> Fragment | None:
    """In one value of the field."""
    match field.kind:
        case ValueKind.TEXT:
            return _like(at, text)
        case ValueKind.FILE:
            return _like(f"({at} ->> 'name')", text)
        case ValueKind.NUMBER:
            return in_number(text, field, at)
        case ValueKind.DATE | ValueKind.DATETIME if _DATED.fullmatch(text):
            return _date(text, field, at, context)
        case _:
            return None


def _in_words(text: str, field: FieldDef, at: str) -> Fragment | None:
    """In any of several values: asked of all of them together, as beside a look into each no index would be used."""
    every = words(field, at)
    return None if every is None else _like(every, text)


def _like(shown: str | Fragment, text: str) -> Fragment:
    return compose("{shown} ILIKE {p}", shown=shown, p=param(f"%{escaped(text)}%", "text"))


def _any_of(field: FieldDef, at: str, wanted: tuple[object, ...], kind: str) -> Fragment | None:
    if not wanted:
        return None
    template = "{at} && {all}" if field.many else "{at} = ANY({all})"
    return compose(template, at=array_of(field, at) if field.many else at, all=param(list(wanted), kind))


def _options(field: FieldDef, text: str) -> tuple[object, ...]:
    options = options_of(field)
    if options is None:
        return ()
    return tuple(key for key, name in options.names.items() if fold(text) in fold(name))


def _date(text: str, field: FieldDef, at: str, context: EvalContext) -> Fragment | None:
    config = field.config
    style = config.format if isinstance(config, DateConfig | DatetimeConfig) else DateFormat.ISO
    if style is not DateFormat.FRIENDLY and re.search("[A-Za-z]", text):
        return None
    shown = Fragment(at)
    form = _FORMATS[style]
    if field.kind is ValueKind.DATETIME:
        own = config.time_zone if isinstance(config, DatetimeConfig) else READER
        zone = param(context.zone.key if own == READER else own, "text")
        shown, form = compose("({at} AT TIME ZONE {zone})", at=at, zone=zone), f"{form} HH24:MI"
    return _like(compose("to_char({shown}, '{form}')", shown=shown, form=form), text)
