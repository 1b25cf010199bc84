"""All cases."""

from tests.support.query_cases.choices import BOOLEAN_CASES, CHOICE_CASES
from tests.support.query_cases.dates import DATE_CASES
from tests.support.query_cases.groups import GROUP_CASES
from tests.support.query_cases.lists import HELD_CASES, LIST_CASES, WHEN_CASES
from tests.support.query_cases.model import FilterCase
from tests.support.query_cases.moments import MOMENT_CASES
from tests.support.query_cases.numbers import NUMBER_CASES
from tests.support.query_cases.records import RECORD_CASES
from tests.support.query_cases.texts import TEXT_CASES
from tests.support.query_lists import LIST_TABLES
from tests.support.query_tables import BOOLEANS, CHOICES, DATES, MOMENTS, NUMBERS, RECORDS, TEXTS

FILTER_CASES: list[FilterCase] = [
    *TEXT_CASES,
    *NUMBER_CASES,
    *BOOLEAN_CASES,
    *DATE_CASES,
    *MOMENT_CASES,
    *CHOICE_CASES,
    *RECORD_CASES,
    *GROUP_CASES,
    *LIST_CASES,
    *WHEN_CASES,
    *HELD_CASES,
]
TABLES = (TEXTS, NUMBERS, BOOLEANS, DATES, MOMENTS, CHOICES, RECORDS, *LIST_TABLES)
