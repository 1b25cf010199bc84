"""Statements about lists of keys (``Scope``): making one, checking it against the change feed, and pages out of it."""

from collections.abc import Sequence

from api.records.sql.fragment import Fragment, Slot, compose, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.page import columns_for, last_position
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.rowrules import RowRules
from api.records.sql.scope import Scope
from core.access.policy import Policy
from core.query.ast import Sort
from core.query.evaluate import EvalContext
from core.schema import FieldDef, TableSchema

LOOKED_AT = 20_000
"""Changes of all tables that are looked through for news; who is further behind starts anew. About 10 ms."""


def build_statement(scope: Scope, *, wide: bool) -> Fragment:
    """One row: guard, ``pg_snapshot``, the keys one after another as bytes, null for none."""
    return compose(
        "WITH {guard} SELECT {current}, pg_current_snapshot()::text,"
        " (SELECT string_agg({packed}, ''::bytea ORDER BY {order}) FROM {relation} t WHERE {matching})",
        guard=guard(scope.schema, scope.policy),
        current=CURRENT,
        packed="int8send(t.id)" if wide else "int4send(t.id::int)",
        order=scope.order,
        relation=scope.schema.relation,
        matching=scope.matching,
    )


def news_statement(scope: Scope) -> Fragment:
    """One row: guard, ``pg_snapshot``, how many changes were looked at, keys of records that may have moved.

    A key is null where a change is about a whole range. Slots: ahead, running.
    """
    return compose(
        "WITH {guard}, {news} SELECT {current}, pg_current_snapshot()::text, (SELECT count(*) FROM news),"
        " (SELECT array_agg(DISTINCT n.record_key) FROM news n WHERE n.moved)",
        guard=guard(scope.schema, scope.policy),
        news=_news(scope),
        current=CURRENT,
    )


def listed_page_statement(scope: Scope, fields: Sequence[FieldDef], sorts: Sequence[Sort], shape: Shape) -> Fragment:
    """One row: guard, ``pg_snapshot``, changes looked at, whether any may have moved a record, JSON array, how many
    records, ``[key, stored values of the sorts…]`` of the last.

    The records are looked up by key, and shown only if they still belong to the list. Slots: keys, ahead, running.
    """
    projection = record_json(fields, shape, "r", reader=scope.reach, page="page")
    return compose(
        "WITH {guard}, {news}, page AS MATERIALIZED (SELECT {columns}, k.place"
        " FROM unnest({keys}) WITH ORDINALITY AS k(id, place) JOIN {relation} t ON t.id = k.id WHERE {matching}"
        " ORDER BY k.place){tables}"
        " SELECT {current}, pg_current_snapshot()::text, (SELECT count(*) FROM news),"
        " EXISTS (SELECT FROM news n WHERE n.moved), coalesce(json_agg({json}{order}), '[]'::json), count(r.id),"
        " (SELECT {position} FROM page p ORDER BY p.place DESC LIMIT 1) FROM page r{joins}",
        guard=guard(scope.schema, scope.policy),
        news=_news(scope),
        columns=columns_for(fields, sorts),
        keys=Fragment("%s::bigint[]", (Slot("keys"),)),
        relation=scope.schema.relation,
        matching=scope.matching,
        tables=projection.tables,
        current=CURRENT,
        json=projection.json,
        order=" ORDER BY r.place" if projection.joins.sql else "",
        position=last_position(sorts, scope.reach),
        joins=projection.joins,
    )


def ordered_statement(scope: Scope) -> Fragment:
    """One row: guard, those of the given keys that belong to the list, in its order. Slot: keys."""
    return compose(
        "WITH {guard} SELECT {current}, (SELECT array_agg(t.id ORDER BY {order}) FROM {relation} t"
        " WHERE t.id = ANY({keys}) AND {matching})",
        guard=guard(scope.schema, scope.policy),
        current=CURRENT,
        order=scope.order,
        relation=scope.schema.relation,
        keys=Fragment("%s::bigint[]", (Slot("keys"),)),
        matching=scope.matching,
    )


def sample_statement(scope: Scope, sorts: Sequence[Sort], percent: float, offset: int) -> Fragment:
    """One row: guard, how many of a random sample match, ``[key, stored values of the sorts…]`` of the record of the
    sample that stands where ``offset`` is in the whole list."""
    return compose(
        "WITH {guard}, sample AS MATERIALIZED (SELECT {names}, row_number() OVER (ORDER BY {order}) AS place"
        " FROM {relation} t TABLESAMPLE SYSTEM ({percent}) WHERE {matching})"
        " SELECT {current}, (SELECT count(*) FROM sample), (SELECT {position} FROM sample p WHERE p.place ="
        " least(greatest({nth}, 1), (SELECT count(*) FROM sample)))",
        guard=guard(scope.schema, scope.policy),
        names=columns_for((), sorts),
        order=scope.order,
        relation=scope.schema.relation,
        percent=param(repr(percent), "real"),
        matching=scope.matching,
        current=CURRENT,
        position=last_position(sorts, scope.reach),
        nth=param(round(offset * percent / 100), "bigint"),
    )


def rank_statement(scope: Scope, key: int) -> Fragment:
    """One row: guard, how many records of the list stand before this one (null when it is not in it), how many there
    are: by sorting all of them."""
    return compose(
        "WITH {guard}, ranked AS MATERIALIZED (SELECT t.id, row_number() OVER (ORDER BY {order}) - 1 AS place"
        " FROM {relation} t WHERE {matching})"
        " SELECT {current}, (SELECT place FROM ranked WHERE id = {key}), (SELECT count(*) FROM ranked)",
        guard=guard(scope.schema, scope.policy),
        order=scope.order,
        relation=scope.schema.relation,
        matching=scope.matching,
        current=CURRENT,
        key=param(key, "bigint"),
    )


def seen_statement(schema: TableSchema, policy: Policy, key: int, context: EvalContext) -> Fragment:
    """One row: guard, whether the caller may read this record and it is not deleted."""
    return compose(
        "WITH {guard} SELECT {current}, EXISTS (SELECT FROM {relation} t WHERE t.id = {key}"
        " AND t.deleted_at IS NULL AND {readable})",
        guard=guard(schema, policy),
        current=CURRENT,
        relation=schema.relation,
        key=param(key, "bigint"),
        readable=RowRules(policy, context).readable(column_of("t")),
    )


def _news(scope: Scope) -> Fragment:
    """``news(record_key, moved)``: the changes of all tables that this statement sees and ``ahead`` and ``running``
    did not; ``moved`` are those that may have put a record into the list, taken it out or moved it. Acts on the schema
    move none: a change of the fields raises the table's version, and with it goes the list.

    Ordered, because for an open range of unknown size PostgreSQL would otherwise read the whole feed.
    """
    touched = Fragment("true")
    if not scope.every_update:
        numbers = "{" + ",".join(map(str, scope.numbers)) + "}"
        touched = compose(
            "(c.operation <> 'update' OR (c.before || c.after) ?| {numbers})", numbers=param(numbers, "text[]")
        )
    moved = compose(
        "CASE WHEN c.table_number = {table} AND c.operation <> 'schema' THEN {touched} ELSE false END AS moved",
        table=param(scope.schema.number, "bigint"),
        touched=touched,
    )
    return compose(
        "news AS MATERIALIZED (SELECT * FROM (SELECT c.record_key, {moved} FROM dataos.changes c"
        " WHERE c.xid >= {ahead} ORDER BY c.xid, c.seq LIMIT {most}) AS later"
        " UNION ALL SELECT c.record_key, {moved} FROM dataos.changes c WHERE c.xid = ANY ({running}))",
        moved=moved,
        ahead=Fragment("%s::xid8", (Slot("ahead"),)),
        most=str(LOOKED_AT),
        running=Fragment("%s::xid8[]", (Slot("running"),)),
    )
