"""The catalogue is complete, and says about each function what people need."""

import re

import pytest

from core.formula.check import check
from core.formula.functions.base import Category, Function
from core.formula.functions.registry import ALL, FUNCTIONS
from core.formula.parser import parse
from core.formula.types import BOOLEAN

AIRTABLE = (
    # text
    "CONCATENATE", "ENCODE_URL_COMPONENT", "EXACT", "FIND", "LEFT", "LEN", "LOWER", "MID", "REPLACE", "REPT", "RIGHT",
    "SEARCH", "SUBSTITUTE", "T", "TRIM", "UPPER",
    # numeric
    "ABS", "AVERAGE", "CEILING", "COUNT", "COUNTA", "COUNTALL", "EVEN", "EXP", "FLOOR", "INT", "LOG", "MAX", "MIN",
    "MOD", "ODD", "POWER", "ROUND", "ROUNDDOWN", "ROUNDUP", "SQRT", "SUM", "VALUE",
    # date
    "CREATED_TIME", "DATEADD", "DATESTR", "DATETIME_DIFF", "DATETIME_FORMAT", "DATETIME_PARSE", "DAY", "FROMNOW",
    "HOUR", "IS_AFTER", "IS_BEFORE", "IS_SAME", "LAST_MODIFIED_TIME", "MINUTE", "MONTH", "NOW", "SECOND", "SET_LOCALE",
    "SET_TIMEZONE", "TIMESTR", "TODAY", "TONOW", "WEEKDAY", "WEEKNUM", "WORKDAY", "WORKDAY_DIFF", "YEAR",
    # logical
    "AND", "BLANK", "ERROR", "FALSE", "IF", "ISERROR", "NOT", "OR", "SWITCH", "TRUE", "XOR",
    # array
    "ARRAYCOMPACT", "ARRAYFLATTEN", "ARRAYJOIN", "ARRAYSLICE", "ARRAYUNIQUE",
    # regex
    "REGEX_EXTRACT", "REGEX_MATCH", "REGEX_REPLACE",
    # record
    "RECORD_ID",
)  # fmt: skip

EXTRAS = ("DATEDIF", "IFERROR", "ISBLANK")


def test_airtables_85_functions_are_all_there() -> None:
    assert len(AIRTABLE) == len(set(AIRTABLE)) == 85
    assert set(AIRTABLE) <= set(FUNCTIONS)


def test_no_function_is_unaccounted_for() -> None:
    assert set(FUNCTIONS) == {*AIRTABLE, *EXTRAS}
    assert len(ALL) == len(FUNCTIONS)


@pytest.mark.parametrize("function", ALL, ids=lambda item: item.name)
def test_metadata_is_for_people(function: Function) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", function.name)
    assert function.doc.endswith(".")
    assert 15 <= len(function.doc) <= 150
    assert function.name in function.example
    assert isinstance(function.category, Category)
    assert function.signature.startswith(f"{function.name}(")
    assert check(parse(function.example), lambda _: None, ()).type == BOOLEAN


@pytest.mark.parametrize("function", ALL, ids=lambda item: item.name)
def test_parameters_are_in_a_sensible_order(function: Function) -> None:
    for overload in function.overloads:
        optional = [param.optional for param in overload.params]
        assert optional == sorted(optional), "an optional parameter stands before one that is not"
        assert len({param.name for param in overload.params}) == len(overload.params)
