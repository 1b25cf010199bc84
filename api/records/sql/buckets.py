"""The histogram of a distribution, counted from its values: ``spread`` (v, n) and ``whole w``.

The bounds are worked out in numerics, exactly, and then found in as doubles, which no value is too large for.
"""

from dataclasses import dataclass

from api.records.sql.aggregate import LARGEST
from api.records.sql.fragment import Fragment, compose, param
from core.fields.base import ColumnType
from core.fields.currency import CurrencyConfig
from core.fields.duration import Duration
from core.fields.number import NumberConfig
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import ValueKind

_FINEST = "1e-300"
"""A double holds parts of it, so that no bound is lost between numerics and doubles."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Common table expressions, each with a comma before it, and members of the distribution's JSON object."""

    tables: Fragment
    members: str


def buckets_of(field: FieldDef, context: EvalContext) -> Histogram | None:
    """None for values that are not on a scale."""
    match field.kind:
        case ValueKind.NUMBER:
            return Histogram(_tables(_number_edges(field), Fragment("e.v::double precision")), _members("b.at[i + 1]"))
        case ValueKind.DATE | ValueKind.DATETIME:
            day = _day(field, context)
            upper = "least('9999-12-31', b.at[i + 1] - 1)"
            return Histogram(
                _tables(_date_edges(day, context), day), f", 'bucket': (SELECT b.unit FROM edges b){_members(upper)}"
            )
        case _:
            return None


def of_all(part: str) -> str:
    """Its percentage of all records."""
    return f"({part} * 100.0 / nullif(w.records, 0))::double precision"


def _tables(edges: Fragment, value: Fragment) -> Fragment:
    """``edges`` is one row: ``at``, the bounds from the lowest to the highest, and ``most``, the number of buckets."""
    return compose(
        ", edges AS MATERIALIZED ({edges}), counted AS MATERIALIZED ("
        "SELECT greatest(1, least(b.most, width_bucket({value}, b.at))) AS place, sum(e.n)::bigint AS n"
        " FROM spread e, edges b WHERE e.v IS NOT NULL GROUP BY 1)",
        edges=edges,
        value=value,
    )


def _members(upper: str) -> str:
    lower = "greatest('0001-01-01', b.at[i])" if upper.startswith("least") else "b.at[i]"
    return (
        f", 'buckets': (SELECT coalesce(json_agg(json_object('from': {lower}, 'to': {upper}, 'count': coalesce(c.n, 0),"
        f" 'percent': {of_all('coalesce(c.n, 0)')} RETURNING json) ORDER BY i),"
        " '[]'::json) FROM edges b CROSS JOIN generate_series(1, b.most) i LEFT JOIN counted c ON c.place = i)"
    )


def _number_edges(field: FieldDef) -> Fragment:
    """A step of 1, 2 or 5 times a power of ten, of seconds, minutes or hours for lengths of time; where all values are
    the same, one bucket from it to itself."""
    unit = "1"
    if isinstance(field.type, Duration):
        unit = "CASE WHEN x.rough > 3600 THEN 3600 WHEN x.rough > 60 THEN 60 ELSE 1 END"
    return Fragment(
        "WITH ends AS (SELECT min(e.v)::numeric AS low, max(e.v)::numeric AS high FROM spread e),"
        " widths AS (SELECT x.*, (x.high - x.low) * 0.1 AS rough FROM ends x),"
        f" units AS (SELECT x.*, {unit}::numeric AS unit FROM widths x),"
        " parts AS (SELECT x.*, nullif(x.rough / x.unit, 0) AS part FROM units x),"
        " powers AS (SELECT x.*, power(10::numeric, floor(log(x.part))) AS ten FROM parts x),"
        f" steps AS (SELECT x.low, x.high, greatest(x.unit * {_nice('x.part', 'x.ten')},"
        f" CASE WHEN x.part IS NOT NULL THEN {_least(field)} END) AS step FROM powers x),"
        " places AS (SELECT x.*, div(x.low, x.step) - CASE WHEN mod(x.low, x.step) < 0 THEN 1 ELSE 0 END AS first,"
        " div(x.high, x.step) + CASE WHEN mod(x.high, x.step) > 0 THEN 1 ELSE 0 END AS last FROM steps x),"
        " counts AS (SELECT x.*, CASE WHEN x.low IS NULL THEN 0 WHEN x.step IS NULL THEN 1"
        " ELSE greatest(x.last - x.first, 1) END::int AS most FROM places x)"
        f" SELECT x.most, ARRAY(SELECT greatest(-{LARGEST}, least({LARGEST}, CASE WHEN x.step IS NULL THEN x.low"
        " ELSE (x.first + i) * x.step END))::double precision FROM generate_series(0, x.most) i ORDER BY i) AS at"
        " FROM counts x"
    )


def _least(field: FieldDef) -> str:
    """The finest step between values of the field."""
    if field.column_type in (ColumnType.BIGINT, ColumnType.BIGINT_ARRAY, ColumnType.SMALLINT):
        return "1"
    match field.config:
        case NumberConfig(precision=int(decimals)) | CurrencyConfig(precision=int(decimals)):
            return f"1e-{decimals}"
        case _:
            return _FINEST


def _nice(rough: str, ten: str) -> str:
    """The least of 1, 2, 5 and 10 times ``ten`` that is at least ``rough``."""
    return (
        f"{ten} * CASE WHEN {rough} <= {ten} THEN 1 WHEN {rough} <= 2 * {ten} THEN 2 WHEN {rough} <= 5 * {ten} THEN 5"
        " ELSE 10 END"
    )


def _day(field: FieldDef, context: EvalContext) -> Fragment:
    if field.kind is ValueKind.DATE:
        return Fragment("e.v")
    # At the ends of the calendar a clock may show a day outside of it.
    return compose(
        "greatest('0001-01-01', least('9999-12-31', (e.v AT TIME ZONE {zone})::date))",
        zone=param(context.zone.key, "text"),
    )


def _date_edges(day: Fragment, context: EvalContext) -> Fragment:
    """Whole days, weeks, months, quarters, years, or 2, 5, 10 … years. The last bound is the day after."""
    return compose(
        "WITH ends AS (SELECT min({day}) AS low, max({day}) AS high FROM spread e WHERE e.v IS NOT NULL),"
        " years AS (SELECT x.*, extract(year FROM x.low) AS first, extract(year FROM x.high) AS last FROM ends x),"
        " widths AS (SELECT x.*, greatest((x.last - x.first) * 0.1, 1) AS rough,"
        " (x.last - x.first) * 12 + extract(month FROM x.high) - extract(month FROM x.low) AS months FROM years x),"
        " powers AS (SELECT x.*, power(10::numeric, floor(log(x.rough))) AS ten FROM widths x),"
        " units AS (SELECT x.*, {step} AS step, CASE WHEN x.high - x.low < 11 THEN 'day'"
        " WHEN x.high - x.low < 70 THEN 'week' WHEN x.months < 12 THEN 'month' WHEN x.months < 36 THEN 'quarter'"
        " WHEN x.high IS NOT NULL THEN 'year' END AS unit FROM powers x),"
        " spans AS (SELECT x.*, CASE x.unit WHEN 'quarter' THEN interval '3 months'"
        " ELSE ('1 ' || x.unit)::interval END AS width, {shift} AS shift FROM units x),"
        " bounds AS (SELECT x.unit, CASE x.unit WHEN 'year' THEN ARRAY("
        "SELECT make_date(greatest(1, (div(x.first, x.step) + i) * x.step)::int, 1, 1)"
        " FROM generate_series(0, (div(x.last, x.step) - div(x.first, x.step))::int + 1) i ORDER BY i)"
        " ELSE ARRAY(SELECT g::date FROM generate_series(date_trunc(x.unit, x.low::timestamp - x.shift) + x.shift,"
        " x.high::timestamp + x.width, x.width) g ORDER BY g) END AS at FROM spans x)"
        " SELECT x.unit, x.at, cardinality(x.at) - 1 AS most FROM bounds x",
        day=day,
        step=_nice("x.rough", "x.ten"),
        # PostgreSQL's weeks begin on Monday (``keys``).
        shift=f"CASE x.unit WHEN 'week' THEN interval '{context.week_start} days' ELSE interval '0' END",
    )
