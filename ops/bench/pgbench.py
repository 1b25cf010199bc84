"""The physical limit: the same statement, sent by PostgreSQL's own C client."""

import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from ops.bench.client import BenchError
from ops.processes.binaries import account_for, postgres_programs

_TIMEOUT_SECONDS = 300
_WARM_UP = 5
_PLACE = re.compile(r"\$(\d+)")


def script(
    url: str, statement: bytes, parameters: Sequence[object], variables: Mapping[str, tuple[str, str]] | None = None
) -> str:
    """A pgbench script that runs ``statement`` with ``parameters`` written into it, in the places of $1, $2 and so on.

    variables: per name the value among the parameters that it replaces, as text, and the expression that sets it.
    """
    with psycopg.connect(url) as conn:
        text = _written_into(conn, statement.decode(), parameters)
    setting = ""
    for name, (stands_for, expression) in (variables or {}).items():
        found = [quoted for quoted in (f"'{stands_for}'", stands_for) if quoted in text]
        if not found:
            raise BenchError(f"the statement has no parameter {stands_for!r}")
        text = text.replace(found[0], f":{name}")
        setting += f"\\set {name} {expression}\n"
    return setting + " ".join(text.split("\n")) + ";\n"


def _written_into(conn: psycopg.Connection, statement: str, parameters: Sequence[object]) -> str:
    cursor = psycopg.ClientCursor(conn)
    values = [cursor.mogrify("%s", [value]) for value in parameters]
    if {int(number) for number in _PLACE.findall(statement)} != set(range(1, len(values) + 1)):
        raise BenchError(f"the statement does not have the places $1 to ${len(values)}")
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], statement)


def latencies(url: str, content: str, transactions: int) -> list[float]:
    """Milliseconds of each transaction over one connection, prepared, without the first few."""
    program = postgres_programs(account_for(Path("/nonexistent"))) / "pgbench"
    with tempfile.TemporaryDirectory(prefix="dataos-pgbench-") as folder:
        file = Path(folder) / "script.sql"
        file.write_text(content, encoding="utf-8")
        wanted = transactions + _WARM_UP
        command = [str(program), "-n", "-M", "prepared", "-c", "1", "-t", str(wanted), "-l"]
        command += ["--log-prefix", f"{folder}/log", "-f", str(file), url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_SECONDS, check=False)
        logged = [line.split() for log in Path(folder).glob("log.*") for line in log.read_text().splitlines()]
    if done.returncode or len(logged) < wanted:
        raise BenchError(f"pgbench failed ({done.returncode}): {done.stderr[-800:]}")
    return [int(line[2]) / 1000 for line in logged[_WARM_UP:]]
