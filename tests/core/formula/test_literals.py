"""Arguments written out in the formula are checked when it is saved."""

import pytest

from core.formula.check import check
from core.formula.errors import FormulaError
from core.formula.parser import parse
from core.formula.types import DATE, DATETIME, FormulaType
from tests.support.formula_cases.table import table


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ('DATEADD({Due}, 1, "fortnights")', "is one of"),
        ('DATEADD({Due}, 1, "H")', "is one of"),
        ('DATETIME_DIFF({Due}, {Due2}, "")', "is one of"),
        ('IS_SAME({Due}, {Due2}, "decade")', "is one of"),
        ('WEEKDAY({Due}, "Tuesday")', "Sunday, Monday"),
        ('WEEKNUM({Due}, "")', "Sunday, Monday"),
        ('SET_TIMEZONE({At}, "Mars/Olympus")', "no time zone 'Mars/Olympus'"),
        ('SET_LOCALE({At}, "tlh")', "is one of"),
        ('DATETIME_PARSE("1", "D", "xx")', "is one of"),
        ('WORKDAY({Due}, 1, "2026-12-25, boxing day")', "'boxing day' is not"),
        ('WORKDAY_DIFF({Due}, {Due2}, "25.12.2026")', "2026-12-25"),
        ("LEFT({Text})", "cannot take one argument"),
        ("NOW(1)", "cannot take one argument"),
        ('LAST_MODIFIED_TIME("Text")', "put their names into braces"),
        ("ABS({Text})", "VALUE"),
        ('MAX("x", 1)', "needs"),
        ("SUM({Due})", "needs"),
        ('YEAR("soon")', "text is read as one when it is like 2026-11-22"),
        ('YEAR("1850-02-29")', "needs a date. 29 February 1850 does not exist"),
        ('HOUR("2026-11-22T25:00:00")', "needs a date. There is no time 25:00:00"),
    ],
)
def test_refused(expression: str, message: str) -> None:
    schema = table()
    with pytest.raises(FormulaError) as caught:
        check(parse(expression), schema.find, [item.name for item in schema.fields])
    assert message in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ('DATEADD({Due}, 1, "days")', DATE),
        ('DATEADD({Due}, 1, "M")', DATE),
        ('DATEADD({Due}, 1, "m")', DATETIME),
        ('DATEADD({Due}, 1, "hours")', DATETIME),
        ("DATEADD({Due}, 1, {Text})", DATETIME),
        ('DATEADD({At}, 1, "days")', DATETIME),
        ('DATEADD("2026-11-22", 1, "days")', DATETIME),
        ("MAX({Due}, {Due2})", DATE),
        ("MAX({Due}, {At})", DATETIME),
        ("WORKDAY({At}, 1)", DATE),
    ],
)
def test_a_literal_unit_decides_the_type(expression: str, result: FormulaType) -> None:
    assert check(parse(expression), table().find, ()).type == result
