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
from api.records.sql.project import Shape, column_of
from api.records.sql.sort import key_of_one, known_option
from api.records.sql.values import elements
from core.access.policy import Policy
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.query.aggregates import TOP
from core.query.evaluate import EvalContext
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

_column = column_of("t")


@dataclass(frozen=True, slots=True)
class Spread:
    """Which records, of whom ``matching`` is true, are asked about, and by whom."""

    schema: TableSchema
    policy: Policy
    matching: Fragment
    context: EvalContext
    shape: Shape

    @property
    def parts(self) -> Mapping[str, Fragment | str]:
        return {"relation": self.schema.relation, "matching": self.matching}

    def target(self, field: FieldDef) -> TableSchema | None:
        """The table at the other end of a link, None where it is gone."""
        return self.schema.linked.get(field.number)


def distribution(field: FieldDef, spread: Spread) -> Fragment:
    """One JSON object (``core.query.aggregates``)."""
    histogram = buckets_of(field, spread.context)
    return compose(
        "(WITH held AS ({held}), spread AS MATERIALIZED ({each}), top AS MATERIALIZED ("
        "SELECT o.v, o.n, row_number() OVER () AS place FROM (SELECT e.v, e.n FROM spread e WHERE e.v IS NOT NULL"
        " ORDER BY e.n DESC, {order} LIMIT {top}) o),"
        " whole AS MATERIALIZED (SELECT (SELECT sum(h.n) FROM held h) AS records, count(e.v) AS different,"
        " coalesce(sum(e.n) FILTER (WHERE e.v IS NOT NULL), 0) AS filled,"
        " coalesce(sum(e.n) FILTER (WHERE e.v IS NULL), 0) AS none,"
        " (SELECT count(*) FROM top) AS shown, (SELECT coalesce(sum(o.n), 0) FROM top o) AS told FROM spread e)"
        "{tables} SELECT json_object('values': (SELECT coalesce(json_agg(json_object('value': {value}, 'count': o.n,"
        " 'percent': {of_value} RETURNING json) ORDER BY o.place), '[]'::json) FROM top o),"
        " 'others': json_object('values': w.different - w.shown, 'count': w.filled - w.told, 'percent': {of_others}"
        " RETURNING json), 'empty': json_object('count': w.none, 'percent': {of_none} RETURNING json){members}"
        " RETURNING json) FROM whole w)",
        held=_held(field, spread),
        each=_each(field, spread),
        order=_order(field, spread),
        top=str(TOP),
        tables=EMPTY if histogram is None else histogram.tables,
        value=_shown(field, spread),
        of_value=of_all("o.n"),
        of_others=of_all("(w.filled - w.told)"),
        of_none=of_all("w.none"),
        members="" if histogram is None else histogram.members,
    )


def _held(field: FieldDef, spread: Spread) -> Fragment:
    """(v, n): how many records have each cell."""
    if _is_linked(field, spread):
        return compose("SELECT count(*) AS n FROM {relation} t WHERE {matching}", **spread.parts)
    return compose(
        "SELECT {at} AS v, count(*) AS n FROM {relation} t WHERE {matching} GROUP BY 1",
        at=_column(field),
        **spread.parts,
    )


def _each(field: FieldDef, spread: Spread) -> Fragment:
    """(v, n): how many records have each value; null for those that have none."""
    if _is_linked(field, spread):
        config = config_of(field, LinkConfig)
        return compose(
            "SELECT lk.{other} AS v, count(*) AS n FROM {relation} t LEFT JOIN ({link} lk JOIN {target} lt"
            " ON lt.id = lk.{other} AND lt.deleted_at IS NULL) ON lk.{side} = t.id WHERE {matching} GROUP BY 1",
            other=config.other,
            side=config.side,
            link=config.relation,
            target=config.target_relation,
            **spread.parts,
        )
    if field.many or field.kind is ValueKind.LINK:
        return compose(
            "SELECT x.v, sum(h.n)::bigint AS n FROM held h LEFT JOIN LATERAL (SELECT DISTINCT {known} AS v FROM {each})"
            " x ON x.v IS NOT NULL GROUP BY 1",
            known=_known(field, "e.v") or "e.v",
            each=elements(field, "h.v"),
        )
    known = _known(field, "h.v")
    if known is None:
        return Fragment("SELECT h.v, h.n FROM held h")
    return compose("SELECT {known} AS v, sum(h.n)::bigint AS n FROM held h GROUP BY 1", known=known)


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
        if target is None or target.number in spread.policy.closed:
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
        item=link_item(target, titled=target.number not in spread.policy.closed),
        relation=target.relation,
    )
