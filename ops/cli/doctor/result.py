"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """`remedy` is set when something must be mended; `idle` when there was nothing to check."""

    name: str
    found: str
    remedy: str = ""
    idle: bool = False

    @property
    def bad(self) -> bool:
        return bool(self.remedy)

    def line(self) -> str:
        mark = "bad" if self.bad else "off" if self.idle else "ok"
        return f"{mark:<4}{self.name:<12}{self.found}" + (f"\n    → {self.remedy}" if self.bad else "")
