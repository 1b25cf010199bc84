"""The one query language: what the API, views, policies, automations and AI all say, and every back-end reads.

Two layers. The **wire** form is JSON (DESIGN §12). ``core.query.parse`` checks it against a TableSchema and gives the
**bound** form below: field names resolved, operators checked for the field's kind, operands parsed to stored values.
Back-ends (SQL in ``api/records/sql``, memory in ``core.query.evaluate``) take bound nodes only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.schema import FieldDef, TableSchema
from core.values import StoredValue


class Conjunction(StrEnum):
    AND = "and"
    OR = "or"


class Operator(StrEnum):
    EQUALS = "equals"
    NOT_EQUALS = "notEquals"
    EQUALS_IGNORE_CASE = "equalsIgnoreCase"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    CONTAINS_WORD = "containsWord"
    NOT_CONTAINS_WORD = "notContainsWord"
    STARTS_WITH = "startsWith"
    ENDS_WITH = "endsWith"
    LENGTH_EQUALS = "lengthEquals"
    LENGTH_GREATER_THAN = "lengthGreaterThan"
    LENGTH_LESS_THAN = "lengthLessThan"
    GREATER_THAN = "greaterThan"
    GREATER_OR_EQUAL = "greaterOrEqual"
    LESS_THAN = "lessThan"
    LESS_OR_EQUAL = "lessOrEqual"
    BETWEEN = "between"
    IS_WHOLE = "isWhole"
    IS_EVEN = "isEven"
    IS_ODD = "isOdd"
    IN = "in"
    NOT_IN = "notIn"
    BEFORE = "before"
    AFTER = "after"
    ON_OR_BEFORE = "onOrBefore"
    ON_OR_AFTER = "onOrAfter"
    WITHIN = "within"
    HAS_ANY = "hasAny"
    HAS_ALL = "hasAll"
    HAS_NONE = "hasNone"
    HAS_EXACTLY = "hasExactly"
    NOT_HAS_EXACTLY = "notHasExactly"
    HAS_TYPE = "hasType"
    COUNT_EQUALS = "countEquals"
    COUNT_GREATER_THAN = "countGreaterThan"
    COUNT_LESS_THAN = "countLessThan"
    IS_EMPTY = "isEmpty"
    IS_NOT_EMPTY = "isNotEmpty"


class Match(StrEnum):
    """How many values of a list a condition on one value must hold for. No list without values has ``any`` or ``every``
    one; ``none`` is the opposite of ``any``."""

    ANY = "any"
    EVERY = "every"
    NONE = "none"


@dataclass(frozen=True)
class Literal:
    """One stored value. On a datetime field it may also be a date: that whole day in the reader's zone."""

    value: StoredValue


@dataclass(frozen=True)
class LiteralList:
    """Several stored values: ``in``, ``hasAny``, ``between`` (exactly two); with ``reader`` the current user too."""

    values: tuple[StoredValue, ...]
    reader: bool = False


@dataclass(frozen=True)
class RelativeDate:
    """``{"mode": "thisWeek"}``: resolved to a half-open range of days at query time (``core.query.dates``)."""

    mode: str
    count: int | None = None


@dataclass(frozen=True)
class CurrentUser:
    """The reader; where there is none (public links, the system) the condition is false, ``notEquals`` too."""


@dataclass(frozen=True)
class FieldRef:
    """Another field of the same record, of the same kind; never an option, whose ids mean nothing elsewhere."""

    field: FieldDef


Operand = Literal | LiteralList | RelativeDate | CurrentUser | FieldRef | None


@dataclass(frozen=True)
class Condition:
    """``match`` is for operators on one value that are asked of a field with several."""

    field: FieldDef
    operator: Operator
    operand: Operand = None
    match: Match = Match.ANY

    @property
    def for_reader(self) -> bool:
        """Whether it means nothing without a current user."""
        match self.operand:
            case CurrentUser() | LiteralList(reader=True):
                return True
            case _:
                return False


@dataclass(frozen=True)
class Group:
    """An empty group holds for every record."""

    conjunction: Conjunction
    members: tuple["BoundFilter", ...]


@dataclass(frozen=True)
class Linked:
    """A condition on the records that a link leads to. A positive one holds when some of them satisfies it, a negative
    one is the exact opposite; so ``isNotEmpty`` is "some has a value", and ``isEmpty`` is "none has".

    With ``title`` it is about their titles, and the condition's field is a text that stands for them.
    """

    link: FieldDef
    target: TableSchema
    condition: Condition
    title: bool = False


@dataclass(frozen=True)
class Not:
    """Holds for exactly the records that ``member`` does not hold for. Policies make it; the wire form has none."""

    member: "BoundFilter"


BoundFilter = Condition | Group | Linked | Not


class Direction(StrEnum):
    ASC = "asc"
    DESC = "desc"


@dataclass(frozen=True)
class Sort:
    """Empties come first ascending and last descending: one (f NULLS FIRST, id) index serves both (perf.md §6).

    For the same reason records that are equal in all sorts come in the order of their keys, turned round when the last
    sort is descending. What values of each kind sort by: ``core.query.order``.
    """

    field: FieldDef
    direction: Direction = Direction.ASC
    target: TableSchema | None = None
    """Of a link: the table whose titles it sorts by."""
    concealed: bool = False
    """Whether the reader may not see what it sorts by: a view's sort. Its values must not leave."""


class Bucket(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class GroupBy:
    """Several values in a cell are one group with all cells that hold the same set.

    ``direction`` None: as a sort by this field says, else ascending. ``show_empty`` (options only) is for groups
    without records too.
    """

    field: FieldDef
    bucket: Bucket | None = None
    direction: Direction | None = None
    show_empty: bool = False
    target: TableSchema | None = None


class AggregateFn(StrEnum):
    """What each means: ``core.query.aggregates``."""

    COUNT = "count"
    FILLED = "filled"
    EMPTY = "empty"
    PERCENT_FILLED = "percentFilled"
    PERCENT_EMPTY = "percentEmpty"
    COUNT_DISTINCT = "countDistinct"
    PERCENT_UNIQUE = "percentUnique"
    DISTRIBUTION = "distribution"
    SUM = "sum"
    AVG = "avg"
    MIN = "min"
    MAX = "max"
    RANGE = "range"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    DECILES = "deciles"
    STDDEV = "stddev"
    VARIANCE = "variance"
    EARLIEST = "earliest"
    LATEST = "latest"
    DAY_RANGE = "dayRange"
    MONTH_RANGE = "monthRange"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    PERCENT_CHECKED = "percentChecked"
    PERCENT_UNCHECKED = "percentUnchecked"
    TOTAL_SIZE = "totalSize"
    FILE_COUNT = "fileCount"


@dataclass(frozen=True)
class Aggregate:
    """``field`` is None only for ``count``; ``p`` (0 to 100) is which ``percentile``."""

    fn: AggregateFn
    field: FieldDef | None = None
    p: float | None = None


@dataclass(frozen=True)
class Page:
    """Keyset page (``cursor``, opaque) or row-number page (``offset``); never both."""

    limit: int = 100
    cursor: str | None = None
    offset: int | None = None


@dataclass(frozen=True)
class Search:
    """Text looked for in what people see. ``fields`` None is every field that the reader may see; ``people`` are the
    numbers of those whose name has the text, whom only the database knows. ``frequent``: a good part of the records
    have it, so that a page is found soonest by going through them in order."""

    text: str
    fields: tuple[FieldDef, ...] | None = None
    people: tuple[int, ...] = ()
    frequent: bool = False


@dataclass(frozen=True)
class Query:
    """A checked question about one table. ``fields`` is the projection, already masked.

    ``only`` (None: all) and ``without`` are keys of records. With ``subtotals`` outer groups are summed up too.
    """

    filter: BoundFilter | None = None
    sorts: tuple[Sort, ...] = ()
    fields: tuple[FieldDef, ...] | None = None
    search: Search | None = None
    groups: tuple[GroupBy, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    subtotals: bool = False
    page: Page = Page()
    count: bool = False
    only: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()


def conjoin(filters: Sequence[BoundFilter | None]) -> BoundFilter | None:
    """All of them at once; None where nothing restricts."""
    present = tuple(item for item in filters if item is not None)
    if not present:
        return None
    return present[0] if len(present) == 1 else Group(Conjunction.AND, present)
