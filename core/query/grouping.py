"""Wire JSON → groups and aggregates of a query."""

from collections.abc import Mapping

from core.access.policy import Policy
from core.fields.base import shown
from core.query.aggregates import MAX_DISTRIBUTIONS, aggregates
from core.query.ast import Aggregate, AggregateFn, Bucket, Direction, GroupBy
from core.query.faults import Faults
from core.query.reading import Reader
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, ValueKind

MAX_GROUPS = 3
MAX_AGGREGATES = 100


def parse_groups(raw: JsonValue, schema: TableSchema, policy: Policy, path: str = "groups") -> tuple[GroupBy, ...]:
    """Raises Invalid with all faults."""
    faults = Faults()
    found = GroupingParser(schema, policy, faults).groups(raw, path)
    faults.raise_if_any()
    return found


class GroupingParser(Reader):
    def groups(self, raw: JsonValue, path: str) -> tuple[GroupBy, ...]:
        found: list[GroupBy] = []
        for at, item in self.items(raw, {"field", "bucket", "direction", "showEmpty"}, MAX_GROUPS, path):
            field = self.orderable(item.get("field"), f"{at}.field")
            if field is None:
                continue
            bucket = self._bucket(item.get("bucket"), field, f"{at}.bucket")
            if any(group.field == field and group.bucket == bucket for group in found):
                self.faults.add(f"{at}.field", "duplicate_field", f"{field.name} is already grouped by.")
            direction = self._direction(item.get("direction"), f"{at}.direction")
            show_empty = self.flag(item.get("showEmpty"), f"{at}.showEmpty")
            if show_empty and (field.kind is not ValueKind.OPTION or field.many or found):
                message = "Groups without records can be shown of the first group only, by a field with one option."
                self.faults.add(f"{at}.showEmpty", "invalid_value", message)
            found.append(GroupBy(field, bucket, direction, show_empty, self.target(field)))
        return tuple(found)

    def subtotals(self, raw: JsonValue, groups: tuple[GroupBy, ...], path: str) -> bool:
        asked = self.flag(raw, path)
        if len(groups) > 1 and groups[0].show_empty and not asked:
            message = "A group without records has none inside: ask for subtotals to see it."
            self.faults.add("groups[0].showEmpty", "invalid_value", message)
        return asked

    def aggregates(self, raw: JsonValue, path: str, *, grouped: bool) -> tuple[Aggregate, ...]:
        found: list[Aggregate] = []
        for at, item in self.items(raw, {"fn", "field", "p"}, MAX_AGGREGATES, path):
            said, key = item.get("fn"), item.get("field")
            if said == AggregateFn.COUNT and key is None:
                found.append(Aggregate(AggregateFn.COUNT))
                continue
            field = self.field(key, f"{at}.field")
            if field is None:
                continue
            allowed = aggregates(field.kind, field.many)
            fn = next((fn for fn in AggregateFn if fn in allowed and fn == said), None)
            if fn is None:
                known = ", ".join(fn for fn in AggregateFn if fn in allowed)
                what = "is encrypted and" if field.encrypted else f"({field.type.name})"
                message = f"{field.name} {what} has no aggregate {shown(said)}; it takes {known}."
                self.faults.add(f"{at}.fn", "unknown_aggregate", message)
                continue
            if fn is AggregateFn.DISTRIBUTION and grouped:
                self.faults.add(f"{at}.fn", "invalid_value", "A distribution is of all records; leave out the groups.")
            found.append(Aggregate(fn, field, self._percentile(item, fn, at)))
        if sum(item.fn is AggregateFn.DISTRIBUTION for item in found) > MAX_DISTRIBUTIONS:
            self.faults.add(path, "too_many_values", f"At most {MAX_DISTRIBUTIONS} distributions at once.")
        return tuple(found)

    def _percentile(self, item: Mapping[str, JsonValue], fn: AggregateFn, path: str) -> float | None:
        p = item.get("p")
        if fn is not AggregateFn.PERCENTILE:
            if p is not None:
                self.faults.add(f"{path}.p", "invalid_value", f"{fn} takes no p; leave it out.")
            return None
        if isinstance(p, bool) or not isinstance(p, int | float) or not 0 <= p <= 100:
            self.faults.add(f"{path}.p", "invalid_value", f"Give a p from 0 to 100, not {shown(p)}.")
            return None
        return float(p)

    def _direction(self, raw: JsonValue, path: str) -> Direction | None:
        if raw is None or raw in ("asc", "desc"):
            return None if raw is None else Direction(str(raw))
        self.faults.add(path, "invalid_value", f'Give "asc" or "desc", not {shown(raw)}.')
        return None

    def _bucket(self, raw: JsonValue, field: FieldDef, path: str) -> Bucket | None:
        if raw is None:
            return None
        bucket = next((bucket for bucket in Bucket if bucket == raw), None)
        if bucket is None:
            self.faults.add(path, "invalid_value", f"Give one of {', '.join(Bucket)}, not {shown(raw)}.")
        elif field.kind not in (ValueKind.DATE, ValueKind.DATETIME):
            self.faults.add(path, "invalid_value", f"Only dates have buckets; {field.name} is {field.type.name}.")
        elif field.many:
            self.faults.add(path, "invalid_value", f"{field.name} has several dates, so it has no buckets.")
        return bucket
