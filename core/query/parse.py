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
    Aggregate,
    AggregateFn,
    BoundFilter,
    Bucket,
    Direction,
    GroupBy,
    Page,
    Query,
    Sort,
)
from core.query.cursor import MAX_CURSOR
from core.query.faults import Faults
from core.query.filters import FilterParser
from core.query.operators import aggregates, orderable
from core.query.people import People
from core.schema import FieldDef, TableSchema
from core.text import unstorable
from core.values import JsonValue, ValueKind

MAX_SORTS = 10
MAX_GROUPS = 3
MAX_AGGREGATES = 50
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
        "groups",
        "aggregates",
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
    raw: JsonValue, schema: TableSchema, policy: Policy, path: str = "filter", *, people: People = _NOBODY
) -> BoundFilter | None:
    """The filter; None for null. ``people``: see ``core.query.people``. Raises Invalid with all faults."""
    faults = Faults()
    found = FilterParser(schema, policy, people, faults).parse(raw, path)
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
    query = Query(
        filter=FilterParser(schema, policy, people, faults).parse(raw.get("filter"), "filter"),
        sorts=parser.sorts(raw.get("sorts"), "sorts"),
        fields=parser.fields(raw.get("fields"), "fields"),
        search=parser.search(raw.get("search"), "search"),
        groups=parser.groups(raw.get("groups"), "groups"),
        aggregates=parser.aggregates(raw.get("aggregates"), "aggregates"),
        page=parser.page(raw, max_limit),
        count=parser.flag(raw.get("count"), "count"),
        only=parser.keys(raw.get("ids"), "ids"),
        without=parser.keys(raw.get("exclude"), "exclude") or (),
    )
    faults.raise_if_any()
    return query


class _QueryParser:
    """One method per part of a query; faults are collected and the faulty item left out."""

    def __init__(self, schema: TableSchema, policy: Policy, faults: Faults) -> None:
        self._schema = schema
        self._policy = policy
        self._faults = faults

    def sorts(self, raw: JsonValue, path: str) -> tuple[Sort, ...]:
        found: dict[str, Sort] = {}
        for at, item in self._items(raw, {"field", "direction"}, MAX_SORTS, path):
            field = self._orderable(item.get("field"), f"{at}.field")
            said = "asc" if item.get("direction") is None else item["direction"]
            if said not in ("asc", "desc"):
                self._faults.add(f"{at}.direction", "invalid_value", f'Give "asc" or "desc", not {shown(said)}.')
            elif field is not None and field.id in found:
                self._faults.add(f"{at}.field", "duplicate_field", f"{field.name} is already sorted by.")
            elif field is not None:
                found[field.id] = Sort(field, Direction(said))
        return tuple(found.values())

    def groups(self, raw: JsonValue, path: str) -> tuple[GroupBy, ...]:
        found: list[GroupBy] = []
        for at, item in self._items(raw, {"field", "bucket"}, MAX_GROUPS, path):
            field = self._orderable(item.get("field"), f"{at}.field")
            if field is None:
                continue
            group = GroupBy(field, self._bucket(item.get("bucket"), field, f"{at}.bucket"))
            if group in found:
                self._faults.add(f"{at}.field", "duplicate_field", f"{field.name} is already grouped by.")
            found.append(group)
        return tuple(found)

    def aggregates(self, raw: JsonValue, path: str) -> tuple[Aggregate, ...]:
        found: list[Aggregate] = []
        for at, item in self._items(raw, {"fn", "field"}, MAX_AGGREGATES, path):
            said, key = item.get("fn"), item.get("field")
            if said == AggregateFn.COUNT and key is None:
                found.append(Aggregate(AggregateFn.COUNT))
                continue
            field = self._field(key, f"{at}.field")
            if field is None:
                continue
            allowed = aggregates(field.kind, field.many)
            fn = next((fn for fn in AggregateFn if fn in allowed and fn == said), None)
            if fn is None:
                known = ", ".join(fn for fn in AggregateFn if fn in allowed)
                message = f"{field.name} ({field.type.name}) has no aggregate {shown(said)}; it takes {known}."
                self._faults.add(f"{at}.fn", "unknown_aggregate", message)
                continue
            found.append(Aggregate(fn, field))
        return tuple(found)

    def fields(self, raw: JsonValue, path: str) -> tuple[FieldDef, ...] | None:
        """The projection in the order asked, each field once; None for all."""
        if raw is None:
            return None
        if not isinstance(raw, list) or len(raw) > 2_000:
            self._faults.add(path, "invalid_value", f"Give a list of field names or ids, not {shown(raw)}.")
            return None
        found = [self._field(key, f"{path}[{at}]") for at, key in enumerate(raw)]
        return tuple({field.id: field for field in found if field is not None}.values())

    def search(self, raw: JsonValue, path: str) -> str | None:
        if raw is None or raw == "":
            return None
        reason = unstorable(raw, MAX_SEARCH) if isinstance(raw, str) else f"Give text, not {shown(raw)}."
        if reason or not isinstance(raw, str):
            self._faults.add(path, "invalid_value", reason or "Give text.")
            return None
        return raw.strip() or None

    def flag(self, raw: JsonValue, path: str) -> bool:
        if raw is not None and not isinstance(raw, bool):
            self._faults.add(path, "invalid_value", f"Give true or false, not {shown(raw)}.")
        return raw is True

    def keys(self, raw: JsonValue, path: str) -> tuple[int, ...] | None:
        """Keys of the records that are named, None for null; an id of another table names none here."""
        if raw is None:
            return None
        if not isinstance(raw, list) or len(raw) > MAX_IDS:
            self._faults.add(path, "invalid_value", f"Give a list of at most {MAX_IDS:,} record ids, not {shown(raw)}.")
            return None
        found: list[int] = []
        for at, item in enumerate(raw):
            try:
                named = parse_record_id(item if isinstance(item, str) else "")
            except NotFound:
                self._faults.add(f"{path}[{at}]", "invalid_value", f"Give a record id, not {shown(item)}.")
                continue
            if named.table == self._schema.number:
                found.append(named.key)
        return tuple(found)

    def page(self, raw: Mapping[str, JsonValue], max_limit: int) -> Page:
        limit = self._whole(raw.get("limit"), 1, max_limit, "limit")
        offset = self._whole(raw.get("offset"), 0, MAX_OFFSET, "offset")
        cursor = raw.get("cursor")
        if cursor is not None and (not isinstance(cursor, str) or not 0 < len(cursor) <= MAX_CURSOR):
            self._faults.add("cursor", "invalid_cursor", "Give the nextCursor of an earlier page.")
            cursor = None
        if raw.get("cursor") is not None and raw.get("offset") is not None:
            self._faults.add("cursor", "invalid_value", "Give either a cursor or an offset, not both.")
        if raw.get("groups") or raw.get("aggregates"):
            for key in ("cursor", "offset"):
                if raw.get(key) is not None:
                    message = f"Groups and aggregates come as one answer: leave out {key}, or ask for records."
                    self._faults.add(key, "invalid_value", message)
        return Page(min(DEFAULT_LIMIT, max_limit) if limit is None else limit, cursor, offset)

    def _items(
        self, raw: JsonValue, known: set[str], most: int, path: str
    ) -> list[tuple[str, Mapping[str, JsonValue]]]:
        """The objects of a list with their paths; faults for everything else."""
        if raw is None:
            return []
        if not isinstance(raw, list):
            self._faults.add(path, "invalid_value", f"Give a list, not {shown(raw)}.")
            return []
        if len(raw) > most:
            self._faults.add(path, "too_many_values", f"At most {most}; there are {len(raw):,}.")
            return []
        found: list[tuple[str, Mapping[str, JsonValue]]] = []
        for at, item in enumerate(raw):
            if not isinstance(item, dict):
                wanted = ", ".join(sorted(known))
                self._faults.add(f"{path}[{at}]", "invalid_value", f"Give an object with {wanted}, not {shown(item)}.")
                continue
            for key in sorted(item.keys() - known)[:10]:
                self._faults.add(f"{path}[{at}].{key[:100]}", "unknown_key", f"Known here: {', '.join(sorted(known))}.")
            found.append((f"{path}[{at}]", item))
        return found

    def _field(self, raw: JsonValue, path: str) -> FieldDef | None:
        if not isinstance(raw, str):
            self._faults.add(path, "invalid_value", f"Give a field's name or id, not {shown(raw)}.")
            return None
        field = self._policy.find(self._schema, raw)
        if field is None:
            self._faults.put(self._policy.unknown(self._schema, raw, path))
        return field

    def _orderable(self, raw: JsonValue, path: str) -> FieldDef | None:
        field = self._field(raw, path)
        if field is not None and not orderable(field.kind):
            self._faults.add(path, "not_orderable", f"{field.name} ({field.type.name}) has no order.")
            return None
        return field

    def _bucket(self, raw: JsonValue, field: FieldDef, path: str) -> Bucket | None:
        if raw is None:
            return None
        bucket = next((bucket for bucket in Bucket if bucket == raw), None)
        if bucket is None:
            self._faults.add(path, "invalid_value", f"Give one of {', '.join(Bucket)}, not {shown(raw)}.")
        elif field.kind not in (ValueKind.DATE, ValueKind.DATETIME):
            self._faults.add(path, "invalid_value", f"Only dates have buckets; {field.name} is {field.type.name}.")
        return bucket

    def _whole(self, raw: JsonValue, low: int, high: int, path: str) -> int | None:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            self._faults.add(path, "invalid_value", f"Give a whole number from {low} to {high:,}, not {shown(raw)}.")
            return None
        return raw
