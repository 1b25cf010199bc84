"""A CSV file imported as a new table, types guessed: against COPY of the same rows into the same typed table."""

import asyncio
import time
from pathlib import Path

import psycopg

from api.http.services import AppServices
from api.transfer.report import Progress, Stage
from api.transfer.source import CsvSource
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig, describe, write_csv
from ops.bench.stats import median
from ops.transfer.application import application, imports

_ROUNDS_UP_TO = 200_000
_WARM_UP_RECORDS = 100
_BLOCK = 1024 * 1024


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    """The import counts from the first byte read until the table can be used, COPY without reading a file.

    Both sides have their connections: those of the application are open before, as those of a server are.
    """
    rounds = min(rig.effort.rounds, 3) if table.records <= _ROUNDS_UP_TO else 1
    ours, copies = asyncio.run(_rounds(rig, table.records, rounds))
    return [
        Measure(
            "CSV import", table.records, median(ours), median(copies), "rows/s", "COPY, same rows", Goal.AT_LEAST, 0.4
        )
    ]


async def _rounds(rig: Rig, records: int, rounds: int) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    copies: list[float] = []
    async with application(rig.settings, "dataos bench") as services:
        few = write_csv(rig, min(records, _WARM_UP_RECORDS))
        table_id, _ = await _import(rig, services, few)
        rig.client.call("DELETE", f"/tables/{table_id}")
        few.unlink()
        path = write_csv(rig, records)
        for _ in range(rounds):
            table_id, seconds = await _import(rig, services, path)
            ours.append(records / seconds)
            made = rig.client.call("GET", f"/tables/{table_id}")
            copies.append(_copy(rig, describe(rig, made, records)))
            rig.client.call("DELETE", f"/tables/{table_id}")
        path.unlink()
    return ours, copies


async def _import(rig: Rig, services: AppServices, path: Path) -> tuple[str, float]:
    start, usable = time.perf_counter(), 0.0

    def watch(now: Progress) -> None:
        nonlocal usable
        if now.stage is Stage.TIDYING:
            usable = time.perf_counter() - start

    source = CsvSource(path=path, name="Imported")
    report = await imports(rig.settings, services).run(rig.user, rig.base_id, source, watch)
    return str(report.table_id), usable


def _copy(rig: Rig, imported: BenchTable) -> float:
    """Rows per second of COPY into a table like the imported one."""
    columns = ", ".join(imported.columns)
    twin = f"{imported.relation}_copy"
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        conn.execute(f"CREATE TABLE {twin} (LIKE {imported.relation} INCLUDING ALL)".encode())
        with conn.cursor().copy(f"COPY (SELECT {columns} FROM {imported.relation}) TO STDOUT".encode()) as out:
            data = b"".join(bytes(block) for block in out)
        start = time.perf_counter()
        with conn.cursor().copy(f"COPY {twin} ({columns}) FROM STDIN".encode()) as copy:
            for at in range(0, len(data), _BLOCK):
                copy.write(data[at : at + _BLOCK])
        seconds = time.perf_counter() - start
        conn.execute(f"DROP TABLE {twin}".encode())
    return imported.records / seconds
