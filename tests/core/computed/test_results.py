"""What kind of value comes out of which target."""

import pytest

from core.computed.aggregates import TAKES, ZERO_WHEN_NONE, RollupFn
from core.computed.results import COUNTED, DoesNotFit, lookup_result, rollup_result
from core.fields.base import ColumnType
from core.fields.derived import Result
from core.fields.registry import get_type, parse_config
from core.values import JsonValue, ValueKind
from tests.core.computed.test_graph import field

OPTIONS: dict[str, JsonValue] = {"options": [{"id": "opt00000001", "name": "Open"}]}
CONFIGS: dict[str, dict[str, JsonValue]] = {"singleSelect": OPTIONS, "multiSelect": OPTIONS}
_C = ColumnType


@pytest.mark.parametrize(
    ("type", "kind", "column", "shown"),
    [
        ("text", "text", _C.TEXT_ARRAY, "text"),
        ("number", "number", _C.DOUBLE_ARRAY, "number"),
        ("currency", "number", _C.NUMERIC_ARRAY, "currency"),
        ("rating", "number", _C.BIGINT_ARRAY, "rating"),
        ("autoNumber", "number", _C.BIGINT_ARRAY, "autoNumber"),
        ("checkbox", "boolean", _C.BOOLEAN_ARRAY, "checkbox"),
        ("date", "date", _C.DATE_ARRAY, "date"),
        ("datetime", "datetime", _C.TIMESTAMPTZ_ARRAY, "datetime"),
        ("modifiedTime", "datetime", _C.TIMESTAMPTZ_ARRAY, "datetime"),
        ("singleSelect", "option", _C.TEXT_ARRAY, "singleSelect"),
        ("multiSelect", "option", _C.TEXT_ARRAY, "multiSelect"),
        ("createdBy", "user", _C.BIGINT_ARRAY, "user"),
    ],
)
def test_a_lookup_is_a_list_of_the_target(type: str, kind: str, column: ColumnType, shown: str) -> None:
    found = lookup_result(field(1, "f", type, CONFIGS.get(type)))
    assert (found.kind, found.many, found.column, found.type) == (kind, True, column, shown)


def test_a_lookup_of_a_lookup_is_one_flat_list_in_the_format_of_the_first_target() -> None:
    first = lookup_result(field(1, "price", "currency", {"currency": "USD"}))
    looked = field(2, "prices", "lookup", {"linkField": "l", "field": "price", "result": dump(first)})
    assert lookup_result(looked) == first
    assert rollup_result(RollupFn.SUM, looked).column is ColumnType.NUMERIC
    assert rollup_result(RollupFn.SUM, looked).type == "currency"
    counted = field(3, "n", "count", {"linkField": "l"})
    assert rollup_result(RollupFn.MAX, counted) == COUNTED


@pytest.mark.parametrize("fn", list(RollupFn))
@pytest.mark.parametrize("type", ["text", "number", "checkbox", "date", "datetime", "singleSelect", "createdBy"])
def test_an_aggregate_either_gives_something_or_says_what_would(fn: RollupFn, type: str) -> None:
    target = field(1, "Target", type, CONFIGS.get(type))
    if target.kind in TAKES[fn]:
        rollup = field(2, "r", "rollup", {"linkField": "l", "field": "f", "aggregate": fn.value})
        found = rollup_result(fn, target)
        kept = parse_config(get_type("rollup"), {**rollup.config.wire(), "result": dump(found)})
        assert rollup.type.kind_of(kept) is found.kind
        assert rollup.type.column_type(kept) is found.column
        assert (fn in ZERO_WHEN_NONE) <= (found.kind is ValueKind.NUMBER)
        return
    with pytest.raises(DoesNotFit, match=r"^Target \(\w+\) cannot be rolled up with .+ it takes .*count"):
        rollup_result(fn, target)


def dump(result: Result) -> dict[str, JsonValue]:
    return dict(result.model_dump(mode="json", by_alias=True))
