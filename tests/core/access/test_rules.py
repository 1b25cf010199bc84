"""Row rules of one caller, held against rows in memory; and what fails closed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.access.levels import RowAccess
from core.access.rights import RowRule
from core.access.rules import Caller, row_filters
from core.access.subjects import Subject, SubjectType
from core.query.ast import BoundFilter
from core.query.evaluate import EvalContext, holds
from core.values import JsonValue
from tests.core.access.worlds import field
from tests.support.query_tables import schema

THINGS = schema(
    9,
    "Things",
    [
        field(1, "name"),
        field(2, "region"),
        field(3, "size", "number"),
        field(4, "owner", "user"),
        field(5, "state", "singleSelect", {"options": [{"id": "opt00000001", "name": "Open"}]}),
    ],
)
EVERYONE, TOKEN = Subject(SubjectType.EVERYONE), Subject(SubjectType.TOKEN, "tok_one")
OPEN_OPTION = "opt00000001"
ROWS: list[dict[int, JsonValue]] = [
    {1: "a", 2: "EU", 3: 1, 4: 1, 5: OPEN_OPTION},
    {1: "b", 2: "US", 3: 5, 4: 2},
    {1: "c", 2: "EU", 3: 9},
]
ADA = Caller(True, {"region": "EU", "regions": ["US", "EU"], "most": 5, "state": "Open"}, {"usr_ada": 1})


def _is(key: str, value: JsonValue, operator: str = "equals") -> JsonValue:
    return {"conjunction": "and", "filters": [{"field": key, "operator": operator, "value": value}]}


def _rule(access: str, filter: JsonValue, subject: Subject = EVERYONE) -> RowRule:
    return RowRule("rul", subject, RowAccess(access), filter)


ALL: JsonValue = {"conjunction": "and", "filters": []}
MINE, LOST = _is("owner", {"currentUser": True}), _is("fld_gone", 1)

CASES: list[tuple[list[RowRule], Caller, str, str]] = [
    ([_rule("read", ALL)], ADA, "abc", ""),
    ([_rule("write", ALL)], ADA, "abc", "abc"),
    ([_rule("none", _is("region", "US"))], ADA, "", ""),
    ([_rule("read", ALL), _rule("none", _is("region", "US"))], ADA, "ac", ""),
    ([_rule("write", ALL), _rule("none", _is("region", "US"))], ADA, "ac", "ac"),
    ([_rule("read", ALL), _rule("write", MINE)], ADA, "abc", "a"),
    ([_rule("read", _is("region", "EU")), _rule("write", _is("size", 5))], ADA, "abc", "b"),
    # the current user
    ([_rule("read", MINE)], ADA, "a", ""),
    ([_rule("read", MINE)], Caller(False), "", ""),
    ([_rule("read", ALL), _rule("none", _is("owner", {"currentUser": True}, "notEquals"))], ADA, "a", ""),
    ([_rule("read", ALL), _rule("none", MINE)], Caller(False), "", ""),
    # attributes
    ([_rule("read", _is("region", {"userAttribute": "region"}))], ADA, "ac", ""),
    ([_rule("read", _is("region", {"userAttribute": "regions"}, "in"))], ADA, "abc", ""),
    ([_rule("read", _is("region", [{"userAttribute": "region"}, "US"], "in"))], ADA, "abc", ""),
    ([_rule("read", _is("size", {"userAttribute": "most"}, "lessOrEqual"))], ADA, "ab", ""),
    ([_rule("read", _is("state", {"userAttribute": "state"}))], ADA, "a", ""),
    # one that somebody lacks, or that does not fit, matches nothing, and denies everything
    ([_rule("read", _is("region", {"userAttribute": "floor"}))], ADA, "", ""),
    ([_rule("read", _is("region", {"userAttribute": "floor"}, "notEquals"))], ADA, "", ""),
    ([_rule("read", ALL), _rule("none", _is("region", {"userAttribute": "floor"}))], ADA, "", ""),
    ([_rule("read", _is("size", {"userAttribute": "region"}))], ADA, "", ""),
    ([_rule("read", ALL), _rule("none", _is("size", {"userAttribute": "region"}))], ADA, "", ""),
    # only the condition that cannot be asked is lost
    (
        [
            _rule(
                "read",
                {
                    "conjunction": "or",
                    "filters": [
                        {"field": "name", "operator": "equals", "value": "b"},
                        {"field": "region", "operator": "equals", "value": {"userAttribute": "floor"}},
                    ],
                },
            )
        ],
        ADA,
        "b",
        "",
    ),
    # a rule that is not understood any more
    ([_rule("read", LOST)], ADA, "", ""),
    ([_rule("write", LOST), _rule("read", ALL)], ADA, "abc", ""),
    ([_rule("write", ALL), _rule("none", LOST)], ADA, "", ""),
    ([_rule("read", "nonsense")], ADA, "", ""),
    ([_rule("read", {"conjunction": "and", "filters": [5]})], ADA, "", ""),
    ([_rule("read", _is("owner", "usr_nobody"))], ADA, "", ""),
    # rules on a token bind beside those on its person
    ([_rule("write", _is("region", "EU")), _rule("write", ALL, TOKEN)], ADA, "ac", "ac"),
    ([_rule("write", ALL), _rule("read", _is("region", "EU"), TOKEN)], ADA, "ac", ""),
    ([_rule("write", _is("size", 9, "lessThan")), _rule("write", _is("region", "EU"), TOKEN)], ADA, "a", "a"),
    # nothing said, nothing withheld
    ([], ADA, "abc", "abc"),
]


@pytest.mark.parametrize(("rules", "caller", "read", "write"), CASES)
def test_rows(rules: list[RowRule], caller: Caller, read: str, write: str) -> None:
    filters = row_filters(rules, THINGS, caller)
    assert (_names(filters.read), _names(filters.write)) == (read, write)


def _names(found: BoundFilter | None) -> str:
    context = EvalContext(datetime(2026, 11, 27, tzinfo=UTC), ZoneInfo("UTC"), 1)
    return "".join(str(row[1]) for row in ROWS if holds(found, row, {}, context))
