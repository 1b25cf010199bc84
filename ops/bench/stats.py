"""Numbers from repeated measurements."""

import statistics
import time
from collections.abc import Callable, Sequence

Series = Sequence[float]
Side = Callable[[], Series]
"""One round of one side: the times it took, in milliseconds."""


def percentile(values: Series, share: float) -> float:
    """The value that ``share`` (0–1) of all values are not above; of an even number of values, no interpolation."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Series) -> float:
    return statistics.median(values)


def interleaved(
    rounds: int,
    *sides: Side,
    before: Callable[[], None] = lambda: None,
    of: Callable[[Series], float] = median,
) -> list[float]:
    """For each side the median over the rounds of its median in a round, or of what ``of`` says of a round.

    The sides take turns, each round in the opposite order of the one before: what else the machine does meets both.
    ``before`` is called before each turn.
    """
    medians: list[list[float]] = [[] for _ in sides]
    for number in range(rounds):
        order = range(len(sides)) if number % 2 == 0 else reversed(range(len(sides)))
        for at in order:
            before()
            medians[at].append(of(sides[at]()))
    return [median(values) for values in medians]


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def repeated(times: int, work: Callable[[], object], *, warm_up: int = 3) -> list[float]:
    """``work`` again and again, in milliseconds each; the first ``warm_up`` are not counted."""
    for _ in range(warm_up):
        work()
    return [timed(work) for _ in range(times)]
