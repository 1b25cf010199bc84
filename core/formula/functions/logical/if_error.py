"""IFERROR."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param, Result


def _value(call: Call) -> str:
    value, otherwise = call.one("value"), call.one("otherwise")
    return (
        value.sql
        if value.error is None
        else f"CASE WHEN {value.error} IS NULL THEN {value.sql} ELSE {otherwise.sql} END"
    )


def _error(call: Call) -> str | None:
    value, otherwise = call.one("value"), call.one("otherwise")
    if value.error is None or otherwise.error is None:
        return None
    return f"CASE WHEN {value.error} IS NOT NULL THEN {otherwise.error} END"


FUNCTION = Function(
    "IFERROR",
    Category.LOGICAL,
    "The value, or another one where it is an error.",
    'IFERROR(1 / 0, "none") = "none"',
    (
        Overload(
            (
                Param("value", Accept.SAME),
                Param("otherwise", Accept.SAME),
            ),
            Result.SAME,
            _value,
            _error,
        ),
    ),
    lazy=True,
)
