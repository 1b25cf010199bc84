"""How values become what an operator or a function needs.

**What a field is.** Text of all sorts, and the names of options and people, are text; numbers, amounts, ratings and
counts are numbers; a checkbox is a boolean; dates are dates and times datetimes. Several options or people, and
lookups, are lists. A link is the list of what its records are known by, in their order: mostly texts, and where the
primary field is a number or a date, numbers or dates. A formula is what it results in.

**One value.**

====================  ==============================================================================================
to text               a number in plain decimals (``0.1``, ``100000000000000000000``), a boolean ``true`` or ``false``,
                      a date ``2026-11-22``, a datetime ``2026-11-22T10:00:00.000Z``
to number             a boolean is 1 or 0. Text and dates are not numbers: VALUE(text), or a date function, says how
to boolean            a number other than 0, text that is not empty, any date
to date, datetime     ISO text (``2026-11-22``, ``2026-11-22T10:00:00Z``, without a zone in the formula's); other text
                      is ``#VALUE!``. A datetime's date is the day in the formula's time zone, a date's moment midnight
====================  ==============================================================================================

**Lists.** Where one value is needed, a list is its texts joined by ``, `` for text, whether it has any value for a
boolean, and for the others its only value, ``#VALUE!`` when it has several. Where a list is needed, one value is a
list of one.

**Blank** is 0 in arithmetic, ``""`` in text, false in logic, and no date: a blank date equals only a blank one, and is
neither before nor after any. Comparing with ``BLANK()`` asks whether there is no value, and is the only way to tell 0
from nothing. Empty text is blank, and a formula that results in empty text is empty.

**Operators.** ``&`` joins texts. ``+`` adds numbers; where either side is text it joins them, as Airtable does.
``- * / ^`` take numbers. Comparisons bring both sides to one type: datetime where either is a date or datetime (text
beside a date is read as one), number where one is a number and the other a boolean, else, for ``=`` and ``!=`` only,
text. Text compares exactly, capitals too, and is ordered by code point.

**Branches.** IF, SWITCH and others that give one of several values bring them to one type: their own when they agree, a
datetime for dates and datetimes, else text. ``BLANK()`` is of any type.
"""

from collections.abc import Sequence

from core.fields import date_text, instant
from core.fields.date_text import iso_date
from core.fields.instant import rfc3339
from core.formula.errors import FormulaError
from core.formula.functions.base import Accept, Form, Param
from core.formula.typed import Coerced, Constant, Typed
from core.formula.types import BOOLEAN, DATE, DATETIME, NUMBER, TEXT, FormulaType, Kind

_WANTED = {
    Accept.TEXT: TEXT,
    Accept.NUMBER: NUMBER,
    Accept.BOOLEAN: BOOLEAN,
    Accept.DATE: DATE,
    Accept.DATETIME: DATETIME,
}
_MOMENTS = (Kind.DATE, Kind.DATETIME)
_FILLED = (Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN)


def wanted(accept: Accept) -> FormulaType | None:
    """The type that a parameter names; None for those that take anything."""
    return _WANTED.get(accept)


def cost(given: FormulaType, param: Param) -> int | None:
    """0: it is what the parameter takes; 1: it can be made so; None: it cannot."""
    target = wanted(param.accept)
    if target is None:
        return 0
    one_of_many = 1 if given.many and param.form in (Form.ONE, Form.EACH) else 0
    if given.kind in (target.kind, Kind.BLANK):
        return one_of_many
    return 1 if possible(given, target if param.form is Form.ONE else target.list) else None


def possible(given: FormulaType, target: FormulaType) -> bool:
    """Whether ``coerced`` would accept it."""
    if given.kind in (target.kind, Kind.BLANK) or target.kind is Kind.TEXT:
        return True
    if target.kind is Kind.BOOLEAN:
        return not target.many
    if target.kind is Kind.NUMBER:
        return given.kind is Kind.BOOLEAN
    # Dates: from one another, and from text, but not from a list of texts.
    return given.kind in _MOMENTS or (given.kind is Kind.TEXT and not given.many)


def coerced(node: Typed, target: FormulaType, *, keep_blank: bool, needs: str) -> Typed:
    """``node`` as ``target``. Raises FormulaError, which says what ``needs`` it."""
    given = node.type
    if not possible(given, target):
        hint = ""
        if given.kind is Kind.TEXT and target.kind is Kind.NUMBER:
            hint = " VALUE(…) reads text as a number."
        message = f"{needs} needs a {target}; this is a {given}.{hint}".replace("a text", "text")
        raise FormulaError.one("wrong_type", message, node.span)
    if given.kind is Kind.TEXT and target.kind in _MOMENTS and isinstance(node, Constant):
        _check_date(node, needs)
    if given.kind is Kind.BLANK and isinstance(node, Constant):
        return Constant(None, target, node.span) if keep_blank or target.many else _nothing(node, target)
    if given == target and (keep_blank or target.many or target.kind not in _FILLED or _never_blank(node)):
        return node
    return Coerced(node, target, keep_blank)


def common(types: Sequence[FormulaType]) -> FormulaType:
    """The one type for values that take each other's place; blank when there is nothing but blanks."""
    known = [item for item in types if item.kind is not Kind.BLANK]
    if not known:
        return FormulaType(Kind.BLANK)
    kinds = {item.kind for item in known}
    many = {item.many for item in known}
    if len(kinds) == 1:
        return known[0] if len(many) == 1 else (TEXT if known[0].kind is Kind.TEXT else known[0].one)
    if kinds <= set(_MOMENTS):
        return DATETIME
    return TEXT


def common_kind(types: Sequence[FormulaType]) -> FormulaType:
    """Like ``common`` for the elements, where lists and values stand beside each other."""
    return common([item.one for item in types])


def _check_date(node: Constant, needs: str) -> None:
    text = str(node.value).strip()
    if text and iso_date(text) is None and rfc3339(text) is None and rfc3339(f"{text}Z") is None:
        reason = date_text.absence(text) or instant.absence(text) or instant.absence(f"{text}Z")
        message = f"{needs} needs a date. {reason}"
        if reason is None:
            message = (
                f"{needs} needs a date; text is read as one when it is like 2026-11-22 or 2026-11-22T10:00:00Z. "
                "DATETIME_PARSE reads other forms."
            )
        raise FormulaError.one("invalid_date", message, node.span)


def _never_blank(node: Typed) -> bool:
    return isinstance(node, Constant) and node.value is not None


def _nothing(node: Constant, target: FormulaType) -> Constant:
    nothing = {Kind.TEXT: "", Kind.NUMBER: 0.0, Kind.BOOLEAN: False}
    return Constant(nothing.get(target.kind), target, node.span)
