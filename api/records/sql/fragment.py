"""Pieces of SQL that carry their parameters.

SQL text holds our own words and numbers, and names out of the schema as literals that psycopg quotes; every value is
bound. Parameters are positional, so pieces are put together by ``compose``, which keeps text and parameters in step.

A ``Slot`` stands for a value that differs from call to call. A statement that is compiled once and kept has slots for
what changes, and is run with ``execute(conn, statement, {...})``.

Pieces have the driver's placeholders, a compiled statement PostgreSQL's own ($1): the driver remembers how it read a
statement only up to 4 kB, and ours are longer, so it would take each one apart again in every request (45 µs).
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.rows import TupleRow
from psycopg.sql import Literal


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter that the call fills in."""

    name: str


class Pattern(str):
    """A text to be found in others."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    sql: str
    params: tuple[object, ...] = ()


EMPTY = Fragment("")
TRUE = Fragment("true")
FALSE = Fragment("false")
_formatter = Formatter()
_MARK = re.compile("%([s%])")


def param(value: object, cast: str) -> Fragment:
    """One bound value of a known type; without the type PostgreSQL would often have to guess."""
    return Fragment(f"%s::{cast}", (value,))


def pattern(like: str) -> Fragment:
    """For ILIKE. How many rows have it is seen from the text alone, and without it PostgreSQL takes it for frequent:
    the plan that serves all patterns reads the table until it has a page, where an index knows the three rows that
    there are. So a statement that has one is planned anew each time."""
    return Fragment("%s::text", (Pattern(like),))


def literal(text: str, cast: str) -> Fragment:
    """What the schema says, as a constant: field names and option lists are many and the same in every call, and as
    parameters PostgreSQL would read them all again each time. For what a caller sends, use ``param``."""
    return Fragment(f"{Literal(text).as_string()}::{cast}".replace("%", "%%"))


def inlined(fragment: Fragment) -> str:
    """The piece as text alone, its parameters quoted in it: for what is put into text that many places share, such as
    the SQL of a column."""
    values = iter(fragment.params)

    def constant(mark: re.Match[str]) -> str:
        return "%%" if mark[1] == "%" else Literal(next(values)).as_string().replace("%", "%%")

    return _MARK.sub(constant, fragment.sql)


def compose(template: str, **parts: Fragment | str) -> Fragment:
    """``template`` with each ``{name}`` replaced by its part. Text parts are SQL words of ours, never values."""
    sql: list[str] = []
    params: list[object] = []
    for text, name, _, _ in _formatter.parse(template):
        sql.append(text)
        if name is None:
            continue
        part = parts[name]
        if isinstance(part, Fragment):
            sql.append(part.sql)
            params.extend(part.params)
        else:
            sql.append(part)
    return Fragment("".join(sql), tuple(params))


def join(separator: str, parts: Iterable[Fragment]) -> Fragment:
    items = list(parts)
    return Fragment(separator.join(item.sql for item in items), tuple(value for item in items for value in item.params))


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled statement: bytes, because that is what the driver's cache is keyed by.

    ``kept`` is worth preparing at once, ``once`` is never prepared; of the others the driver prepares those that come
    often.
    """

    sql: bytes
    params: tuple[object, ...]
    kept: bool = False
    once: bool = False

    @property
    def prepare(self) -> bool | None:
        """For the driver's ``execute``."""
        if self.once:
            return False
        return True if self.kept else None


def compiled(fragment: Fragment) -> Statement:
    """Raises ValueError when text and parameters are out of step."""
    numbers = itertools.count(1)
    sql = _MARK.sub(lambda mark: f"${next(numbers)}" if mark[1] == "s" else "%", fragment.sql)
    marks = next(numbers) - 1
    if marks != len(fragment.params):
        raise ValueError(f"{marks} placeholders for {len(fragment.params)} parameters")
    return Statement(sql.encode(), fragment.params, once=any(type(item) is Pattern for item in fragment.params))


def array(keys: Iterable[int]) -> str:
    """Keys as PostgreSQL writes an array: the driver takes 40 µs to find that out for a list.

    >>> array([1, 2])
    '{1,2}'
    """
    return "{" + ",".join(map(str, keys)) + "}"


async def execute(
    conn: AsyncConnection, statement: Statement, values: Mapping[str, object], *, binary: bool = False
) -> AsyncRawCursor[TupleRow]:
    """``values`` fill the statement's slots; a KeyError is a mistake of the caller's. ``binary`` is how the answer's
    values are sent."""
    filled = tuple([values[item.name] if type(item) is Slot else item for item in statement.params])
    return await AsyncRawCursor(conn).execute(statement.sql, filled, prepare=statement.prepare, binary=binary)
