"""What a function is: one file per function in the folder of its category, a line in that folder's ``catalogue.py``.

A ``Function`` is overloads: typed parameters, a result, and SQL. The checker takes the overload for which fewest
arguments must be coerced (``core.formula.coerce``), the first of several, and coerces them; so SQL bodies see their
parameters' types only.

**SQL bodies** are templates with ``{name}`` for each parameter (``str.format`` rules: a brace of your own is doubled;
``%`` is written once), or a callable that gives the SQL, which may contain no placeholders any more. ``value`` is the
result; ``error`` the error code (``core.formula.types.ErrorCode``) or NULL; no ``error``: the function cannot fail.
Beside the parameters a template may use

* ``{zone}``: the formula's time zone; ``{now}``: the moment of the statement (makes the function ``volatile``);
* ``{x_zone}``, ``{x_locale}`` for a date parameter ``x``: what SET_TIMEZONE and SET_LOCALE said about it, else the
  formula's zone and ``'en'``. A date result takes both over from its first date argument.

Rules:

* **Never raise.** Whatever the arguments, also where ``error`` says that they are bad: then ``value`` may be anything.
  Compute risky things in an ``fx`` function that gives NULL instead. All ``fx`` functions are IMMUTABLE PARALLEL SAFE.
* **Use an argument once** in each template: arguments are whole expressions, and are repeated with each use. What needs
  one twice is a function in ``fx`` (api/db/fx/*.sql): SQL bodies that PostgreSQL can inline if short.
* The compiler adds the errors of arguments: an error in any argument is the call's error, and ``error`` is only what
  this function adds. A ``lazy`` function looks at its arguments' errors by itself, with callables for both bodies.
* Text, number and boolean parameters never see NULL (blank is ``''``, ``0``, ``false``) unless ``keep_blank``. Dates
  and lists do: a blank date is NULL, a list is never NULL but may have NULL elements. Parameters of ``ANY`` and
  ``SAME`` keep blanks.
* Numbers are finite and at most ``8.9e307`` in size, or that size exactly where arithmetic went beyond. A result
  beyond it becomes ``#NUM!`` at the end, so a body may return one, but never NaN (make that an error).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.formula.types import FormulaType


class Accept(StrEnum):
    """What a parameter takes."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    """A day; of a time the day in its zone."""
    DATETIME = "datetime"
    """A moment; of a day its midnight in its zone."""
    ANY = "any"
    """Anything, as it is."""
    SAME = "same"
    """Anything; all ``SAME`` arguments of a call are brought to one type, which ``Result.SAME`` is."""
    KEY = "key"
    """Like ``SAME``, a second such set in one call."""


class Form(StrEnum):
    """How arguments become the parameter's SQL."""

    ONE = "one"
    """One value; a list is made one (``core.formula.coerce``)."""
    MANY = "many"
    """One argument, as an SQL array: one value is a list of one, blank an empty list."""
    REST = "rest"
    """This argument and all after it, values and lists flattened into one SQL array. Only the last parameter."""
    EACH = "each"
    """This argument and all after it, each by itself, for callables: ``call.several(name)``. Only the last one."""
    PAIRS = "pairs"
    """Like ``EACH``, in pairs: the first of each is a KEY, the second a SAME; a lone last one is a SAME (SWITCH)."""


@dataclass(frozen=True, slots=True)
class Param:
    """``choices`` are the texts that a literal argument may be, ``check`` says what is wrong with one; both are asked
    when the formula is saved. Choices disregard capitals, but for single letters: ``M`` is months, ``m`` minutes. Other
    arguments must be checked by the SQL."""

    name: str
    accept: Accept
    form: Form = Form.ONE
    optional: bool = False
    """Missing: SQL templates see the ``default``; callables see None."""
    default: str = "NULL"
    """SQL, for templates."""
    keep_blank: bool = False
    choices: tuple[str, ...] = ()
    check: Callable[[str], str | None] | None = None
    literal: bool = False
    """The overload is for text literals that are one of the choices, because its result depends on what they say."""
    least: int = 1
    """Fewest arguments of ``REST`` and ``EACH``."""


class Result(StrEnum):
    """Results that depend on the arguments."""

    SAME = "same"
    """The common type of the SAME arguments, with NULL for blank."""
    SAME_LIST = "same list"
    """A list of it."""
    SAME_ONE = "same one"
    """One of it."""


@dataclass(frozen=True, slots=True)
class Arg:
    """A coerced argument. ``error`` None: it cannot fail. ``literal`` is the text of a text literal."""

    sql: str
    type: FormulaType
    error: str | None
    zone: str
    locale: str
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What a callable body is given. ``row`` is SQL for facts of the record: ``id`` (its public id), ``created``,
    ``modified``."""

    args: Mapping[str, tuple[Arg, ...]]
    result: FormulaType
    zone: str
    now: str
    row: Mapping[str, str]

    def one(self, name: str) -> Arg:
        return self.args[name][0]

    def find(self, name: str) -> Arg | None:
        """None for an optional parameter that was left out."""
        found = self.args.get(name, ())
        return found[0] if found else None

    def several(self, name: str) -> tuple[Arg, ...]:
        return self.args.get(name, ())


Build = Callable[[Call], str]
BuildError = Callable[[Call], str | None]


@dataclass(frozen=True, slots=True)
class Overload:
    params: tuple[Param, ...]
    result: FormulaType | Result
    value: str | Build
    error: str | BuildError | None = None
    sets_zone: str | None = None
    """The parameter that becomes the time zone of the result (SET_TIMEZONE)."""
    sets_locale: str | None = None


class Category(StrEnum):
    TEXT = "text"
    NUMERIC = "numeric"
    LOGICAL = "logical"
    DATE = "date"
    ARRAY = "array"
    REGEX = "regex"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Function:
    """``doc`` is a sentence for people; ``example`` a formula that works in any table."""

    name: str
    category: Category
    doc: str
    example: str
    overloads: tuple[Overload, ...]
    lazy: bool = False
    volatile: bool = False
    """Its result changes though the record does not: no index may hold it."""
    names_fields: bool = False
    """Arguments are fields and not their values, any number of them; the overloads are about calls without any."""
    bare: bool = False
    """May be written without parentheses: TRUE, NOW …"""

    @property
    def signature(self) -> str:
        """As people read it: ``LEFT(text, [count])``, ``SUM(numbers…)``; the last overload, which is the fullest."""
        if self.names_fields:
            return f"{self.name}([field…])"
        return f"{self.name}({', '.join(_shown(param) for param in self.overloads[-1].params)})"


def _shown(param: Param) -> str:
    name = f"{param.name}…" if param.form in (Form.REST, Form.EACH, Form.PAIRS) else param.name
    return f"[{name}]" if param.optional or param.least == 0 else name


def by_name(functions: Sequence[Function]) -> Mapping[str, Function]:
    return {function.name: function for function in functions}
