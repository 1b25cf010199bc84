"""What is wrong with a formula, and where.

Positions count characters of the text as it was sent; ``Span`` is half-open.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        return Span(self.start, other.end)


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    message: str
    span: Span

    @property
    def told(self) -> str:
        """The message with the position, counted from 1 as people do."""
        return f"{self.message} (at character {self.span.start + 1:,})"


class FormulaError(Exception):
    """A formula that cannot be used, with at least one problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.told for problem in problems))
        self.problems = tuple(problems)

    @classmethod
    def one(cls, code: str, message: str, span: Span) -> "FormulaError":
        return cls([Problem(code, message, span)])
