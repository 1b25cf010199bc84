"""What fields of each kind may be summed up as.

Over no records counts are 0 and all else is null. Percentages are of all records, as a percent field holds them (12.5
means 12.5 %); ``percentUnique`` too: how many different values there are for a hundred records. ``stddev`` and
``variance`` are of a sample, as in spreadsheets. ``median``, ``percentile`` and ``deciles``
(the nine values between tenths of the records) interpolate. ``monthRange`` counts
months by the calendar: from 31 January to 1 February is 1. ``filled`` counts ticked checkboxes, ``empty`` the others.

``distribution`` is how the records spread over the values: the most frequent ones, those that come equally often in the
order of groups, each with the number of records that have it and their percentage of all; what the other values come to
together; and how many records have none. An option or a person that is gone, and an error, is none. Numbers and dates
are also counted in ``buckets``, which join up from the least to the greatest: of numbers up to eleven, equally wide,
with round bounds, where a bound belongs to the bucket above it and the last one to its bucket; of dates days, weeks,
months, quarters or years by the reader's calendar, the smallest of which at most twelve are needed, or several years.

``totalSize`` and ``fileCount`` are of all files in all cells.

Of several numbers or dates in a cell each counts; several values are the same as others if they are the same set.
"""

from collections.abc import Mapping

from core.query.ast import AggregateFn
from core.values import ValueKind

MAX_DISTRIBUTIONS = 10
"""In one request: each reads the records once more."""
TOP = 10
"""Values in a distribution."""

_A = AggregateFn

_PRESENCE = frozenset({_A.FILLED, _A.EMPTY, _A.PERCENT_FILLED, _A.PERCENT_EMPTY})
_VALUES = _PRESENCE | {_A.COUNT_DISTINCT, _A.PERCENT_UNIQUE, _A.DISTRIBUTION}
_SUMS = frozenset({_A.SUM, _A.AVG, _A.MIN, _A.MAX, _A.RANGE})
_SPREAD = frozenset({_A.MEDIAN, _A.STDDEV, _A.VARIANCE, _A.PERCENTILE, _A.DECILES})
_SPAN = frozenset({_A.MIN, _A.MAX, _A.EARLIEST, _A.LATEST, _A.DAY_RANGE, _A.MONTH_RANGE})
_TICKS = frozenset({_A.CHECKED, _A.UNCHECKED, _A.PERCENT_CHECKED, _A.PERCENT_UNCHECKED})

_ONE: Mapping[ValueKind, frozenset[AggregateFn]] = {
    ValueKind.NUMBER: _VALUES | _SUMS | _SPREAD,
    ValueKind.DATE: _VALUES | _SPAN,
    ValueKind.DATETIME: _VALUES | _SPAN,
    ValueKind.TEXT: _VALUES,
    ValueKind.BOOLEAN: _VALUES | _TICKS,
    ValueKind.OPTION: _VALUES,
    ValueKind.USER: _VALUES,
    ValueKind.LINK: _PRESENCE | {_A.DISTRIBUTION},
}
_MANY: Mapping[ValueKind, frozenset[AggregateFn]] = {
    ValueKind.NUMBER: _VALUES | _SUMS,
    ValueKind.DATE: _VALUES | _SPAN,
    ValueKind.DATETIME: _VALUES | _SPAN,
    ValueKind.TEXT: _VALUES,
    ValueKind.BOOLEAN: _VALUES,
    ValueKind.OPTION: _VALUES,
    ValueKind.USER: _VALUES,
    ValueKind.LINK: _PRESENCE | {_A.DISTRIBUTION},
    ValueKind.FILE: _PRESENCE | {_A.TOTAL_SIZE, _A.FILE_COUNT},
}

COUNTS = frozenset({
    _A.COUNT, _A.COUNT_DISTINCT, _A.FILLED, _A.EMPTY, _A.CHECKED, _A.UNCHECKED, _A.TOTAL_SIZE, _A.FILE_COUNT,
})  # fmt: skip
"""What is 0 over no records."""


def aggregates(kind: ValueKind, many: bool) -> frozenset[AggregateFn]:
    """What a field of this kind may be summed up as."""
    if kind is ValueKind.NONE:
        return frozenset()
    return (_MANY if many else _ONE).get(kind, _PRESENCE)
