"""Which indexes a table should have: what its saved views ask for, then what slow questions lacked, then what is there
and has been of use lately."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from api.db.indexes import Definition
from api.indexes.definitions import MAX_INDEXES, TRIGRAMS, definition_of, merged
from api.indexes.repository import Use
from api.records.wants import Want, parse_want, wants
from api.tables.grid import GridConfig, clean
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.errors import Invalid
from core.query.ast import Aggregate, AggregateFn, Query, Search
from core.query.grouping import parse_groups
from core.query.parse import parse_filter, parse_sorts
from core.query.people import mentioned
from core.schema import TableSchema
from core.values import JsonValue

SLOW_TWICE = 2
UNUSED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``because`` says to people why."""

    want: Want
    definition: Definition
    because: str


def due(item: Wanted, records: int, large: int) -> bool:
    """Whether a table of so many records should have it. A search reads all its text, so it is slow first."""
    return records >= (large // 2 if item.want.kind in TRIGRAMS else large)


def wanted(
    schema: TableSchema,
    configs: Sequence[Mapping[str, JsonValue]],
    uses: Sequence[Use],
    now: datetime,
    *,
    trigrams: bool,
) -> list[Wanted]:
    """At most MAX_INDEXES, the most important first. ``trigrams``: whether the database can index parts of words."""
    dropped = {use.want for use in uses if use.dropped_at is not None}
    of_views = [want for want in _of_views(schema, configs) if str(want) not in dropped]
    of_slow = [parse_want(use.want) for use in uses if use.slow >= SLOW_TWICE and _lately(use.slow_at, now)]
    still_used = [parse_want(use.want) for use in uses if use.dropped_at is None and _lately(use.scanned_at, now)]
    found: list[Wanted] = []
    for want in merged([*of_views, *of_slow, *still_used]):
        definition = definition_of(want, schema)
        if definition is None or (want.kind in TRIGRAMS and not trigrams):
            continue
        because = "view" if want in of_views else "slow questions" if want in of_slow else "use"
        found.append(Wanted(want, definition, because))
    return found[:MAX_INDEXES]


def _lately(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at < UNUSED


def _of_views(schema: TableSchema, configs: Sequence[Mapping[str, JsonValue]]) -> list[Want]:
    policy = compile_policy(BaseRole.CREATOR, 0)
    found: list[Want] = []
    for stored in configs:
        for query in _queries(schema, policy, stored):
            found += sorted(wants(query, schema, schema.fields))
    return found


def _queries(schema: TableSchema, policy: Policy, stored: Mapping[str, JsonValue]) -> Iterator[Query]:
    """What the view asks: for records, and for groups where it has some; nothing where its config makes no sense."""
    try:
        config = clean(stored, schema, policy)
        records = _query(schema, policy, config)
        groups: list[JsonValue] = [group.model_dump(exclude_none=True) for group in config.groups]
        by = parse_groups(groups, schema, policy)
    except (Invalid, ValueError):
        return
    yield records
    if by:
        footers = [(column.footer, schema.by_id[column.field]) for column in config.columns]
        summed = [Aggregate(AggregateFn(footer.fn), field) for footer, field in footers if footer is not None]
        yield replace(records, sorts=(), groups=by, aggregates=tuple(summed))


def _query(schema: TableSchema, policy: Policy, config: GridConfig) -> Query:
    """Raises Invalid."""
    sorts: list[JsonValue] = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
    return Query(
        # Whom a condition names makes no difference to what would make it quick.
        filter=parse_filter(config.filter, schema, policy, people=dict.fromkeys(mentioned(config.filter), 0)),
        sorts=parse_sorts(sorts, schema, policy),
        search=Search(config.search) if config.search else None,
    )
