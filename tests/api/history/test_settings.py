"""What of an act on settings can be taken back, without a database."""

from typing import Any

import pytest

from api.history.back.settings import same, wanted

A, B, C = ({"id": f"opt{name}", "name": name} for name in "abc")


@pytest.mark.parametrize(
    ("before", "after", "now", "settings", "stands"),
    [
        ({"name": "a"}, {"name": "b"}, {"name": "b"}, {"name": "a"}, []),
        ({"name": "a"}, {"name": "b"}, {"name": "c"}, {}, ["name"]),
        ({"name": "a"}, {"name": "b"}, {"name": "a"}, {}, ["name"]),
        ({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 3}, {"x": 1}, []),
        ({"x": 1, "y": 1}, {"x": 2, "y": 2}, {"x": 2, "y": 3}, {"x": 1}, ["y"]),
        ({}, {"x": 2}, {"x": 2}, {"x": None}, []),
        ({"x": 2}, {}, {}, {"x": 2}, []),
        ({"x": 2}, {}, {"x": 3}, {}, ["x"]),
        ({"x": 1}, {"x": 1}, {"x": 3}, {}, []),
        # Options that came since are nobody's act.
        ({"options": [A]}, {"options": [A, B]}, {"options": [A, B, C]}, {"options": [A, C]}, []),
        ({"options": [A, B]}, {"options": [A]}, {"options": [A, C]}, {"options": [A, B, C]}, []),
        ({"options": [A, B]}, {"options": [B, A]}, {"options": [B, A]}, {"options": [A, B]}, []),
        ({"options": [A]}, {"options": [A, B]}, {"options": [B, C]}, {}, ["options"]),
        ({"options": [A]}, {"options": [B]}, {"options": [{**B, "name": "z"}]}, {}, ["options"]),
    ],
)
def test_settings_are_taken_back_one_by_one(
    before: dict[str, Any], after: dict[str, Any], now: dict[str, Any], settings: dict[str, Any], stands: list[str]
) -> None:
    found = wanted(before, after, now)
    assert (found.settings, found.stands) == (settings, stands)


@pytest.mark.parametrize(
    ("after", "now", "expected"),
    [
        ({"name": "a"}, {"name": "a"}, True),
        ({"name": "a"}, {"name": "b"}, False),
        ({"config": {"options": [A]}}, {"config": {"options": [A, B]}}, True),
        ({"config": {"options": [A]}}, {"config": {"options": [B]}}, False),
        ({"config": {"options": []}}, {"config": {"options": [B]}}, True),
        ({"config": {"x": 1}}, {"config": {"x": 2}}, False),
    ],
)
def test_a_thing_is_as_an_act_left_it(after: dict[str, Any], now: dict[str, Any], expected: bool) -> None:
    assert same(after, now) is expected
