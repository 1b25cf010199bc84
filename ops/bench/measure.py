"""What a bench found, as people and programs read it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Goal(StrEnum):
    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` beside the physical ``limit``, both in ``unit``; the ratio is what counts on any machine.

    ``allowance`` is taken off the value before the ratio: waiting that is by design, like the relay's interval.
    ``enough`` is a value that nobody could want better, whatever the limit: 0 for none. ``noise`` are the probes before
    and after, in milliseconds.
    """

    name: str
    records: int
    value: float
    limit: float
    unit: str
    limit_is: str
    goal: Goal
    target: float
    allowance: float = 0.0
    enough: float = 0.0
    noise: tuple[float, float] = (0.0, 0.0)

    @property
    def ratio(self) -> float:
        return max(self.value - self.allowance, 0.0) / self.limit if self.limit else float("inf")

    @property
    def ok(self) -> bool:
        if self.goal is Goal.AT_LEAST:
            return self.ratio >= self.target
        return self.ratio <= self.target or self.value <= self.enough


_HEADINGS = ("what", "records", "DataOS", "limit", "ratio", "target", "ok", "the limit is", "noise, ms")


def markdown(measures: Sequence[Measure]) -> str:
    """A table, a line per measure."""
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|{'---|' * len(_HEADINGS)}"]
    for item in measures:
        cells = (
            item.name,
            f"{item.records:,}",
            f"{shown(item.value)} {item.unit}",
            f"{shown(item.limit)} {item.unit}",
            f"{item.ratio:.2f}",
            _wanted(item),
            "yes" if item.ok else "**no**",
            item.limit_is,
            f"{item.noise[0]:.0f} → {item.noise[1]:.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _wanted(item: Measure) -> str:
    allowance = f" + {item.allowance:g} {item.unit}" if item.allowance else ""
    enough = f", or {item.enough:g} {item.unit}" if item.enough else ""
    return f"{item.goal} {item.target:g}{allowance}{enough}"


def as_json(measures: Sequence[Measure]) -> str:
    return json.dumps([{**asdict(item), "ratio": item.ratio, "ok": item.ok} for item in measures], indent=1)


def shown(number: float) -> str:
    """Three digits are all that such measurements can tell."""
    if number >= 1000:
        return f"{number:,.0f}"
    return f"{number:.3g}"
