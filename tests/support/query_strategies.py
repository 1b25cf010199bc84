"""Hypothesis strategies for the property that all back-ends answer alike: a table with rows, filters and sorts on it.

Values come from small pools with many collisions, empties and awkward neighbours, because agreement breaks at borders,
not in the middle of random noise. Filters are wire JSON that ``core.query.parse`` accepts.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from core.fields.base import ColumnType
from core.query.ast import Operator
from core.query.dates import COUNTED_MODES, MODES
from core.query.evaluate import EvalContext
from core.query.operators import Shape, of_items, operators, orderable
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind
from tests.support.listed import listed
from tests.support.query_tables import GONE, OPTIONS, PEOPLE, Row, Table, field, schema, system

_TEXTS = [
    "a",
    "A",
    "b",
    "ab",
    "AB",
    "%",
    "_",
    "a_b",
    "\\",
    "'",
    '"',
    "ΟΣ",
    "ος",
    "οσ",
    "İ",
    "i",
    "ß",
    "ss",
    " ",
    "a\nb",
    "😀",
]
_NUMBERS: list[int | float] = [0, 1, -1, 2, 2.5, 0.1, 0.3, 10**15, 1e20, -1e20, 1e-7, 99999999999.99, 5]
_DAYS = [
    "0001-01-01", "2024-02-29", "2025-12-31", "2026-01-01", "2026-03-29", "2026-10-25", "2026-11-15", "2026-11-16",
    "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-29", "2026-12-31", "2027-01-01", "9999-12-31",
]  # fmt: skip
_MOMENTS = [
    "0001-01-01T00:00:00+00:00", "2026-03-28T22:00:00+00:00", "2026-03-29T01:00:00+00:00", "2026-03-29T21:00:00+00:00",
    "2026-10-24T21:00:00+00:00", "2026-10-25T01:00:00+00:00", "2026-10-25T22:00:00+00:00", "2026-11-21T22:00:00+00:00",
    "2026-11-22T00:00:00+00:00", "2026-11-22T04:59:59.999999+00:00", "2026-11-22T05:00:00+00:00",
    "2026-11-22T12:00:00+00:00", "2026-11-22T12:00:00.5+00:00", "2026-11-22T21:59:59.999999+00:00",
    "2026-12-31T23:59:59.999999+00:00", "2027-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00",
]  # fmt: skip
_TAGS = [OPTIONS["a"], OPTIONS["b"], OPTIONS["c"]]

_FIELDS = [
    field(1, "Text", "text"),
    field(2, "Long text", "longText"),
    field(3, "Number", "number"),
    field(4, "Price", "currency"),
    field(5, "Stars", "rating"),
    field(6, "Ticked", "checkbox"),
    field(7, "Other tick", "checkbox"),
    field(8, "Day", "date"),
    field(9, "Other day", "date"),
    field(10, "Moment", "datetime"),
    field(11, "Other moment", "datetime"),
    field(12, "Choice", "singleSelect", {"options": [{"id": OPTIONS[n], "name": n} for n in ("High", "Low")]}),
    field(13, "Choices", "multiSelect", {"options": [{"id": OPTIONS[n], "name": n} for n in ("b", "a", "c")]}),
    field(14, "Url", "url"),
    field(15, "Email", "email"),
    field(16, "No", "autoNumber"),
    field(17, "Made", "createdTime"),
    field(18, "Edited", "modifiedTime"),
    field(19, "By", "createdBy"),
    field(20, "Changed by", "modifiedBy"),
    listed(21, "L21 list", ValueKind.TEXT, ColumnType.TEXT_ARRAY),
    listed(22, "L22 list", ValueKind.TEXT, ColumnType.JSONB),
    listed(23, "L23 list", ValueKind.NUMBER, ColumnType.DOUBLE_ARRAY),
    listed(24, "L24 list", ValueKind.NUMBER, ColumnType.JSONB),
    listed(25, "L25 list", ValueKind.BOOLEAN, ColumnType.BOOLEAN_ARRAY),
    listed(26, "L26 list", ValueKind.DATE, ColumnType.DATE_ARRAY),
    listed(27, "L27 list", ValueKind.DATE, ColumnType.JSONB),
    listed(28, "L28 list", ValueKind.DATETIME, ColumnType.TIMESTAMPTZ_ARRAY),
    listed(29, "L29 list", ValueKind.USER, ColumnType.BIGINT_ARRAY),
    listed(30, "L30 list", ValueKind.USER, ColumnType.JSONB),
    listed(31, "L31 list", ValueKind.FILE, ColumnType.JSONB),
    field(32, "Person", "user"),
    field(33, "People", "multiUser"),
    field(34, "Data", "json"),
]
SCHEMA = schema(90, "Anything", _FIELDS)
"""One field of every type, two of the kinds whose fields can be compared with each other, and lists of every kind."""
_SORTABLE = [item for item in _FIELDS if orderable(item.kind)]

ZONES = ["UTC", "Europe/Athens", "America/New_York", "Africa/Cairo", "America/Havana", "Asia/Kolkata", "Pacific/Apia"]


_ERROR: JsonValue = {"error": "#ERROR!", "message": ""}
_FILES: list[JsonValue] = [
    {"id": "fil_1", "name": "A.png", "type": "image/png", "size": 1},
    {"id": "fil_2", "name": "b%", "type": "application/pdf", "size": 0},
    {"id": "fil_3", "name": "a_b", "type": "image/jpeg", "size": 10**10},
]


def _listed(item: FieldDef) -> st.SearchStrategy[StoredValue]:
    pools: dict[ValueKind, list[JsonValue]] = {
        ValueKind.TEXT: [*_TEXTS],
        ValueKind.NUMBER: [*_NUMBERS],
        ValueKind.BOOLEAN: [True, False],
        ValueKind.DATE: [*_DAYS],
        ValueKind.DATETIME: [*_MOMENTS],
        ValueKind.USER: [1, 2],
        ValueKind.FILE: _FILES,
    }
    pool = [*pools[item.kind], None]
    if item.column_type is ColumnType.JSONB:
        pool.append(_ERROR)
    values = st.lists(st.sampled_from(pool if item.kind is not ValueKind.FILE else _FILES), max_size=3)
    return st.none() | values.map(list[JsonValue])


_WHO = st.sampled_from([None, 1, 2])
_NOTHING: st.SearchStrategy[StoredValue] = st.none()
_DOCUMENTS: list[StoredValue] = [False, 0, "", [], {}, {"a": [None]}]
_OTHERS: dict[str, st.SearchStrategy[StoredValue]] = {
    "user": _WHO,
    "multiUser": _NOTHING | st.lists(st.integers(1, 2), unique=True, max_size=2).map(list[JsonValue]),
    "json": _NOTHING | st.sampled_from(_DOCUMENTS),
}


def _cell(item: FieldDef) -> st.SearchStrategy[StoredValue]:
    empty: st.SearchStrategy[StoredValue] = st.none()
    if item.type.name == "listed":
        return _listed(item)
    match item.type.name:
        case "text" | "longText":
            return empty | st.sampled_from(_TEXTS)
        case "url":
            return empty | st.sampled_from(["https://a.example/%", "b.example"])
        case "email":
            return empty | st.sampled_from(["a_b@x.example", "A@x.example"])
        case "number":
            return empty | st.sampled_from(_NUMBERS)
        case "currency":
            return empty | st.sampled_from([value for value in _NUMBERS if abs(value) < 1e12 and value != 1e-7])
        case "rating":
            return empty | st.integers(1, 5)
        case "checkbox":
            return st.booleans()
        case "date":
            return empty | st.sampled_from(_DAYS)
        case "datetime":
            return empty | st.sampled_from(_MOMENTS)
        case "singleSelect":
            return empty | st.sampled_from([OPTIONS["High"], OPTIONS["Low"], GONE])
        case "multiSelect":
            return empty | st.lists(st.sampled_from([*_TAGS, GONE]), unique=True, max_size=3).map(list[JsonValue])
        case name:
            return _OTHERS[name]


@st.composite
def tables(draw: st.DrawFn, max_rows: int = 12) -> Table:
    """``SCHEMA`` with 0 to ``max_rows`` rows."""
    own = [item for item in _FIELDS if not item.read_only]
    rows: list[Row] = []
    for key in range(1, draw(st.integers(0, max_rows)) + 1):
        cells = {item.number: draw(_cell(item)) for item in own}
        made, edited = draw(st.sampled_from(_MOMENTS)), draw(st.sampled_from(_MOMENTS))
        rows.append(Row(key, cells, system(key, made, edited, draw(_WHO), draw(_WHO))))
    return Table(SCHEMA, tuple(rows))


def _literal(item: FieldDef) -> st.SearchStrategy[JsonValue]:
    match item.kind:
        case ValueKind.TEXT:
            return st.sampled_from([*_TEXTS, "b.example", "@X"])
        case ValueKind.NUMBER:
            return st.sampled_from([*_NUMBERS, 3, 12])
        case ValueKind.BOOLEAN:
            return st.booleans()
        case ValueKind.DATE:
            return st.sampled_from(_DAYS)
        case ValueKind.DATETIME:
            return st.sampled_from(_DAYS) | st.sampled_from(_MOMENTS)
        case ValueKind.OPTION:
            pool = _TAGS if item.many else ["High", "Low", OPTIONS["Low"]]
            return st.sampled_from([*pool, GONE, "opt00000000"])
        case ValueKind.USER:
            return st.sampled_from(sorted(PEOPLE))
        case kind:
            raise ValueError(f"no operands for {kind}")


def _relative() -> st.SearchStrategy[JsonValue]:
    counts = st.sampled_from([0, 1, 2, 3, 12, 31, 10_000])
    plain = st.sampled_from([mode for mode in MODES if mode not in COUNTED_MODES]).map(_mode)
    return plain | st.builds(_counted, st.sampled_from(sorted(COUNTED_MODES)), counts)


def _mode(mode: str) -> JsonValue:
    return {"mode": mode}


def _counted(mode: str, count: int) -> JsonValue:
    return {"mode": mode, "count": count}


_MYSELF: JsonValue = {"currentUser": True}


def _operand(item: FieldDef, shape: Shape) -> st.SearchStrategy[JsonValue]:
    kind = item.kind
    match shape:
        case Shape.NONE:
            return st.none()
        case Shape.COUNT:
            return st.sampled_from([0, 1, 2, 3, 1_000_000])
        case Shape.TEXT:
            return st.sampled_from(["image", "image/png", "A", "%", "b"] if kind is ValueKind.FILE else _TEXTS)
        case Shape.PERIOD:
            return _relative()
        case Shape.PAIR:
            return st.lists(_literal(item), min_size=2, max_size=2)
        case Shape.LIST:
            values = _literal(item)
            if kind is ValueKind.USER:
                values |= st.just({"currentUser": True})
            return st.lists(values, min_size=1, max_size=4)
        case Shape.VALUE:
            values = _literal(item)
            if kind in (ValueKind.DATE, ValueKind.DATETIME):
                values |= _relative()
            if kind is ValueKind.USER:
                values |= st.just(_MYSELF)
            others: list[JsonValue] = [
                {"field": other.name} for other in _FIELDS if other.kind is kind and not other.many
            ]
            return values if kind is ValueKind.OPTION else values | st.sampled_from(others)


@st.composite
def conditions(draw: st.DrawFn) -> JsonValue:
    item = draw(st.sampled_from(_FIELDS))
    allowed = operators(item.kind, item.many)
    operator = draw(st.sampled_from(sorted(allowed, key=list(Operator).index)))
    operand = draw(_operand(item, allowed[operator]))
    said: dict[str, JsonValue] = {"field": draw(st.sampled_from([item.name, item.id])), "operator": operator.value}
    if item.many and of_items(item.kind, operator) and draw(st.booleans()):
        said["match"] = draw(st.sampled_from(["any", "every", "none"]))
    return said if operand is None else {**said, "value": operand}


def _group(members: list[JsonValue], conjunction: str) -> JsonValue:
    return {"conjunction": conjunction, "filters": members}


def _around(inner: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    return st.builds(_group, st.lists(inner, max_size=3), st.sampled_from(["and", "or"]))


_level_one = _around(conditions())
_level_two = _around(conditions() | _level_one)


def filters() -> st.SearchStrategy[JsonValue]:
    """Lone conditions and groups up to three levels deep, empty ones among them."""
    return conditions() | _level_one | _level_two | _around(conditions() | _level_two)


def sorts() -> st.SearchStrategy[JsonValue]:
    """Up to three sorts, no field twice."""
    chosen = st.lists(st.sampled_from(_SORTABLE), unique_by=lambda item: item.id, max_size=3)
    return st.tuples(chosen, st.lists(st.sampled_from(["asc", "desc"]), min_size=3, max_size=3)).map(_sorts)


def _sorts(drawn: tuple[list[FieldDef], list[str]]) -> JsonValue:
    return [{"field": item.name, "direction": direction} for item, direction in zip(*drawn, strict=False)]


def contexts() -> st.SearchStrategy[EvalContext]:
    """Readers in several zones around borders of days, weeks, months and years."""
    moments = [
        datetime(2026, 11, 22, 12, tzinfo=UTC),
        datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
        datetime(2024, 2, 29, 12, tzinfo=UTC),
    ]
    zones = st.sampled_from(ZONES).map(ZoneInfo)
    week_starts = st.sampled_from([0, 5, 6])
    return st.builds(EvalContext, st.sampled_from(moments), zones, st.sampled_from([None, 1, 2]), week_starts)
