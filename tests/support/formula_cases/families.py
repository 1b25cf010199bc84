"""All formula cases."""

from collections.abc import Mapping

from tests.support.formula_cases.calendar import CALENDAR
from tests.support.formula_cases.dates_as_text import DATES_AS_TEXT
from tests.support.formula_cases.days import DAYS
from tests.support.formula_cases.kinds import KINDS
from tests.support.formula_cases.links import LINKS
from tests.support.formula_cases.lists import LISTS
from tests.support.formula_cases.logical import LOGICAL
from tests.support.formula_cases.numbers_in_text import NUMBERS_IN_TEXT
from tests.support.formula_cases.numeric import NUMERIC
from tests.support.formula_cases.regex import REGEX
from tests.support.formula_cases.table import Case
from tests.support.formula_cases.text import TEXT

FAMILIES: Mapping[str, tuple[Case, ...]] = {
    "text": TEXT,
    "numeric": NUMERIC,
    "numbers in text": NUMBERS_IN_TEXT,
    "logical": LOGICAL,
    "calendar": CALENDAR,
    "days": DAYS,
    "dates as text": DATES_AS_TEXT,
    "lists": LISTS,
    "regex": REGEX,
    "kinds": KINDS,
    "links": LINKS,
}
