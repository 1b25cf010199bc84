"""PostgreSQL and memory give the same rows in the same order, whatever is asked of whatever rows."""

from collections.abc import Iterator

import orjson
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from psycopg.rows import scalar_row

from api.records.sql.filter import where
from api.records.sql.fragment import compose
from api.records.sql.project import column_of
from api.records.sql.sort import order_by
from core.query.evaluate import EvalContext, holds
from core.query.order import in_order
from core.query.parse import parse_filter, parse_sorts
from core.values import JsonValue
from tests.support.postgres import TestCluster
from tests.support.query_strategies import SCHEMA, contexts, filters, sorts, tables
from tests.support.query_tables import NAMES, PEOPLE, POLICY, Table

Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(scope="module")
def connection(cluster: TestCluster) -> Iterator[Connection]:
    """A connection to a database with one table that has a column for every field."""
    columns = {"id": "bigint", "created_at": "timestamptz", "updated_at": "timestamptz"}
    columns |= {"created_by": "bigint", "updated_by": "bigint"}
    columns |= {item.column: item.column_type.value for item in SCHEMA.fields if not item.read_only}
    with cluster.database(None) as url, psycopg.connect(url, autocommit=True) as opened:
        opened.execute("SET timezone = 'UTC'")
        opened.execute("CREATE SCHEMA dataos")
        opened.execute("CREATE TABLE dataos.users AS VALUES (1::bigint, 'Ada'), (2, 'Bo')")
        opened.execute("ALTER TABLE dataos.users RENAME column1 TO number")
        opened.execute("ALTER TABLE dataos.users RENAME column2 TO name")
        opened.execute(f"CREATE TABLE r ({', '.join(f'{name} {kind}' for name, kind in columns.items())})".encode())
        yield opened


def fill(connection: Connection, table: Table) -> None:
    rows = [{**{f"f_{n}": value for n, value in row.cells.items()}, **row.system} for row in table.rows]
    connection.execute("TRUNCATE r")
    connection.execute(
        "INSERT INTO r SELECT * FROM json_populate_recordset(NULL::r, %s::json)", [orjson.dumps(rows).decode()]
    )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(), raw=filters(), order=sorts(), context=contexts())
def test_sql_and_memory_agree(
    connection: Connection, table: Table, raw: JsonValue, order: JsonValue, context: EvalContext
) -> None:
    bound = parse_filter(raw, SCHEMA, POLICY, people=PEOPLE)
    parsed = parse_sorts(order, SCHEMA, POLICY)
    kept = [(row.cells, row.system) for row in table.rows if holds(bound, row.cells, row.system, context)]
    expected = [system["id"] for _, system in in_order(kept, parsed, NAMES)]

    fill(connection, table)
    column = column_of("r")
    statement = compose(
        "SELECT r.id FROM r WHERE {filter} ORDER BY {order}",
        filter=where(bound, column, context),
        order=order_by(parsed, column, "r.id"),
    )
    with connection.cursor(row_factory=scalar_row) as cursor:
        found = cursor.execute(statement.sql.encode(), statement.params).fetchall()
    assert found == expected


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_stored_values_are_what_the_database_prints(connection: Connection, table: Table) -> None:
    fill(connection, table)
    with connection.cursor(row_factory=scalar_row) as cursor:
        printed = cursor.execute("SELECT to_jsonb(r)::text FROM r ORDER BY id").fetchall()
    for row, text in zip(table.rows, printed, strict=True):
        found = orjson.loads(str(text))
        cells = row.cells.items()
        expected = {**{f"f_{n}": value for n, value in cells}, **row.system}
        assert found == expected
        assert {name: type(value) for name, value in found.items()} == {
            name: type(value) for name, value in expected.items()
        }
