"""How records spread over the values of a field: the most frequent ones, the others, none, and a histogram.

Cells that are alike are counted first, then what is in each: of a million cells with several options a few hundred are
different, and looking into each cell would cost twenty times as much. Links have no cell to count, so their pairs are.
A list counts once for each value in it, however often it has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.records.sql.buckets import buckets_of, of_all
from api.records.sql.fragment import EMPTY, Fragment, compose
from api.records.sql.keys import shown_one
from api.records.sql.links import link_item, title_of
from api.records.sql.project import Shape
from api.records.sql.reach import Reach
from api.records.sql.sort import key_of_one, known_option
from api.records.sql.values import elements
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.query.aggregates import TOP
from core.schema import FieldDef, TableSchema
from core.values import ValueKind


@dataclass(frozen=True, slots=True)
class Spread:
    """Which records, of whom ``matching`` is true, are asked about, and by whom."""

    reach: Reach
    matching: Fragment
    shape: Shape

    @property
    def parts(self) -> Mapping[str, Fragment | str]:
        return {"relation": self.reach.schema.relation, "matching": self.matching}

    def target(self, field: FieldDef) -> TableSchema | None:
        """The table at the other end of a link, None where it is gone."""
        return self.reach.schema.linked.get(field.number)


@dataclass(frozen=True, slots=True)
class _Counted:
    """``each`` is (v, n): how many records have each value, null for those that have none; ``records`` how many there
    are. ``tables`` are common table expressions that these need, each with a comma after it."""

    each: Fragment
    records: Fragment
    tables: Fragment = EMPTY


def distribution(field: FieldDef, spread: Spread) -> Fragment:
    """One JSON object (``core.query.aggregates``)."""
    counted = _counted(field, spread)
    histogram = buckets_of(field, spread.reach.context)
    return compose(
        # Only values as frequent as the last one shown are put in order: most come once, and ties are to be sorted.
        "(WITH {held}spread AS MATERIALIZED ({each}), least AS MATERIALIZED (SELECT e.n FROM spread e"
        " WHERE e.v IS NOT NULL ORDER BY e.n DESC OFFSET {top} - 1 LIMIT 1), top AS MATERIALIZED ("
        "SELECT o.v, o.n, row_number() OVER () AS place FROM (SELECT e.v, e.n FROM spread e WHERE e.v IS NOT NULL"
        " AND e.n >= coalesce((SELECT l.n FROM least l), 0) ORDER BY e.n DESC, {order} LIMIT {top}) o),"
        " whole AS MATERIALIZED (SELECT {records} AS records, count(e.v) AS different,"
        " coalesce(sum(e.n) FILTER (WHERE e.v IS NOT NULL), 0) AS filled,"
        " coalesce(sum(e.n) FILTER (WHERE e.v IS NULL), 0) AS none,"
        " (SELECT count(*) FROM top) AS shown, (SELECT coalesce(sum(o.n), 0) FROM top o) AS told FROM spread e)"
        "{tables} SELECT json_object('values': (SELECT coalesce(json_agg(json_object('value': {value}, 'count': o.n,"
        " 'percent': {of_value} RETURNING json) ORDER BY o.place), '[]'::json) FROM top o),"
        " 'others': json_object('values': w.different - w.shown, 'count': w.filled - w.told, 'percent': {of_others}"
        " RETURNING json), 'empty': json_object('count': w.none, 'percent': {of_none} RETURNING json){members}"
        " RETURNING json) FROM whole w)",
        held=counted.tables,
        each=counted.each,
        records=counted.records,
        order=_order(field, spread),
        top=str(TOP),
        tables=EMPTY if histogram is None else histogram.tables,
        value=_shown(field, spread),
        of_value=of_all("o.n"),
        of_others=of_all("(w.filled - w.told)"),
        of_none=of_all("w.none"),
        members="" if histogram is None else histogram.members,
    )


def _counted(field: FieldDef, spread: Spread) -> _Counted:
    if _is_linked(field, spread):
        return _linked(field, spread)
    cells = compose(
        "SELECT {at} AS v, count(*) AS n FROM {relation} t WHERE {matching} GROUP BY 1",
        at=spread.reach.column("t")(field),
        **spread.parts,
    )
    several = field.many or field.kind is ValueKind.LINK
    known = _known(field, "e.v" if several else "h.v")
    if several:
        each = compose(
            "SELECT x.v, sum(h.n)::bigint AS n FROM held h LEFT JOIN LATERAL (SELECT DISTINCT {known} AS v FROM {each})"
            " x ON x.v IS NOT NULL GROUP BY 1",
            known=known or "e.v",
            each=elements(field, "h.v"),
        )
    elif known is not None:
        each = compose("SELECT {known} AS v, sum(h.n)::bigint AS n FROM held h GROUP BY 1", known=known)
    else:
        return _Counted(cells, Fragment("sum(e.n)"))
    return _Counted(each, Fragment("(SELECT sum(h.n) FROM held h)"), compose("held AS ({cells}), ", cells=cells))


def _linked(field: FieldDef, spread: Spread) -> _Counted:
    config = config_of(field, LinkConfig)
    each = compose(
        "SELECT lk.{other} AS v, count(*) AS n FROM {relation} t LEFT JOIN ({link} lk JOIN {target} lt"
        " ON lt.id = lk.{other} AND lt.deleted_at IS NULL{seen}) ON lk.{side} = t.id WHERE {matching} GROUP BY 1",
        other=config.other,
        side=config.side,
        link=config.relation,
        target=config.target_relation,
        seen=spread.reach.seen(field, "lt"),
        **spread.parts,
    )
    records = compose("(SELECT count(*) FROM {relation} t WHERE {matching})", **spread.parts)
    return _Counted(each, records)


def _is_linked(field: FieldDef, spread: Spread) -> bool:
    """Whether the field is a link that leads somewhere."""
    if field.kind is not ValueKind.LINK:
        return False
    return config_of(field, LinkConfig).link is not None and spread.target(field) is not None


def _known(field: FieldDef, value: str) -> Fragment | None:
    """The value, null where what it names is gone; None where it names nothing."""
    match field.kind:
        case ValueKind.OPTION:
            return known_option(field, Fragment(value))
        case ValueKind.USER:
            return Fragment(f"(SELECT u.number FROM dataos.users u WHERE u.number = {value})")
        case _:
            return None


def _order(field: FieldDef, spread: Spread) -> Fragment:
    """As groups by the value would come."""
    target = spread.target(field) if field.kind is ValueKind.LINK else None
    if field.kind is ValueKind.LINK:
        if target is None or not spread.reach.titled(field):
            return Fragment("e.v")
        return compose(
            "(SELECT coalesce(lower({title}), '') FROM {relation} lt WHERE lt.id = e.v), e.v",
            title=title_of(target, "lt"),
            relation=target.relation,
        )
    by = compose("{by} ASC NULLS FIRST", by=key_of_one(field, Fragment("e.v")))
    return compose("{by}, e.v", by=by) if field.kind in (ValueKind.TEXT, ValueKind.USER) else by


def _shown(field: FieldDef, spread: Spread) -> Fragment:
    if field.kind is not ValueKind.LINK:
        return shown_one(field, "o.v", spread.shape)
    target = spread.target(field)
    if target is None:
        return Fragment("NULL")
    return compose(
        "(SELECT {item} FROM {relation} lt WHERE lt.id = o.v)",
        item=link_item(target, titled=spread.reach.titled(field)),
        relation=target.relation,
    )
