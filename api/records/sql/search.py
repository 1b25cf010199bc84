"""Text looked for in the fields of a table, as people see their values.

Numbers are found as they are shown, with or without separators of thousands; dates in the format of their field, times
on the clock they are shown by; options and people by name, files by name. A kind whose values cannot have the text at
all (a number has no letters) is not asked, so that a search for words reads words only.
"""

from collections.abc import Sequence

from api.records.sql.compare import escaped
from api.records.sql.filter import where
from api.records.sql.fragment import FALSE, TRUE, Fragment, compose, join, param, pattern
from api.records.sql.links import title_of
from api.records.sql.project import RowColumn, column_of
from api.records.sql.search_dates import in_dates, moments
from api.records.sql.search_numbers import in_numbers
from api.records.sql.values import array_of, elements
from api.records.sql.words import SEPARATOR, date_format, figures, shown_as, words
from core.access.policy import Policy
from core.fields.base import config_of
from core.fields.derived import options_with
from core.fields.link import LinkConfig
from core.query.ast import Search
from core.query.evaluate import EvalContext, of_policy
from core.schema import FieldDef, TableSchema
from core.values import ValueKind


def search(asked: Search, schema: TableSchema, policy: Policy, column: RowColumn, context: EvalContext) -> Fragment:
    """True for the rows that have the text, capitals or not, in one of the fields asked that the reader may see."""
    own = in_row(asked, schema, policy, column, context)
    fields = _fields(asked, schema, policy)
    linked = [keys for field in fields if (keys := _linked(asked, schema, policy, field, context)) is not None]
    if not linked:
        return own
    if asked.frequent:
        return compose("({own} OR {key} IN ({linked}))", own=own, key=column.key, linked=join(" UNION ALL ", linked))
    # In sets of keys: beside a condition on another table no index for words would be used.
    return compose(
        "{key} IN (SELECT {key} FROM {relation} {alias} WHERE {alias}.deleted_at IS NULL AND {own} UNION ALL {linked})",
        key=column.key,
        relation=schema.relation,
        alias=column.alias,
        own=own,
        linked=join(" UNION ALL ", linked),
    )


def in_row(asked: Search, schema: TableSchema, policy: Policy, column: RowColumn, context: EvalContext) -> Fragment:
    """True for the rows that have the text themselves, not in the titles of other records."""
    found = (_hit(asked, field, column(field), context) for field in _fields(asked, schema, policy))
    hits = [hit for hit in found if hit is not None]
    return compose("({any})", any=join(" OR ", hits)) if hits else FALSE


def _fields(asked: Search, schema: TableSchema, policy: Policy) -> tuple[FieldDef, ...]:
    visible = policy.visible_fields(schema)
    return visible if asked.fields is None else tuple(field for field in asked.fields if field in visible)


def _linked(
    asked: Search, schema: TableSchema, policy: Policy, field: FieldDef, context: EvalContext
) -> Fragment | None:
    """The keys of rows with a link to a record whose title has the text, as far as the reader may see titles; None
    where the field is no link, or shows none."""
    if field.kind is not ValueKind.LINK:
        return None
    config = config_of(field, LinkConfig)
    reached = policy.across(schema, field)
    if config.link is None or reached is None or not reached[1].visible(reached[0].primary):
        return None
    target, across = reached
    rule, now = across.read_filter, of_policy(context)
    readable = TRUE if rule is None else where(rule, column_of("sl"), now)
    return compose(
        "SELECT sk.{side} FROM {target} sl JOIN {pairs} sk ON sk.{other} = sl.id"
        " WHERE sl.deleted_at IS NULL AND {title} ILIKE {pattern} AND {readable}",
        side=config.side,
        other=config.other,
        target=target.relation,
        pairs=config.relation,
        title=title_of(target, "sl"),
        pattern=pattern(f"%{escaped(asked.text)}%"),
        readable=readable,
    )


def _hit(asked: Search, field: FieldDef, at: str, context: EvalContext) -> Fragment | None:
    match field.kind:
        case ValueKind.OPTION:
            return _any_of(field, at, options_with(field, asked.text), "text[]")
        case ValueKind.USER:
            return _any_of(field, at, asked.people, "bigint[]")
        case _ if field.many and SEPARATOR in asked.text:
            return None
        case ValueKind.TEXT | ValueKind.FILE:
            return _like(words(field, at), [asked.text])
        case ValueKind.NUMBER:
            needles, whole_end = in_numbers(asked.text, field)
            return _like(figures(field, at), sorted(needles), ends=whole_end)
        case ValueKind.DATE | ValueKind.DATETIME:
            return _in_dates(asked.text, field, at, context)
        case _:
            return None


def _in_dates(text: str, field: FieldDef, at: str, context: EvalContext) -> Fragment | None:
    if (shown := figures(field, at)) is not None:
        return _like(shown, [text]) if in_dates(text, field) else None
    # Each reader sees these in a zone of their own: a year, month, day or time that is named is a stretch of time.
    span = moments(text, date_format(shown_as(field)[1]), context.zone)
    if span is None:
        return None
    inside = "({at} >= {start} AND {at} < {end})"
    start, end = (param(moment, "timestamptz") for moment in span)
    if not field.many:
        return compose(inside, at=at, start=start, end=end)
    one = compose(inside, at="e.v", start=start, end=end)
    return compose("EXISTS (SELECT FROM {each} WHERE {it})", each=elements(field, at), it=one)


def _like(shown: str | Fragment | None, texts: Sequence[str], *, ends: bool = False) -> Fragment | None:
    """Any of the texts in it, or where it, or one of several values, ends."""
    if shown is None or not texts:
        return None
    after = ["", f"{SEPARATOR}%"] if ends else ["%"]
    likes = [f"%{escaped(text)}{end}" for text in texts for end in after]
    tests = [compose("{shown} ILIKE {p}", shown=shown, p=pattern(like)) for like in likes]
    return tests[0] if len(tests) == 1 else compose("({any})", any=join(" OR ", tests))


def _any_of(field: FieldDef, at: str, wanted: tuple[object, ...], kind: str) -> Fragment | None:
    if not wanted:
        return None
    template = "{at} && {all}" if field.many else "{at} = ANY({all})"
    return compose(template, at=array_of(field, at) if field.many else at, all=param(list(wanted), kind))
