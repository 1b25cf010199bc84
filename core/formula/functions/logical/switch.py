"""SWITCH."""

from collections.abc import Iterable

from core.formula.functions.base import Accept, Arg, Call, Category, Form, Function, Overload, Param, Result


def _cases(call: Call) -> tuple[list[tuple[Arg, Arg]], Arg | None]:
    """The pairs, and the value for everything else."""
    given = call.several("cases")
    pairs = [(given[at], given[at + 1]) for at in range(0, len(given) - 1, 2)]
    return pairs, given[-1] if len(given) % 2 else None


def _value(call: Call) -> str:
    pairs, otherwise = _cases(call)
    tail = "" if otherwise is None else f" ELSE {otherwise.sql}"
    return f"CASE {_joined((_same(call, key), result.sql) for key, result in pairs)}{tail} END"


def _error(call: Call) -> str | None:
    """Keys are looked at one after the other, so a key behind the one that fits cannot fail."""
    pairs, otherwise = _cases(call)
    subject = call.one("expression").error
    branches: list[tuple[str, str]] = []
    for key, result in pairs:
        if key.error is not None:
            branches.append((f"{key.error} IS NOT NULL", key.error))
        branches.append((_same(call, key), result.error or "NULL"))
    fails = any(key.error or result.error for key, result in pairs) or (otherwise is not None and otherwise.error)
    if not fails:
        return subject
    tail = "" if otherwise is None or otherwise.error is None else f" ELSE {otherwise.error}"
    found = f"CASE {_joined(branches)}{tail} END"
    return found if subject is None else f"coalesce({subject}, {found})"


def _same(call: Call, key: Arg) -> str:
    return f"{call.one('expression').sql} IS NOT DISTINCT FROM {key.sql}"


def _joined(branches: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"WHEN {when} THEN {then}" for when, then in branches)


FUNCTION = Function(
    "SWITCH",
    Category.LOGICAL,
    "The value beside the first case that equals the expression; a last value without a case is for all others.",
    'SWITCH(2, 1, "one", 2, "two", "many") = "two"',
    (
        Overload(
            (Param("expression", Accept.KEY), Param("cases", Accept.SAME, Form.PAIRS, least=2)),
            Result.SAME,
            _value,
            _error,
        ),
    ),
    lazy=True,
)
