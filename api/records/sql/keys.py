"""What makes two records the same group, what a group is called, and in which order groups come.

A date or time in buckets is named by the first day of its bucket, for times as the reader's clock shows it. Several
values are a group with all cells that hold the same set, whatever its order. An option that is gone counts as empty,
because it is shown so.
"""

import orjson

from api.records.sql.fragment import EMPTY, Fragment, compose, literal, param
from api.records.sql.links import keys_json, title_key
from api.records.sql.project import Shape
from api.records.sql.sort import key_of_one, known_option, sort_key
from api.records.sql.values import elements
from core.fields.derived import options_of
from core.query.ast import Bucket, Direction, GroupBy
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import ValueKind


def group_key(group: GroupBy, at: str, context: EvalContext) -> Fragment:
    """The group's key, from SQL for the stored value."""
    field = group.field
    if group.bucket is not None:
        return _bucket(field, at, group.bucket, context)
    return value_key(field, at)


def value_key(field: FieldDef, at: str) -> Fragment:
    """A value, or a set of values as an array; null for empty."""
    if field.kind is ValueKind.LINK and not field.many:
        return Fragment(f"({at})[1]")
    if not field.many:
        return known_option(field, Fragment(at)) if field.kind is ValueKind.OPTION else Fragment(at)
    options = options_of(field)
    if field.kind is ValueKind.OPTION and options is not None:
        return compose(
            "(SELECT array_agg(o.id ORDER BY o.place) FROM (SELECT DISTINCT e.v AS id, ({places} ->> e.v)::int AS place"
            " FROM {each} WHERE {places} ? e.v) o)",
            places=literal(orjson.dumps(dict(options.positions)).decode(), "jsonb"),
            each=elements(field, at),
        )
    return Fragment(f"(SELECT array_agg(DISTINCT e.v ORDER BY e.v) FROM {elements(field, at)} WHERE e.v IS NOT NULL)")


def key_json(group: GroupBy, key: str, shape: Shape) -> Fragment:
    """The wire value of a key."""
    if group.target is not None:
        return keys_json(group.target, key if group.field.many else f"ARRAY[{key}]", titled=True)
    return Fragment(key) if group.bucket is not None else shown_value(group.field, key, shape)


def shown_value(field: FieldDef, key: str, shape: Shape) -> Fragment:
    """The wire value of what ``value_key`` gave."""
    if not field.many:
        return shown_one(field, key, shape)
    return compose(
        "(SELECT json_agg({one} ORDER BY m.place) FROM unnest({key}) WITH ORDINALITY m(v, place))",
        one=shown_one(field, "m.v", shape),
        key=key,
    )


def shown_one(field: FieldDef, value: str, shape: Shape) -> Fragment:
    options = options_of(field)
    match field.kind:
        case ValueKind.OPTION if options is not None:
            names = {key: key if shape is Shape.ID else name for key, name in options.names.items()}
            return compose("({names} ->> {value})", names=literal(orjson.dumps(names).decode(), "jsonb"), value=value)
        case ValueKind.USER:
            return Fragment(
                "(SELECT json_object('id': u.id, 'name': u.name, 'email': u.email RETURNING json)"
                f" FROM dataos.users u WHERE u.number = {value})"
            )
        case _:
            return Fragment(value)


def key_order(group: GroupBy, key: str, direction: Direction) -> Fragment:
    """ORDER BY items: groups as their records would be sorted, then by the key itself, since keys may sort alike."""
    way = "ASC NULLS FIRST" if direction is Direction.ASC else "DESC NULLS LAST"
    if group.bucket is not None:
        return Fragment(f"{key} {way}")
    field = group.field
    if group.target is None:
        by = compose("{by} {way}", by=_sort_key(field, key), way=way)
    else:
        titled = title_key(group.target, key if field.many else f"ARRAY[{key}]")
        by = compose("{by} {way}", by=titled, way=way)
    exact = field.many or field.kind in (ValueKind.TEXT, ValueKind.USER, ValueKind.LINK)
    return compose("{by}{exact}", by=by, exact=Fragment(f", {key} {way}") if exact else EMPTY)


def _sort_key(field: FieldDef, key: str) -> Fragment:
    """Keys with several values are arrays, whatever the column is."""
    if not field.many:
        return sort_key(field, key)
    return key_of_one(field, Fragment(f"({key})[1]"))


def _bucket(field: FieldDef, at: str, bucket: Bucket, context: EvalContext) -> Fragment:
    wall = Fragment(f"{at}::timestamp")
    if field.kind is ValueKind.DATETIME:
        wall = compose("({at} AT TIME ZONE {zone})", at=at, zone=param(context.zone.key, "text"))
    # PostgreSQL's weeks begin on Monday; others are reached by moving the days and moving the week back.
    shift = context.week_start if bucket is Bucket.WEEK else 0
    # At the ends of the calendar a week may begin, and a clock may show a day, outside of it.
    return compose(
        "CASE WHEN {at} IS NOT NULL THEN greatest('0001-01-01', least('9999-12-31',"
        " (date_trunc('{bucket}', {wall} - {shift}) + {shift})::date)) END",
        at=at,
        bucket=bucket.value,
        wall=wall,
        shift=f"interval '{shift} days'",
    )
