"""What several functions check about their arguments."""

from core.fields.date_text import absence, iso_date
from core.fields.zones import is_zone
from core.formula.functions.base import BuildError, Call
from core.formula.types import ErrorCode


def unless_literal(param: str, fault: str) -> BuildError:
    """``#VALUE!`` where ``fault`` holds, SQL about the parameter; literals were checked when the formula was saved."""

    def error(call: Call) -> str | None:
        arg = call.find(param)
        if arg is None or arg.literal is not None:
            return None
        return f"CASE WHEN {fault.format(**{param: arg.sql})} THEN '{ErrorCode.VALUE}' END"

    return error


def unless_nonzero(param: str, code: ErrorCode) -> BuildError:
    """``code`` where the number is zero."""

    def error(call: Call) -> str | None:
        arg = call.find(param)
        if arg is None or (arg.literal is not None and float(arg.literal) != 0):
            return None
        return f"CASE WHEN {arg.sql} = 0 THEN '{code}' END"

    return error


def zone_problem(text: str) -> str | None:
    return None if is_zone(text) else f"There is no time zone {text[:40]!r}; names are like Europe/Athens."


def holidays_problem(text: str) -> str | None:
    for part in text.split(","):
        day = part.strip()
        if day and iso_date(day) is None:
            return absence(day) or f"Holidays are written like 2026-12-25, 2026-12-26; {day[:40]!r} is not."
    return None
