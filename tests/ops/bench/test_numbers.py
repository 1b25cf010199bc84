"""The bench's arithmetic, and how it says what it found."""

import json

import pytest

from ops.bench.measure import Goal, Measure, as_json, markdown, shown
from ops.bench.noise import probe
from ops.bench.run import parse_sizes
from ops.bench.stats import interleaved, percentile, repeated


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), ([1, 2, 3, 4], 0.5, 3), ([5], 0.95, 5), ([1] * 99 + [9], 0.99, 9), ([1, 2], 1.0, 2)],
)
def test_percentiles(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_sides_take_turns_and_swap_the_order() -> None:
    order: list[str] = []

    def side(name: str, times: list[float]) -> list[float]:
        order.append(name)
        return times

    settled: list[int] = []
    medians = interleaved(
        3, lambda: side("a", [1, 2, 30]), lambda: side("b", [4, 4]), before=lambda: settled.append(len(order))
    )
    assert medians == [2, 4]
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert settled == [0, 1, 2, 3, 4, 5]


def test_a_round_may_be_judged_by_its_slow_end() -> None:
    assert interleaved(2, lambda: [1.0] * 94 + [7.0] * 6, of=lambda values: percentile(values, 0.95)) == [7]


def test_warm_up_is_not_counted() -> None:
    calls: list[int] = []
    assert len(repeated(4, lambda: calls.append(1), warm_up=2)) == 4
    assert len(calls) == 6


def test_the_noise_probe_takes_time() -> None:
    assert probe() > 0


def _measure(value: float, limit: float, goal: Goal, target: float, allowance: float = 0.0) -> Measure:
    return Measure("page", 10_000, value, limit, "ms", "pgbench", goal, target, allowance, noise=(25.0, 26.0))


@pytest.mark.parametrize(
    ("measure", "ratio", "ok"),
    [
        (_measure(6, 2, Goal.AT_MOST, 3), 3.0, True),
        (_measure(6.1, 2, Goal.AT_MOST, 3), 3.05, False),
        (_measure(40, 100, Goal.AT_LEAST, 0.4), 0.4, True),
        (_measure(39, 100, Goal.AT_LEAST, 0.4), 0.39, False),
        (_measure(65, 20, Goal.AT_MOST, 2, allowance=25), 2.0, True),
        (_measure(20, 20, Goal.AT_MOST, 2, allowance=25), 0.0, True),
        (_measure(1, 0, Goal.AT_MOST, 2), float("inf"), False),
    ],
)
def test_ratios_are_judged_after_the_allowance(measure: Measure, ratio: float, ok: bool) -> None:
    assert measure.ratio == pytest.approx(ratio)
    assert measure.ok is ok


def test_the_table_and_the_file_say_the_same() -> None:
    measures = [_measure(1.04, 0.58, Goal.AT_MOST, 3), _measure(9, 1, Goal.AT_MOST, 2)]
    lines = markdown(measures).splitlines()
    assert len(lines) == 4
    assert lines[2] == "| page | 10,000 | 1.04 ms | 0.58 ms | 1.79 | ≤ 3 | yes | pgbench | 25 → 26 |"
    assert "**no**" in lines[3]
    assert [item["ok"] for item in json.loads(as_json(measures))] == [True, False]


def test_what_is_enough_is_enough_whatever_the_limit() -> None:
    slow, quick = (Measure("q", 1, value, 10, "ms", "psycopg", Goal.AT_MOST, 1.5, enough=100) for value in (101, 100))
    assert (slow.ok, quick.ok) == (False, True)
    assert "≤ 1.5, or 100 ms" in markdown([slow])


@pytest.mark.parametrize(("number", "text"), [(0.4567, "0.457"), (12.34, "12.3"), (89123.4, "89,123")])
def test_three_digits_are_shown(number: float, text: str) -> None:
    assert shown(number) == text


def test_sizes_are_words() -> None:
    assert parse_sizes("500, 10k,1M") == [500, 10_000, 1_000_000]
    for wrong in ("", "k", "10x", "-5", "0"):
        with pytest.raises(ValueError, match="no number of records"):
            parse_sizes(wrong)
