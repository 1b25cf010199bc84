"""Columns that say when, or by whom, certain fields of a record were last changed (``core.stamps``), in statements.

They are set in the statement that changes the fields, so no write has a statement more for them, and statements on
tables without such columns have no word more.
"""

from collections.abc import Callable, Sequence

from api.records.sql.fragment import EMPTY, Fragment, Slot, compose, join
from core.fields.base import ColumnType
from core.schema import FieldDef, TableSchema
from core.stamps import Stamp
from core.values import ValueKind

_ACTOR = Slot("actor_number")


def moved_by(schema: TableSchema, edited: Sequence[FieldDef]) -> tuple[Stamp, ...]:
    """The stamps that a change of these fields may move."""
    numbers = {field.number for field in edited}
    return tuple(stamp for stamp in schema.stamps if not numbers.isdisjoint(stamp.numbers))


def shown(stamps: Sequence[Stamp]) -> tuple[FieldDef, ...]:
    """The fields among them, which change rows tell of."""
    return tuple(stamp.field for stamp in stamps if stamp.field is not None)


def former(stamps: Sequence[Stamp]) -> str:
    """Their former values, as ``RETURNING`` items: ``old_<number>`` of a field, ``old_<column>`` of the others."""
    named = ((stamp.column, stamp.field.number if stamp.field else stamp.column) for stamp in stamps)
    return "".join(f", old.{column} AS old_{name}" for column, name in named)


def assignments(
    stamps: Sequence[Stamp], edited: Sequence[FieldDef], differs: Callable[[FieldDef], str], when: Fragment = EMPTY
) -> Fragment:
    """``f_7 = …, `` for each in an UPDATE of the row ``t`` that changes some of ``edited``, all of them where only one
    is. ``when``, if any, must be true besides."""
    return join("", (_assignment(stamp, edited, differs, when) for stamp in stamps))


def _assignment(
    stamp: Stamp, edited: Sequence[FieldDef], differs: Callable[[FieldDef], str], when: Fragment
) -> Fragment:
    own = [field for field in edited if field.number in stamp.numbers]
    if len(own) == len(edited) and not when.sql:
        return compose("{column} = {now}, ", column=stamp.column, now=_now(stamp))
    any_of = " OR ".join(differs(field) for field in own)
    return compose(
        "{column} = CASE WHEN ({any_of}){when} THEN {now} ELSE t.{column} END, ",
        column=stamp.column,
        any_of=any_of,
        when=compose(" AND {it}", it=when) if when.sql else EMPTY,
        now=_now(stamp),
    )


def first(stamps: Sequence[Stamp], given: Sequence[FieldDef], alias: str) -> tuple[str, Fragment]:
    """Columns and values of an INSERT, each with a comma before it: now, where one of the fields is filled."""
    values: list[Fragment] = []
    for stamp in stamps:
        own = [filled(field, f"{alias}.{field.column}") for field in given if field.number in stamp.numbers]
        values.append(compose(", CASE WHEN {any_of} THEN {now} END", any_of=" OR ".join(own), now=_now(stamp)))
    return "".join(f", {stamp.column}" for stamp in stamps), join("", values)


def filled(field: FieldDef, at: str) -> str:
    if field.kind is ValueKind.BOOLEAN and not field.many:
        return f"{at} IS TRUE"
    if field.kind is ValueKind.LINK or (field.many and field.column_type is not ColumnType.JSONB):
        return f"coalesce(cardinality({at}), 0) > 0"
    return f"{at} IS NOT NULL"


def _now(stamp: Stamp) -> Fragment:
    return Fragment("%s::bigint", (_ACTOR,)) if stamp.person else Fragment("now()")
