"""Links: the titles of the linked records, in their order, as a lookup of the linked table's primary field has them."""

from collections.abc import Mapping

from core.values import StoredValue
from tests.support.formula_cases.table import RED, VALUE, cases

_TWO: Mapping[str, StoredValue] = {"Firms": ["Acme", "Beta, Inc."]}
_ONE: Mapping[str, StoredValue] = {"Firms": ["Acme"]}
_SAME: Mapping[str, StoredValue] = {"Firms": ["Acme", "acme", "Acme"]}

LINKS = cases(
    # as they are
    ("{Firms}", _TWO, ["Acme", "Beta, Inc."]),
    ("{Firms}", {}, None),
    ("{Firms}", {"Firms": []}, None),
    ("{Parts}", {"Parts": [7, 2.5]}, [7, 2.5]),
    # where one value is needed
    ('{Firms} & "!"', _TWO, "Acme, Beta, Inc.!"),
    ('{Firms} & "!"', {}, "!"),
    ('{Parts} & ""', {"Parts": [7, 2.5]}, "7, 2.5"),
    ("UPPER({Firms})", _ONE, "ACME"),
    ("LEN({Firms})", _TWO, 16),
    ("LEN({Firms})", {}, 0),
    ('FIND("Beta", {Firms})', _TWO, 7),
    ('FIND("Beta", {Firms})', {}, 0),
    ('SEARCH("beta", {Firms})', _TWO, 7),
    ('REGEX_MATCH({Firms}, "^Ac")', _TWO, True),
    ('SUBSTITUTE({Firms}, ", ", "/")', _TWO, "Acme/Beta/Inc."),
    ("VALUE({Firms})", {"Firms": ["12"]}, 12),
    ("VALUE({Firms})", _ONE, VALUE),
    ("{Parts} + 1", {"Parts": [2]}, 3),
    ("{Parts} + 1", {"Parts": [2, 3]}, VALUE),
    ("{Parts} + 1", {}, 1),
    # conditions
    ('IF({Firms}, "some", "none")', _ONE, "some"),
    ('IF({Firms}, "some", "none")', {}, "none"),
    ("NOT({Firms})", {}, True),
    ("{Firms} = BLANK()", {}, True),
    ("{Firms} = BLANK()", _ONE, False),
    ("{Firms} != BLANK()", _ONE, True),
    ('{Firms} = ""', {}, True),
    ('{Firms} = "Acme"', _ONE, True),
    ('{Firms} = "acme"', _ONE, False),
    ('{Firms} = "Acme"', _TWO, False),
    ('{Firms} = "Acme, Beta, Inc."', _TWO, True),
    ("{Firms} = {Text}", {"Firms": ["Acme"], "Text": "Acme"}, True),
    ("{Parts} > 1", {"Parts": [2]}, True),
    ('SWITCH({Firms}, "Acme", 1, 2)', _ONE, 1),
    ('SWITCH({Firms}, "Acme", 1, 2)', _TWO, 2),
    # lists
    ("ARRAYJOIN({Firms})", _TWO, "Acme, Beta, Inc."),
    ('ARRAYJOIN({Firms}, "; ")', _TWO, "Acme; Beta, Inc."),
    ('ARRAYJOIN({Firms}, "; ")', {}, None),
    ("ARRAYUNIQUE({Firms})", _SAME, ["Acme", "acme"]),
    ("ARRAYSLICE({Firms}, -1)", _TWO, ["Beta, Inc."]),
    ("ARRAYFLATTEN({Firms}, {Colour})", {"Firms": ["Acme"], "Colour": RED}, ["Acme", "red"]),
    ("COUNTA({Firms})", _TWO, 2),
    ("COUNTA({Firms})", {}, 0),
    ("COUNTALL({Firms})", _SAME, 3),
    ("SUM({Parts})", {"Parts": [2, 3.5]}, 5.5),
    ("MAX({Parts}, 3)", {"Parts": [2]}, 3),
)
