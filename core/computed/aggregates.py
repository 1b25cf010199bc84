"""What a rollup can make of the values of linked records: which kinds each function takes, and what comes out.

"Values" are the cells that are not empty, lists taken apart; a checkbox is never empty.

| function | takes | gives | of no records |
|---|---|---|---|
| count | all | how many values | 0 |
| counta | all | how many values; of checkboxes, the ticked ones | 0 |
| countall | all | how many records, empty cells too | 0 |
| sum | number | their sum, in the field's format | 0 |
| average, median | number | | empty |
| stddev, variance | number | of a sample; empty for fewer than two values | empty |
| min, max | number, date, datetime | | empty |
| range | number, date, datetime | greatest less least; in days for dates, in seconds for datetimes | empty |
| earliest, latest | date, datetime | | empty |
| and, or, xor | boolean | all ticked; any ticked; an odd number ticked | false |
| concatenate | text, number, date, datetime, option | the values one after the other | empty |
| arrayJoin | the same | the values with a comma and a space between them | empty |
| arrayUnique | all but json | the list of different values, in order of first sight | empty |
| arrayCompact | all but json | the list of values | empty |
| percentFilled | all | the share of records whose cell is filled (ticked), from 0 to 100 | empty |

Numbers beyond ±1e150 have no sum, average, median, range, stddev and variance: they come out empty instead of failing
the write that caused them. Texts made of values have at most 100,000 characters of the first 10,000 values.
"""

from collections.abc import Mapping
from enum import StrEnum

from core.values import ValueKind


class RollupFn(StrEnum):
    COUNT = "count"
    COUNTA = "counta"
    COUNTALL = "countall"
    SUM = "sum"
    AVERAGE = "average"
    MIN = "min"
    MAX = "max"
    AND = "and"
    OR = "or"
    XOR = "xor"
    CONCATENATE = "concatenate"
    ARRAY_JOIN = "arrayJoin"
    ARRAY_UNIQUE = "arrayUnique"
    ARRAY_COMPACT = "arrayCompact"
    STDDEV = "stddev"
    VARIANCE = "variance"
    MEDIAN = "median"
    RANGE = "range"
    EARLIEST = "earliest"
    LATEST = "latest"
    PERCENT_FILLED = "percentFilled"


_F = RollupFn
_K = ValueKind
_ANY = frozenset(ValueKind) - {_K.LINK, _K.SEALED}
_LISTED = _ANY - {_K.JSON, _K.FILE}
_MOMENTS = frozenset({_K.DATE, _K.DATETIME})
_ORDERED = _MOMENTS | {_K.NUMBER}
_TOLD = _ORDERED | {_K.TEXT, _K.OPTION}
_NUMBERS = frozenset({_K.NUMBER})
_TICKS = frozenset({_K.BOOLEAN})

TAKES: Mapping[RollupFn, frozenset[ValueKind]] = {
    **dict.fromkeys((_F.COUNT, _F.COUNTA, _F.COUNTALL, _F.PERCENT_FILLED), _ANY),
    **dict.fromkeys((_F.SUM, _F.AVERAGE, _F.MEDIAN, _F.STDDEV, _F.VARIANCE), _NUMBERS),
    **dict.fromkeys((_F.MIN, _F.MAX, _F.RANGE), _ORDERED),
    **dict.fromkeys((_F.EARLIEST, _F.LATEST), _MOMENTS),
    **dict.fromkeys((_F.AND, _F.OR, _F.XOR), _TICKS),
    **dict.fromkeys((_F.CONCATENATE, _F.ARRAY_JOIN), _TOLD),
    **dict.fromkeys((_F.ARRAY_UNIQUE, _F.ARRAY_COMPACT), _LISTED),
}
"""The kinds of fields that each function can be asked of."""

ZERO_WHEN_NONE = frozenset({_F.COUNT, _F.COUNTA, _F.COUNTALL, _F.SUM})
"""What gives 0 and not the empty cell where no record is linked."""


def taking(kind: ValueKind) -> list[RollupFn]:
    """The functions that fields of this kind can be asked for."""
    return [fn for fn in RollupFn if kind in TAKES[fn]]
