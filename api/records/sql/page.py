"""Pages of records, one statement each: guard, JSON, where the next page begins, and the total when asked."""

from collections.abc import Sequence

from api.records.sql.filter import where
from api.records.sql.formula import read_columns
from api.records.sql.fragment import EMPTY, Fragment, Slot, array, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.reach import Reach
from api.records.sql.rowrules import RowRules
from api.records.sql.search import search
from api.records.sql.sort import after, order_by
from core.access.policy import Policy
from core.query.ast import Query, Sort
from core.query.cursor import Position
from core.query.evaluate import EvalContext, of_policy
from core.schema import FieldDef, TableSchema

_SYSTEM_COLUMNS = ("id", "version", "created_at", "updated_at")
_LIMIT = Fragment("%s::bigint", (Slot("limit"),))
_OFFSET = Fragment("%s::bigint", (Slot("offset"),))


def page_statement(
    schema: TableSchema,
    policy: Policy,
    query: Query,
    position: Position | None,
    context: EvalContext,
    shape: Shape,
) -> Fragment:
    """One row: guard, JSON array, ``[key, stored values of the sorts…]`` of the last record when there are more, total.

    ``position`` is the decoded cursor. One record more than the limit is read, to know whether there are more. Slots:
    limit, offset.
    """
    fields = policy.visible_fields(schema) if query.fields is None else query.fields
    reach = Reach(schema, policy, context)
    matching = matches(schema, policy, query, context)
    wanted = matching
    if position is not None:
        beyond = after(position, query.sorts, reach.column("t"), "t.id")
        wanted = compose("{all} AND {after}", all=matching, after=beyond)
    projection = record_json(fields, shape, "r", reader=reach, page="page")
    return compose(
        "WITH {guard}, page AS MATERIALIZED ({rows}){tables}"
        " SELECT {current}, coalesce(json_agg({json}{order}) FILTER (WHERE r.place <= {limit}), '[]'::json),"
        " (SELECT {position} FROM page p WHERE p.place = {limit} AND (SELECT count(*) FROM page) > {limit}),"
        " {total} FROM page r{joins}",
        guard=guard(schema, policy),
        rows=_rows(reach, query, columns_for(fields, query.sorts), wanted),
        tables=projection.tables,
        current=CURRENT,
        json=projection.json,
        # Without joins the rows arrive in the order of the page; sorting them again would only cost.
        order=" ORDER BY r.place" if projection.joins.sql else "",
        limit=_LIMIT,
        position=last_position(query.sorts, reach),
        total=_total(schema, matching) if query.count else Fragment("NULL::bigint"),
        joins=projection.joins,
    )


def one_statement(schema: TableSchema, policy: Policy, key: Fragment, context: EvalContext, shape: Shape) -> Fragment:
    """One row: guard, the record's JSON or null, its version."""
    fields = policy.visible_fields(schema)
    projection = record_json(fields, shape, "r", reader=Reach(schema, policy, context))
    return compose(
        "WITH {guard}, wanted AS (SELECT {columns} FROM {relation} t"
        " WHERE t.id = {key} AND t.deleted_at IS NULL AND {current} AND {readable})"
        " SELECT {current}, (SELECT {json} FROM wanted r{joins}), (SELECT version FROM wanted)",
        guard=guard(schema, policy),
        columns=columns_for(fields, ()),
        relation=schema.relation,
        key=key,
        current=CURRENT,
        readable=RowRules(policy, context).readable(column_of("t")),
        json=projection.json,
        joins=projection.joins,
    )


def limit_class(limit: int) -> int:
    """What a page of ``limit`` records is planned as: the next power of ten, from 100.

    A statement that is kept is planned for a limit that PostgreSQL does not know; it supposes a tenth of the table, and
    so finds planning anew each time cheaper than the plan that it has. A limit that stands in the text it believes.

    >>> limit_class(7), limit_class(100), limit_class(101)
    (100, 100, 1000)
    """
    return max(100, 10 ** len(str(limit - 1)))


def exists_statement(schema: TableSchema, policy: Policy, key: int, context: EvalContext) -> Fragment:
    """One row: guard, whether there is such a record, deleted or not, that the policy lets through."""
    return compose(
        "WITH {guard} SELECT {current}, EXISTS (SELECT FROM {relation} t WHERE t.id = {key} AND {readable})",
        guard=guard(schema, policy),
        current=CURRENT,
        relation=schema.relation,
        key=param(key, "bigint"),
        readable=RowRules(policy, context).readable(column_of("t")),
    )


def matches(schema: TableSchema, policy: Policy, query: Query, context: EvalContext) -> Fragment:
    """The WHERE condition of every question: live rows that the policy, the filter and the search let through."""
    column = Reach(schema, policy, context).column("t")
    parts = [Fragment("t.deleted_at IS NULL"), Fragment(CURRENT)]
    if policy.read_filter is not None:
        parts.append(where(policy.read_filter, column_of("t"), of_policy(context)))
    if query.filter is not None:
        parts.append(where(query.filter, column, context))
    if query.search:
        parts.append(search(query.search, schema, policy, column, context))
    if query.only is not None:
        parts.append(compose("t.id = ANY ({keys})", keys=param(array(query.only), "bigint[]")))
    if query.without:
        parts.append(compose("t.id <> ALL ({keys})", keys=param(array(query.without), "bigint[]")))
    return join(" AND ", (compose("({part})", part=part) for part in parts))


def _rows(reach: Reach, query: Query, columns: str, wanted: Fragment) -> Fragment:
    schema, order = reach.schema, order_by(query.sorts, reach.column("t"), "t.id")
    most = str(limit_class(query.page.limit) + 1)
    if query.page.offset:
        # Skipping thousands of keys is cheaper than skipping thousands of rows (perf.md §3.1).
        return compose(
            "SELECT {columns}, k.place FROM (SELECT s.id, row_number() OVER () AS place FROM (SELECT t.id"
            " FROM {relation} t WHERE {wanted} ORDER BY {order} OFFSET {offset} LIMIT {most}) s LIMIT {limit} + 1) k"
            " JOIN {relation} t ON t.id = k.id ORDER BY k.place",
            columns=columns,
            relation=schema.relation,
            wanted=wanted,
            order=order,
            offset=_OFFSET,
            most=most,
            limit=_LIMIT,
        )
    return compose(
        "SELECT s.*, row_number() OVER () AS place FROM (SELECT {columns} FROM {relation} t"
        " WHERE {wanted} ORDER BY {order} LIMIT {most}) s LIMIT {limit} + 1",
        columns=columns,
        relation=schema.relation,
        wanted=wanted,
        order=order,
        most=most,
        limit=_LIMIT,
    )


def columns_for(fields: Sequence[FieldDef], sorts: Sequence[Sort]) -> str:
    """What a projection of these fields, and a cursor of these sorts, read of ``t``.

    Formulas have no column, but read others. Links have none either; whoever shows one reads its pairs by the record's
    key. Buttons have nothing at all.
    """
    read = read_columns((*fields, *(sort.field for sort in sorts)))
    columns = (field.column for field in read if field.stored or field.type.system_column)
    return ", ".join(f"t.{name}" for name in dict.fromkeys([*_SYSTEM_COLUMNS, *columns]))


def last_position(sorts: Sequence[Sort], reach: Reach, row: str = "p") -> Fragment:
    """``[key, stored values of the sorts…]`` of the row ``p``: what a cursor holds."""
    column = reach.column(row)
    values = join("", (Fragment(f", to_jsonb({column(sort.field)})") for sort in sorts))
    return compose("jsonb_build_array({row}.id{values})", row=row, values=values if sorts else EMPTY)


def position_statement(reach: Reach, key: int, sorts: Sequence[Sort]) -> Fragment:
    """One row: guard, ``[key, stored values of the sorts…]`` of a record that the reader may see, deleted or not."""
    return compose(
        "WITH {guard} SELECT {current}, (SELECT {position} FROM {relation} t WHERE t.id = {key} AND {readable})",
        guard=guard(reach.schema, reach.policy),
        current=CURRENT,
        position=last_position(sorts, reach, "t"),
        relation=reach.schema.relation,
        key=param(key, "bigint"),
        readable=RowRules(reach.policy, reach.context).readable(column_of("t")),
    )


def _total(schema: TableSchema, matching: Fragment) -> Fragment:
    return compose("(SELECT count(*) FROM {relation} t WHERE {all})", relation=schema.relation, all=matching)
