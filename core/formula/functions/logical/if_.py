"""IF."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param, Result


def _value(call: Call) -> str:
    otherwise = call.find("else")
    tail = f" ELSE {otherwise.sql}" if otherwise is not None else ""
    return f"CASE WHEN {call.one('condition').sql} THEN {call.one('then').sql}{tail} END"


def _error(call: Call) -> str | None:
    condition, then, otherwise = call.one("condition"), call.one("then"), call.find("else")
    tail = otherwise.error if otherwise is not None else None
    branches = None
    if then.error is not None or tail is not None:
        branches = f"CASE WHEN {condition.sql} THEN {then.error or 'NULL'} ELSE {tail or 'NULL'} END"
    if condition.error is None or branches is None:
        return condition.error or branches
    return f"coalesce({condition.error}, {branches})"


FUNCTION = Function(
    "IF",
    Category.LOGICAL,
    "The second value where the condition holds, else the third, or blank. Only the value that is given can fail.",
    'IF(2 > 1, "yes", "no") = "yes"',
    (
        Overload(
            (
                Param("condition", Accept.BOOLEAN),
                Param("then", Accept.SAME),
                Param("else", Accept.SAME, optional=True),
            ),
            Result.SAME,
            _value,
            _error,
        ),
    ),
    lazy=True,
)
