"""Records in the trash: which there are, and taking them away for good.

Only here are records removed from their table. They leave no change behind: their deletion is in the feed, and what
was in them too, as long as the feed is kept.
"""

from collections.abc import Sequence
from datetime import datetime

from api.records.sql.fragment import Fragment, compose, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.links import title_of
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from core.access.policy import Policy
from core.query.evaluate import EvalContext
from core.schema import TableSchema


def trashed_statement(
    schema: TableSchema, policy: Policy, context: EvalContext, before: tuple[datetime, int] | None, limit: int
) -> Fragment:
    """One row: guard, ``[[key, title, micros, by]…]``, the last deleted first, after ``before`` in that order."""
    rules, at = RowRules(policy, context), column_of("t")
    after = Fragment("true")
    if before is not None:
        moment = param(before[0], "timestamptz")
        # Said twice, so that PostgreSQL begins in the index where the page does.
        after = compose(
            "t.deleted_at <= {moment} AND (t.deleted_at, t.id) < ({moment}, {key})",
            moment=moment,
            key=param(before[1], "bigint"),
        )
    return compose(
        "WITH {guard} SELECT {current}, (SELECT coalesce(json_agg(json_build_array(p.id, p.title, p.micros,"
        " p.updated_by) ORDER BY p.deleted_at DESC, p.id DESC), '[]'::json) FROM"
        " (SELECT t.id, {title} AS title, t.deleted_at, t.updated_by,"
        " (extract(epoch FROM t.deleted_at) * 1000000)::bigint AS micros FROM {relation} t"
        " WHERE t.deleted_at IS NOT NULL AND {readable} AND {writable} AND {after} AND {current}"
        " ORDER BY t.deleted_at DESC, t.id DESC LIMIT {limit}) p)",
        guard=guard(schema, policy),
        current=CURRENT,
        title=title_of(schema, "t") if policy.visible(schema.primary) else "NULL::text",
        relation=schema.relation,
        readable=rules.readable(at),
        writable=rules.writable(at),
        after=after,
        limit=param(limit, "bigint"),
    )


def any_trashed(tables: Sequence[tuple[int, int]], before: datetime | None = None) -> Fragment:
    """The numbers of those tables, of (workspace, table), that have records in the trash, since before then."""
    when = Fragment("") if before is None else compose(" AND t.deleted_at < {it}", it=param(before, "timestamptz"))
    parts = [
        compose(
            "SELECT {number}::bigint WHERE EXISTS (SELECT FROM ws_{workspace}.t_{number} t"
            " WHERE t.deleted_at IS NOT NULL{when})",
            number=str(number),
            workspace=str(workspace),
            when=when,
        )
        for workspace, number in tables
    ]
    return Fragment(" UNION ALL ".join(part.sql for part in parts), tuple(p for part in parts for p in part.params))


def purge_statement(relation: str, links: Sequence[tuple[str, str]], before: datetime, limit: int) -> Fragment:
    """How many of a table's records that were deleted before then were removed, with their pairs; ``links`` are
    relations of pairs and the side that this table has. Records that somebody restores at this moment are left."""
    pairs = "".join(
        f", p{at} AS (DELETE FROM {pair} p USING gone g WHERE p.{side} = g.id)" for at, (pair, side) in enumerate(links)
    )
    return compose(
        "WITH gone AS MATERIALIZED (SELECT t.id FROM {relation} t WHERE t.deleted_at < {before} ORDER BY t.deleted_at"
        " LIMIT {limit} FOR UPDATE SKIP LOCKED){pairs},"
        " removed AS (DELETE FROM {relation} t USING gone g WHERE t.id = g.id RETURNING 1) "
        " SELECT count(*) FROM removed",
        relation=relation,
        before=param(before, "timestamptz"),
        limit=param(limit, "bigint"),
        pairs=pairs,
    )
