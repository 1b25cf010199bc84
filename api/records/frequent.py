"""Whether so many records have what is looked for that a page is found soonest by going through them in order.

Where a search goes through titles of other tables too, PostgreSQL cannot choose by itself between that and collecting
all records with the text: the two are different statements. And its estimates of text in the middle of what formulas
and lists show are guesses. A few hundred records tell, in a few milliseconds.
"""

from dataclasses import replace

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.fetch import execute
from api.records.sql.fragment import compiled, compose, param
from api.records.sql.reach import Reach
from api.records.sql.search import in_row
from core.query.ast import Query
from core.query.evaluate import EvalContext
from core.values import ValueKind

_SMALL = 10_000
_SAMPLE = 400
_LEAST_HITS = 5
_RECORDS = b"SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(%s)"


async def told_apart(conn: AsyncConnection, access: TableAccess, query: Query, context: EvalContext) -> Query:
    """The query, its search marked as frequent where it is. Raises StaleSchema."""
    schema, search = access.schema, query.search
    if search is None:
        return query
    searched = access.policy.visible_fields(schema) if search.fields is None else search.fields
    if not any(field.kind is ValueKind.LINK for field in searched):
        return query
    row = await (await conn.execute(_RECORDS, [schema.relation], prepare=True)).fetchone()
    records = 0 if row is None else int(row[0])
    if records < _SMALL:
        return query
    statement = compose(
        "SELECT count(*) FILTER (WHERE {has}), count(*) FROM (SELECT * FROM {relation} TABLESAMPLE SYSTEM ({percent})"
        " WHERE deleted_at IS NULL LIMIT {most}) t",
        has=in_row(search, schema, access.policy, Reach(schema, access.policy, context).column("t"), context),
        relation=schema.relation,
        percent=param(str(100 * _SAMPLE / records), "real"),
        # The table may have grown since it was counted.
        most=str(4 * _SAMPLE),
    )
    [(hits, seen)] = await (await execute(conn, schema, compiled(statement), {})).fetchall()
    # As many records are read to collect all that have it as to come upon a page of them on the way.
    frequent = hits >= _LEAST_HITS and (hits / seen) ** 2 > query.page.limit / records
    return replace(query, search=replace(search, frequent=True)) if frequent else query
