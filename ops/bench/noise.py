"""Is the machine quiet? A fixed loop on one core, before and after each bench."""

from ops.bench.stats import median, timed

_STEPS = 300_000
_TIMES = 5


def probe() -> float:
    """Milliseconds of a fixed amount of arithmetic: the same number every time on a quiet machine."""
    return median([timed(_loop) for _ in range(_TIMES)])


def _loop() -> None:
    total = 0
    for step in range(_STEPS):
        total += step * step
