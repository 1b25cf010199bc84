"""Tables whose fields hold several values; ``… too`` fields hold the same values as jsonb."""

from core.fields.base import ColumnType
from core.values import JsonValue, StoredValue, ValueKind
from tests.support.listed import listed
from tests.support.query_tables import Table, field, table

_ERROR: JsonValue = {"error": "#DIV/0!", "message": "…"}

LISTS = table(
    8,
    "Lists",
    [
        listed(1, "Words", ValueKind.TEXT, ColumnType.TEXT_ARRAY),
        listed(2, "Words too", ValueKind.TEXT, ColumnType.JSONB),
        listed(3, "Amounts", ValueKind.NUMBER, ColumnType.DOUBLE_ARRAY),
        listed(4, "Amounts too", ValueKind.NUMBER, ColumnType.JSONB),
        listed(5, "Ticks", ValueKind.BOOLEAN, ColumnType.BOOLEAN_ARRAY),
        listed(6, "Ticks too", ValueKind.BOOLEAN, ColumnType.JSONB),
        field(7, "Name", "text"),
        field(8, "N", "number"),
        field(9, "Done", "checkbox"),
    ],
    [
        (words, words_too, amounts, amounts_too, ticks, ticks_too, name, n, done)
        for words, words_too, amounts, amounts_too, ticks, ticks_too, name, n, done in list[list[StoredValue]](
            [
                [["a"], ["a"], [1], [1], [True], [True], "a", 1, True],  # 1
                [["a", "b"], ["a", "b"], [1, 2], [1, 2], [True, False], [True, False], "b", 2, False],
                [["b", "a"], ["b", "a"], [2, 1], [2, 1], [False], [False], "c", 3, True],
                [[], [], [], [], [], [], "a", 1, True],
                [None, None, None, None, None, None, "a", 1, True],  # 5
                [["A", "a b"], ["A", "a b"], [2.5, -4], [2.5, -4], [True], [True], None, None, False],
                [["a", None], ["a", None], [1, None], [1, None], [True, None], [True, None], "A", -4, False],
                [[None], [_ERROR, None], [None], [_ERROR], [None], [_ERROR], "x", 0, False],
                [["a", "a"], ["a", _ERROR, "a"], [1, 1], [1, _ERROR, 1], [True, True], [True, True], "%", 7, True],
                [["50%"], ["50%"], [1e20, 7], [1e20, 7], [False, False], [False, False], "0%", 1e20, False],  # 10
            ]
        )
    ],
)

_DAYS: list[StoredValue] = [
    ["2026-11-22"],  # 1
    ["2026-11-22", "2026-11-23"],
    ["2026-11-21", "2025-01-01"],
    None,
    ["2026-11-16", "2026-11-21"],  # 5
    [],
]
_TIMES: list[StoredValue] = [
    ["2026-11-22T10:00:00+00:00"],  # 1
    ["2026-11-21T22:30:00+00:00", "2026-11-23T10:00:00+00:00"],  # the first: already the 22nd in Athens
    ["2026-11-21T10:00:00+00:00"],
    None,
    ["2026-11-15T22:30:00+00:00", "2026-11-16T10:00:00+00:00"],  # 5: the first: a Monday in Athens, a Sunday at UTC
    [],
]

WHENS = table(
    9,
    "Whens",
    [
        listed(1, "Days", ValueKind.DATE, ColumnType.DATE_ARRAY),
        listed(2, "Days too", ValueKind.DATE, ColumnType.JSONB),
        listed(3, "Times", ValueKind.DATETIME, ColumnType.TIMESTAMPTZ_ARRAY),
        listed(4, "Times too", ValueKind.DATETIME, ColumnType.JSONB),
        field(5, "Due", "date"),
        field(6, "At", "datetime"),
    ],
    [
        (days, days, times, times, due, at)
        for days, times, due, at in zip(
            _DAYS,
            _TIMES,
            ["2026-11-22", "2026-11-22", None, "2026-11-22", "2026-11-21", None],
            ["2026-11-22T10:00:00+00:00"] * 6,
            strict=True,
        )
    ],
)


def _file(name: str, type: str, size: int) -> JsonValue:
    return {"id": f"fil_{name}", "name": name, "type": type, "size": size}


HELD = table(
    10,
    "Held",
    [
        listed(1, "Files", ValueKind.FILE, ColumnType.JSONB),
        listed(2, "Who", ValueKind.USER, ColumnType.BIGINT_ARRAY),
        listed(3, "Who too", ValueKind.USER, ColumnType.JSONB),
    ],
    [
        ([_file("Photo.PNG", "image/png", 100)], [1], [1]),  # 1
        ([_file("plan.pdf", "application/pdf", 5), _file("photo.jpg", "image/jpeg", 7)], [1, 2], [1, 2]),
        ([_file("50%_off.txt", "text/plain", 0), _file("b.txt", "text/plain", 2)], [2], [2]),
        (None, None, None),
        ([], [], []),  # 5
        ([_file("image", "imagery/x", 1)], [2, 1, 3], [2, 1, 3]),
    ],
)

LIST_TABLES: tuple[Table, ...] = (LISTS, WHENS, HELD)
