"""Lists: those of fields and those that formulas make."""

from collections.abc import Mapping

from core.values import StoredValue
from tests.support.formula_cases.table import BLUE, DIV, ODD, RED, VALUE, cases

_TWICE: Mapping[str, StoredValue] = {"Tags": [RED, BLUE, RED]}

LISTS = cases(
    # ARRAYJOIN
    ("ARRAYJOIN({Tags})", {"Tags": [RED, BLUE]}, "red, blue"),
    ('ARRAYJOIN({Tags}, "; ")', {"Tags": [RED, BLUE]}, "red; blue"),
    ('ARRAYJOIN({Tags}, "")', {"Tags": [RED, BLUE]}, "redblue"),
    ("ARRAYJOIN({Tags})", {}, None),
    ("ARRAYJOIN({Tags})", {"Tags": []}, None),
    ("ARRAYJOIN({Tags})", {"Tags": [ODD]}, 'it\'s 100% \\ "ok"'),
    ('ARRAYJOIN(ARRAYFLATTEN(1, 2.5, {Num}), "|")', {}, "1|2.5"),
    ("ARRAYJOIN({Text})", {"Text": "alone"}, "alone"),
    ("ARRAYJOIN({Num})", {}, None),
    (
        'ARRAYJOIN(ARRAYFLATTEN({Due}, {Due2}), "/")',
        {"Due": "2026-11-22", "Due2": "2027-01-01"},
        "2026-11-22/2027-01-01",
    ),
    ('ARRAYJOIN(ARRAYFLATTEN(TRUE(), FALSE()), "/")', {}, "true/false"),
    ("ARRAYJOIN({Tags}, {Text})", {"Tags": [RED, BLUE], "Text": "x" * 100_000}, VALUE),
    # ARRAYUNIQUE
    ("ARRAYUNIQUE({Tags})", _TWICE, ["red", "blue"]),
    ("ARRAYUNIQUE({Tags})", {}, None),
    ("ARRAYUNIQUE(ARRAYFLATTEN(3, 1, 3, 2, 1))", {}, [3, 1, 2]),
    ('ARRAYUNIQUE(ARRAYFLATTEN("a", "A", "a"))', {}, ["a", "A"]),
    ("ARRAYUNIQUE(ARRAYFLATTEN({Num}, {Num2}, 1))", {}, [None, 1]),
    ("ARRAYUNIQUE({Text})", {"Text": "x"}, ["x"]),
    # ARRAYCOMPACT
    ('ARRAYCOMPACT(ARRAYFLATTEN("a", "", {Text}, " "))', {}, ["a", " "]),
    ("ARRAYCOMPACT(ARRAYFLATTEN(1, {Num}, 0))", {}, [1, 0]),
    ("ARRAYCOMPACT(ARRAYFLATTEN(FALSE(), TRUE()))", {}, [False, True]),
    ("ARRAYCOMPACT({Tags})", {}, None),
    ("ARRAYCOMPACT(ARRAYFLATTEN({Due}, {Due2}))", {"Due": "2026-11-22"}, ["2026-11-22"]),
    # ARRAYFLATTEN
    ("ARRAYFLATTEN({Tags}, {Colour})", {"Tags": [RED, BLUE], "Colour": RED}, ["red", "blue", "red"]),
    ("ARRAYFLATTEN({Tags})", {"Tags": [BLUE]}, ["blue"]),
    ("ARRAYFLATTEN(1, 2)", {}, [1, 2]),
    ('ARRAYFLATTEN(1, "x")', {}, ["1", "x"]),
    ("ARRAYFLATTEN(ARRAYFLATTEN(1, 2), ARRAYFLATTEN(3))", {}, [1, 2, 3]),
    ("ARRAYFLATTEN({Num}, 2)", {}, [None, 2]),
    # ARRAYSLICE
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B", "C", "D"), 2, 3)', {}, ["B", "C"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B", "C", "D"), 2)', {}, ["B", "C", "D"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B", "C", "D"), -2)', {}, ["C", "D"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B", "C", "D"), -3, -2)', {}, ["B", "C"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), 5)', {}, None),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), 2, 1)', {}, None),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), 0, 1)', {}, ["A"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), -99, 99)', {}, ["A", "B"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), 1, 1e300)', {}, ["A", "B"]),
    ('ARRAYSLICE(ARRAYFLATTEN("A", "B"), -1e300, 1)', {}, ["A"]),
    ("ARRAYSLICE({Tags}, 1, 1)", _TWICE, ["red"]),
    ("ARRAYSLICE({Tags}, 1)", {}, None),
    # lists where one value is needed
    ('{Tags} & "!"', {"Tags": [RED, BLUE]}, "red, blue!"),
    ('IF({Tags}, "some", "none")', {}, "none"),
    ('FIND("blue", {Tags})', {"Tags": [RED, BLUE]}, 6),
    ("ARRAYFLATTEN(1, 2) + 1", {}, VALUE),
    ("ARRAYFLATTEN(1) + 1", {}, 2),
    ('LEN(ARRAYJOIN(ARRAYUNIQUE({Tags}), ""))', _TWICE, 7),
    ("SUM(ARRAYSLICE(ARRAYFLATTEN(1, 2, 3, 4), 2, 3))", {}, 5),
    ("COUNTA(ARRAYUNIQUE({Tags}))", _TWICE, 2),
    ("ARRAYJOIN(ARRAYFLATTEN(1, 1 / 0))", {}, DIV),
    ("ISERROR(ARRAYUNIQUE(ARRAYFLATTEN(1 / 0)))", {}, True),
)
