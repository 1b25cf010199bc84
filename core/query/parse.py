"""Wire JSON → bound query, checked against a table as one subject sees it (DESIGN §12).

Nothing here trusts its input: every value may be of any type, any size, any depth. All faults are reported together,
each with its path, like ``filter.filters[1].value``. A hidden field and one that does not exist give the same fault.
"""

from collections.abc import Mapping

from core.access.policy import Policy
from core.errors import NotFound
from core.fields.base import shown
from core.ids import parse_record_id
from core.query.ast import (
    BoundFilter,
    Direction,
    Page,
    Query,
    Search,
    Sort,
)
from core.query.cursor import MAX_CURSOR
from core.query.faults import Faults
from core.query.filters import FilterParser
from core.query.grouping import GroupingParser
from core.query.people import People
from core.query.reading import Reader
from core.schema import FieldDef, TableSchema
from core.text import unstorable
from core.values import JsonValue

MAX_SORTS = 10
MAX_SEARCH = 500
MAX_OFFSET = 2**31 - 1
MAX_IDS = 1_000
DEFAULT_LIMIT = 100

QUERY_KEYS = frozenset(
    [
        "filter",
        "sorts",
        "fields",
        "search",
        "searchFields",
        "groups",
        "aggregates",
        "subtotals",
        "limit",
        "cursor",
        "offset",
        "count",
        "ids",
        "exclude",
    ]
)
"""Keys of a query request. ``view`` is not among them: who resolves it merges the view in first."""

_NOBODY: People = {}


def parse_filter(
    raw: JsonValue,
    schema: TableSchema,
    policy: Policy,
    path: str = "filter",
    *,
    people: People = _NOBODY,
    alone: bool = False,
) -> BoundFilter | None:
    """The filter; None for null. ``people``: see ``core.query.people``. ``alone`` where it will be held against single
    records in memory, which knows nothing of what they link to. Raises Invalid with all faults."""
    faults = Faults()
    found = FilterParser(schema, policy, people, faults, alone=alone).parse(raw, path)
    faults.raise_if_any()
    return found


def parse_sorts(raw: JsonValue, schema: TableSchema, policy: Policy, path: str = "sorts") -> tuple[Sort, ...]:
    """The sorts, the first one first. Raises Invalid with all faults."""
    faults = Faults()
    found = _QueryParser(schema, policy, faults).sorts(raw, path)
    faults.raise_if_any()
    return found


def parse_query(
    raw: Mapping[str, JsonValue], schema: TableSchema, policy: Policy, *, max_limit: int, people: People = _NOBODY
) -> Query:
    """A whole query request (``QUERY_KEYS``). Raises Invalid with all faults."""
    faults = Faults()
    for key in sorted(raw.keys() - QUERY_KEYS)[:10]:
        faults.add(key[:100], "unknown_key", f"Unknown key; a query has {', '.join(sorted(QUERY_KEYS))}.")
    parser = _QueryParser(schema, policy, faults)
    grouping = GroupingParser(schema, policy, faults)
    groups = grouping.groups(raw.get("groups"), "groups")
    query = Query(
        filter=FilterParser(schema, policy, people, faults).parse(raw.get("filter"), "filter"),
        sorts=parser.sorts(raw.get("sorts"), "sorts"),
        fields=parser.fields(raw.get("fields"), "fields"),
        search=parser.search(raw.get("search"), parser.fields(raw.get("searchFields"), "searchFields")),
        groups=groups,
        aggregates=grouping.aggregates(raw.get("aggregates"), "aggregates", grouped=bool(groups)),
        subtotals=grouping.subtotals(raw.get("subtotals"), groups, "subtotals"),
        page=parser.page(raw, max_limit),
        count=parser.flag(raw.get("count"), "count"),
        only=parser.keys(raw.get("ids"), "ids"),
        without=parser.keys(raw.get("exclude"), "exclude") or (),
    )
    faults.raise_if_any()
    return query


class _QueryParser(Reader):
    """One method per part of a query; its groups and aggregates: ``core.query.grouping``."""

    def sorts(self, raw: JsonValue, path: str) -> tuple[Sort, ...]:
        found: dict[str, Sort] = {}
        for at, item in self.items(raw, {"field", "direction"}, MAX_SORTS, path):
            field = self.orderable(item.get("field"), f"{at}.field")
            said = "asc" if item.get("direction") is None else item["direction"]
            if said not in ("asc", "desc"):
                self.faults.add(f"{at}.direction", "invalid_value", f'Give "asc" or "desc", not {shown(said)}.')
            elif field is not None and field.id in found:
                self.faults.add(f"{at}.field", "duplicate_field", f"{field.name} is already sorted by.")
            elif field is not None:
                found[field.id] = Sort(field, Direction(said), self.target(field))
        return tuple(found.values())

    def fields(self, raw: JsonValue, path: str) -> tuple[FieldDef, ...] | None:
        """The projection in the order asked, each field once; None for all."""
        if raw is None:
            return None
        if not isinstance(raw, list) or len(raw) > 2_000:
            self.faults.add(path, "invalid_value", f"Give a list of field names or ids, not {shown(raw)}.")
            return None
        found = [self.field(key, f"{path}[{at}]") for at, key in enumerate(raw)]
        return tuple({field.id: field for field in found if field is not None}.values())

    def search(self, raw: JsonValue, fields: tuple[FieldDef, ...] | None, path: str = "search") -> Search | None:
        if raw is None or raw == "":
            return None
        reason = unstorable(raw, MAX_SEARCH) if isinstance(raw, str) else f"Give text, not {shown(raw)}."
        if reason or not isinstance(raw, str):
            self.faults.add(path, "invalid_value", reason or "Give text.")
            return None
        said = raw.strip()
        return Search(said, fields) if said else None

    def keys(self, raw: JsonValue, path: str) -> tuple[int, ...] | None:
        """Keys of the records that are named, None for null; an id of another table names none here."""
        if raw is None:
            return None
        if not isinstance(raw, list) or len(raw) > MAX_IDS:
            self.faults.add(path, "invalid_value", f"Give a list of at most {MAX_IDS:,} record ids, not {shown(raw)}.")
            return None
        found: list[int] = []
        for at, item in enumerate(raw):
            try:
                named = parse_record_id(item if isinstance(item, str) else "")
            except NotFound:
                self.faults.add(f"{path}[{at}]", "invalid_value", f"Give a record id, not {shown(item)}.")
                continue
            if named.table == self.schema.number:
                found.append(named.key)
        return tuple(found)

    def page(self, raw: Mapping[str, JsonValue], max_limit: int) -> Page:
        limit = self.whole(raw.get("limit"), 1, max_limit, "limit")
        offset = self.whole(raw.get("offset"), 0, MAX_OFFSET, "offset")
        cursor = raw.get("cursor")
        if cursor is not None and (not isinstance(cursor, str) or not 0 < len(cursor) <= MAX_CURSOR):
            self.faults.add("cursor", "invalid_cursor", "Give the nextCursor of an earlier page.")
            cursor = None
        if raw.get("cursor") is not None and raw.get("offset") is not None:
            self.faults.add("cursor", "invalid_value", "Give either a cursor or an offset, not both.")
        if raw.get("groups") or raw.get("aggregates"):
            for key in ("offset",) if raw.get("groups") else ("cursor", "offset"):
                if raw.get(key) is not None:
                    message = f"Groups go on by cursor, aggregates come at once: leave out {key}, or ask for records."
                    self.faults.add(key, "invalid_value", message)
        return Page(min(DEFAULT_LIMIT, max_limit) if limit is None else limit, cursor, offset)
