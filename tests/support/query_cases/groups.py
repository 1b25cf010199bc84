"""Groups within groups."""

from core.values import JsonValue
from tests.support.query_cases.model import FilterCase, keys
from tests.support.query_tables import NUMBERS


def _is(field: str, operator: str, value: JsonValue = None) -> JsonValue:
    return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


def _all(*filters: JsonValue) -> JsonValue:
    return {"conjunction": "and", "filters": list(filters)}


def _any(*filters: JsonValue) -> JsonValue:
    return {"conjunction": "or", "filters": list(filters)}


_BIG, _EMPTY, _LOW_PRICE = _is("N", "greaterThan", 1), _is("N", "isEmpty"), _is("Price", "lessThan", 1)

GROUP_CASES = [
    FilterCase("no filter", NUMBERS, None, keys("all", NUMBERS)),
    FilterCase("empty and", NUMBERS, _all(), keys("all", NUMBERS)),
    FilterCase("empty or", NUMBERS, _any(), keys("all", NUMBERS)),
    FilterCase("empty or within and", NUMBERS, _all(_BIG, _any()), (1, 5, 8)),
    FilterCase("empty and within or", NUMBERS, _any(_BIG, _all()), keys("all", NUMBERS)),
    FilterCase("and", NUMBERS, _all(_BIG, _LOW_PRICE), (8,)),
    FilterCase("or", NUMBERS, _any(_BIG, _EMPTY), (1, 4, 5, 7, 8)),
    FilterCase("or within and", NUMBERS, _all(_any(_BIG, _EMPTY), _LOW_PRICE), (8,)),
    FilterCase("and within or", NUMBERS, _any(_all(_BIG, _LOW_PRICE), _EMPTY), (4, 7, 8)),
    FilterCase("opposites exclude", NUMBERS, _all(_is("N", "equals", 5), _is("N", "notEquals", 5)), ()),
    FilterCase("opposites cover", NUMBERS, _any(_is("N", "equals", 5), _is("N", "notEquals", 5)), keys("all", NUMBERS)),
    FilterCase("five levels", NUMBERS, _all(_any(_all(_any(_all(_BIG)))), _is("N", "lessThan", 10)), (1,)),
    FilterCase("same field twice", NUMBERS, _all(_is("N", "greaterThan", 0), _is("N", "lessThan", 1)), (6, 9)),
    FilterCase("by field id", NUMBERS, _is(NUMBERS.schema.fields[0].id, "equals", 5), (1,)),
]
