"""Sorting, and the place where a page goes on.

Every field sorts by a **key** made from its stored value, in a row and in a cursor alike: text without regard to
capitals, options by their place in the field's list (several options by the first), all else by itself. Empty keys come
first ascending and last descending; ties go by record key, in the direction of the last sort. So an index on
``(key NULLS FIRST, id)`` is walked forward or backward and serves both.
"""

from collections.abc import Sequence

import orjson

from api.records.sql.fragment import FALSE, Fragment, compose, join, literal, param
from api.records.sql.project import Column
from core.fields.options import SelectConfig
from core.query.ast import Direction, Sort
from core.query.cursor import Position
from core.schema import FieldDef
from core.values import StoredValue, ValueKind


def order_by(sorts: Sequence[Sort], column: Column, key: str) -> Fragment:
    """The ORDER BY list; ``key`` is the record's key column."""
    directions = {Direction.ASC: "ASC NULLS FIRST", Direction.DESC: "DESC NULLS LAST"}
    parts = [
        compose("{by} {way}", by=sort_key(sort.field, Fragment(column(sort.field))), way=directions[sort.direction])
        for sort in sorts
    ]
    return join(", ", [*parts, Fragment(f"{key} {'DESC' if _backward(sorts) else 'ASC'}")])


def sort_key(field: FieldDef, stored: Fragment) -> Fragment:
    """What the field sorts by, from SQL for its stored value."""
    match field.kind:
        case ValueKind.TEXT:
            return compose("lower({stored})", stored=stored)
        case ValueKind.OPTION:
            places = literal(orjson.dumps(dict(_positions(field))).decode(), "jsonb")
            first = "({stored})[1]" if field.many else "{stored}"
            return compose("({places} ->> " + first + ")::int", places=places, stored=stored)
        case ValueKind.USER if field.many:
            return compose("({stored})[1]", stored=stored)
        case _:
            return stored


def known_option(field: FieldDef, stored: Fragment) -> Fragment:
    """The option id, null when it is no option any more."""
    places = literal(orjson.dumps(dict(_positions(field))).decode(), "jsonb")
    return compose("CASE WHEN {places} ? {stored} THEN {stored} END", places=places, stored=stored)


def after(position: Position, sorts: Sequence[Sort], column: Column, key: str) -> Fragment:
    """True for the rows that come after ``position``.

    Row by row of the lexicographic order: equal so far and then beyond. The first sort is also said alone, because that
    is what an index can use.
    """
    sign = "<" if _backward(sorts) else ">"
    alternatives: list[Fragment] = []
    equal: list[Fragment] = []
    for sort, value in zip(sorts, position.values, strict=True):
        mine = sort_key(sort.field, Fragment(column(sort.field)))
        theirs = None if _empty(sort.field, value) else sort_key(sort.field, _given(sort.field, value))
        alternatives.append(join(" AND ", [*equal, _beyond(sort.direction, mine, theirs)]))
        equal.append(_same(mine, theirs))
    alternatives.append(join(" AND ", [*equal, compose(f"{key} {sign} {{at}}", at=param(position.key, "bigint"))]))
    lexicographic = compose("({any})", any=join(" OR ", (compose("({it})", it=item) for item in alternatives)))
    if not sorts:
        return lexicographic
    first = sorts[0]
    mine = sort_key(first.field, Fragment(column(first.field)))
    if _empty(first.field, position.values[0]):
        return lexicographic
    theirs = sort_key(first.field, _given(first.field, position.values[0]))
    bound = "{mine} >= {theirs}" if first.direction is Direction.ASC else "({mine} <= {theirs} OR {mine} IS NULL)"
    return compose(bound + " AND {rest}", mine=mine, theirs=theirs, rest=lexicographic)


def _backward(sorts: Sequence[Sort]) -> bool:
    return bool(sorts) and sorts[-1].direction is Direction.DESC


def _beyond(direction: Direction, mine: Fragment, theirs: Fragment | None) -> Fragment:
    if direction is Direction.ASC:
        return compose("{mine} IS NOT NULL", mine=mine) if theirs is None else compose("{a} > {b}", a=mine, b=theirs)
    return FALSE if theirs is None else compose("({a} < {b} OR {a} IS NULL)", a=mine, b=theirs)


def _same(mine: Fragment, theirs: Fragment | None) -> Fragment:
    return compose("{mine} IS NULL", mine=mine) if theirs is None else compose("{a} = {b}", a=mine, b=theirs)


def _given(field: FieldDef, value: StoredValue) -> Fragment:
    kind = field.column_type.value
    if isinstance(value, list):
        return param([str(item) for item in value], kind)
    return param(value if isinstance(value, str | bool) else repr(value), kind)


def _empty(field: FieldDef, value: StoredValue) -> bool:
    if field.kind is ValueKind.OPTION:
        first = value[0] if isinstance(value, list) and value else value
        return not isinstance(first, str) or first not in _positions(field)
    return value is None or value == []


def _positions(field: FieldDef) -> dict[str, int]:
    config = field.config
    if not isinstance(config, SelectConfig):
        raise TypeError(f"{field.name} sorts by options but has no list of them")
    return dict(config.positions)
