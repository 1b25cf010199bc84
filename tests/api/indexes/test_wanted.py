"""What saved views ask for, without a database."""

import pytest

from api.indexes.wanted import wanted
from core.values import JsonValue
from tests.api.indexes.large import NOW
from tests.support.query_strategies import SCHEMA

N, DUE, CHOICE = (SCHEMA.by_name[name] for name in ("Number", "Day", "Choice"))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"sorts": [{"field": N.id}]}, [("sort", (N.number,))]),
        (
            {"groups": [{"field": CHOICE.id}], "columns": [{"field": N.id, "footer": {"fn": "sum"}}]},
            [("sum", (CHOICE.number, N.number))],
        ),
        ({"groups": [{"field": CHOICE.id}], "columns": [{"field": N.id, "footer": {"fn": "filled"}}]}, []),
        (
            {"groups": [{"field": DUE.id, "bucket": "month"}], "columns": [{"field": N.id, "footer": {"fn": "sum"}}]},
            [],
        ),
        ({"groups": [{"field": "fld_gone"}], "sorts": [{"field": N.id}]}, [("sort", (N.number,))]),
        ({"groups": "nonsense"}, []),
    ],
)
def test_views_want_what_makes_them_quick(
    config: dict[str, JsonValue], expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    found = wanted(SCHEMA, [config], [], NOW, trigrams=True)
    assert [(str(item.want.kind), item.want.fields) for item in found] == expected
    assert all(item.because == "view" for item in found)
