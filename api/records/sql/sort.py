"""Sorting, and the place where a page goes on.

Every field sorts by a **key** made from its stored value, in a row and in a cursor alike: the beginning of a text
without regard to capitals, options by their place in the field's list, people by name, links by title, all else by
itself; several values by the first of them. Empty keys come first ascending and last descending; ties go by record key,
in the direction of the last sort. So an index on ``(key NULLS FIRST, id)`` is walked forward or backward and serves
both. (Names of people and titles of records change elsewhere, so no index can hold them: such a sort reads all rows.)
"""

from collections.abc import Sequence

import orjson

from api.records.sql.fragment import FALSE, Fragment, compose, join, literal, param
from api.records.sql.links import seen_by, title_key
from api.records.sql.project import Column, RowColumn
from api.records.sql.values import elements, value_type
from core.fields.base import ColumnType
from core.fields.derived import options_of
from core.fields.link import keys_of
from core.query.ast import Direction, Sort
from core.query.cursor import Position
from core.query.evaluate import values_of
from core.query.order import SORTED_CHARACTERS
from core.schema import FieldDef
from core.values import StoredValue, ValueKind

_UNSURE = (ValueKind.USER, ValueKind.LINK)


def order_by(sorts: Sequence[Sort], column: Column, key: str) -> Fragment:
    """The ORDER BY list; ``key`` is the record's key column."""
    directions = {Direction.ASC: "ASC NULLS FIRST", Direction.DESC: "DESC NULLS LAST"}
    parts = [compose("{by} {way}", by=_key(sort, column(sort.field)), way=directions[sort.direction]) for sort in sorts]
    return join(", ", [*parts, Fragment(f"{key} {'DESC' if _backward(sorts) else 'ASC'}")])


def _key(sort: Sort, stored: str) -> Fragment:
    return sort_key(sort.field, stored) if sort.target is None else title_key(sort.target, stored)


def sort_key(field: FieldDef, stored: str) -> Fragment:
    """What the field sorts by, from SQL for its stored value."""
    if not field.many:
        return key_of_one(field, Fragment(stored))
    if field.column_type == ColumnType.JSONB:
        return key_of_one(field, Fragment(f"(SELECT e.v FROM {elements(field, stored)} WHERE e.v IS NOT NULL LIMIT 1)"))
    return key_of_one(field, Fragment(f"(array_remove({stored}, NULL))[1]"))


def key_of_one(field: FieldDef, value: Fragment) -> Fragment:
    """What one value sorts by."""
    match field.kind:
        case ValueKind.TEXT:
            return compose("left(lower({value}), {most})", value=value, most=str(SORTED_CHARACTERS))
        case ValueKind.OPTION:
            places = literal(orjson.dumps(dict(_positions(field))).decode(), "jsonb")
            return compose("({places} ->> {value})::int", places=places, value=value)
        case ValueKind.USER:
            return compose("(SELECT lower(u.name) FROM dataos.users u WHERE u.number = {value})", value=value)
        case _:
            return value


def known_option(field: FieldDef, stored: Fragment) -> Fragment:
    """The option id, null when it is no option any more."""
    places = literal(orjson.dumps(dict(_positions(field))).decode(), "jsonb")
    return compose("CASE WHEN {places} ? {stored} THEN {stored} END", places=places, stored=stored)


def after(position: Position, sorts: Sequence[Sort], column: RowColumn, key: str) -> Fragment:
    """True for the rows that come after ``position``.

    Row by row of the lexicographic order: equal so far and then beyond. The first sort is also said alone, because that
    is what an index can use.
    """
    sign = "<" if _backward(sorts) else ">"
    alternatives: list[Fragment] = []
    equal: list[Fragment] = []
    for sort, value in zip(sorts, position.values, strict=True):
        mine, theirs = _key(sort, column(sort.field)), _given(sort, value, column)
        sure = sort.field.kind not in _UNSURE
        alternatives.append(join(" AND ", [*equal, _beyond(sort.direction, mine, theirs, sure=sure)]))
        equal.append(_same(mine, theirs, sure=sure))
    alternatives.append(join(" AND ", [*equal, compose(f"{key} {sign} {{at}}", at=param(position.key, "bigint"))]))
    lexicographic = compose("({any})", any=join(" OR ", (compose("({it})", it=item) for item in alternatives)))
    if not sorts or sorts[0].field.kind in _UNSURE:
        return lexicographic
    mine, theirs = _key(sorts[0], column(sorts[0].field)), _given(sorts[0], position.values[0], column)
    if theirs is None:
        return lexicographic
    ascending = sorts[0].direction is Direction.ASC
    bound = "{mine} >= {theirs}" if ascending else "({mine} <= {theirs} OR {mine} IS NULL)"
    return compose(bound + " AND {rest}", mine=mine, theirs=theirs, rest=lexicographic)


def _backward(sorts: Sequence[Sort]) -> bool:
    return bool(sorts) and sorts[-1].direction is Direction.DESC


def _beyond(direction: Direction, mine: Fragment, theirs: Fragment | None, *, sure: bool) -> Fragment:
    """``sure``: that a value that was given has a key. A person or a linked record may be gone since."""
    ascending = direction is Direction.ASC
    if theirs is None:
        return compose("{mine} IS NOT NULL", mine=mine) if ascending else FALSE
    if sure:
        return compose("{a} > {b}" if ascending else "({a} < {b} OR {a} IS NULL)", a=mine, b=theirs)
    unsure = "({a} > {b} OR ({b} IS NULL AND {a} IS NOT NULL))"
    return compose(unsure if ascending else "({b} IS NOT NULL AND ({a} < {b} OR {a} IS NULL))", a=mine, b=theirs)


def _same(mine: Fragment, theirs: Fragment | None, *, sure: bool) -> Fragment:
    if theirs is None:
        return compose("{mine} IS NULL", mine=mine)
    return compose("{a} = {b}" if sure else "{a} IS NOT DISTINCT FROM {b}", a=mine, b=theirs)


def _given(sort: Sort, value: StoredValue, column: RowColumn) -> Fragment | None:
    """The key of a value that a cursor holds; None when it sorts like empty."""
    field = sort.field
    if sort.target is not None:
        keys = keys_of(value)
        given = param([str(key) for key in keys], "bigint[]")
        return title_key(sort.target, given, seen_by(column.seen, field, "lt")) if keys else None
    listed = value if isinstance(value, list) else None
    one = next(iter(values_of(field, listed)), None) if listed is not None else value
    if one is None or (field.kind is ValueKind.OPTION and one not in _positions(field)):
        return None
    return key_of_one(field, param(one if isinstance(one, str | bool) else repr(one), value_type(field)))


def _positions(field: FieldDef) -> dict[str, int]:
    options = options_of(field)
    if options is None:
        raise TypeError(f"{field.name} sorts by options but has no list of them")
    return dict(options.positions)
