"""A part of a formula as SQL."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.formula.types import FormulaType


@dataclass(frozen=True, slots=True)
class Sql:
    """``error`` None: it cannot fail. ``filled``: the value is never NULL, errors aside. ``zone`` and ``locale`` are
    SQL for those in which the value is shown as text. ``literal`` is what a constant was written as."""

    value: str
    type: FormulaType
    error: str | None = None
    filled: bool = False
    zone: str = ""
    locale: str = ""
    literal: str | None = None


def first_error(errors: Iterable[str | None]) -> str | None:
    """The first error that there is, in the order given."""
    present = [error for error in errors if error is not None]
    if not present:
        return None
    return present[0] if len(present) == 1 else f"coalesce({', '.join(present)})"
