"""The script that pgbench gets."""

import pytest

from ops.bench import pgbench
from ops.bench.client import BenchError


def test_parameters_are_written_into_the_statement(database_url: str) -> None:
    parameters = ("it's", None, True, "77", *map(str, range(5, 11)))
    statement = "SELECT " + ", ".join(f"${number}" for number in range(10, 0, -1))
    script = pgbench.script(database_url, statement.encode(), parameters, {"k": ("77", "random(1, 9)")})
    assert script == "\\set k random(1, 9)\nSELECT '10', '9', '8', '7', '6', '5', :k, true, NULL, 'it''s';\n"


@pytest.mark.parametrize("statement", [b"SELECT $1", b"SELECT $1, $2, $3"])
def test_a_statement_without_a_place_for_each_parameter_is_refused(database_url: str, statement: bytes) -> None:
    with pytest.raises(BenchError, match="places"):
        pgbench.script(database_url, statement, ("a", "b"))
