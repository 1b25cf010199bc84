"""What must hold at any size: p95 below 100 ms for what people ask, or at most 1.5 times psycopg with the same SQL.

The indexes are those that the product makes of views and slow questions, made here without waiting for its schedule.
Pages by row number are compared with the first page of the same view, and with 20 ms.
"""

import asyncio
import itertools
import json
import random
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import psycopg
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.db.loaders import register_loaders
from api.indexes import upkeep
from api.kit import clock
from api.records import read
from api.records.asking import read_query
from api.records.read import ReadContext
from api.records.slow import NOTED_FROM
from api.records.sql.project import Shape
from ops.bench.benches.pages import LIMIT
from ops.bench.benches.questions import FILTERED, OPTION_BY_DATE, QUESTIONS, Asked, Question
from ops.bench.client import BenchError, Request
from ops.bench.derived import Derived
from ops.bench.measure import Goal, Measure
from ops.bench.recorder import Recorded, record
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import Series, Side, interleaved, percentile, repeated

ENOUGH_MS = 100.0
_JUMP_MS = 20.0
_WARM_SECONDS = 60.0
_FLUSH_SECONDS = 11.0
"""Slow questions are written down every ten seconds."""


def run(rig: Rig, derived: Derived) -> list[Measure]:
    table = derived.table
    _make_indexes(rig, table)
    with psycopg.connect(rig.url, autocommit=True) as conn:
        register_loaders(conn.adapters)
        found = [_measured(rig, table, conn, question) for question in QUESTIONS]
        return [*found, *_jumps(rig, table), _count(rig, table, conn)]


def _measured(rig: Rig, table: BenchTable, conn: psycopg.Connection, question: Question) -> Measure:
    value, limit = interleaved(
        rig.effort.rounds,
        _asking(rig, [_request(rig, table, question.asked)]),
        _running(rig, conn, _sql(rig, table, question.asked)),
        of=_p95,
    )
    return _at_most(question.name, table, value, limit)


def _jumps(rig: Rig, table: BenchTable) -> list[Measure]:
    """Pages from anywhere in the view of one option by date."""
    total = _total(rig, table, OPTION_BY_DATE.asked)
    dice = random.Random(table.records)  # noqa: S311 - which pages are read is no secret
    places = [dice.randint(1, max(1, total - LIMIT)) for _ in range(50)]
    value, first = interleaved(
        rig.effort.rounds,
        _asking(rig, [_request(rig, table, {**OPTION_BY_DATE.asked, "offset": place}) for place in places]),
        _asking(rig, [_request(rig, table, OPTION_BY_DATE.asked)]),
        of=_p95,
    )
    name = "page by row number, p95"
    return [
        Measure(name, table.records, value, first, "ms", "first page of the same view", Goal.AT_MOST, 3.0),
        Measure(name, table.records, value, _JUMP_MS, "ms", "the budget", Goal.AT_MOST, 1.0),
    ]


def _count(rig: Rig, table: BenchTable, conn: psycopg.Connection) -> Measure:
    asked: Asked = {**FILTERED.asked, "count": True, "limit": 1}
    _total(rig, table, asked)
    value, limit = interleaved(
        rig.effort.rounds,
        _asking(rig, [_request(rig, table, asked)]),
        _running(rig, conn, _sql(rig, table, asked)),
        of=_p95,
    )
    return _at_most(FILTERED.name, table, value, limit)


def _at_most(name: str, table: BenchTable, value: float, limit: float) -> Measure:
    said = f"{name}, p95"
    return Measure(said, table.records, value, limit, "ms", "psycopg, same SQL", Goal.AT_MOST, 1.5, enough=ENOUGH_MS)


def _make_indexes(rig: Rig, table: BenchTable) -> None:
    """Save the views, ask what no view asks, and have a round of upkeep."""
    for question in (*QUESTIONS, FILTERED):
        if question.view is not None:
            body = {"name": question.name, "type": "grid", "config": question.view}
            rig.client.call("POST", f"/tables/{table.id}/views", body)
    if table.records < NOTED_FROM:
        return
    asked = [_request(rig, table, question.asked) for question in QUESTIONS if question.view is None]
    for pause in (_FLUSH_SECONDS, 0.0):
        for request in [*asked, *asked]:
            rig.client.send(request)
        time.sleep(pause)
    done = asyncio.run(upkeep.run(rig.url, datetime.now(UTC)))
    if done.failed:
        raise BenchError(f"indexes were not made: {done.failed}")


def _request(rig: Rig, table: BenchTable, asked: Asked) -> Request:
    return rig.client.request("POST", f"/tables/{table.id}/query", {"limit": LIMIT, **asked})


def _sql(rig: Rig, table: BenchTable, asked: Asked) -> Recorded:
    """The whole query, as the API asks it where it has nothing prepared."""

    async def ask(conn: AsyncConnection, access: TableAccess) -> None:
        query = await read_query(conn, access, {"limit": LIMIT, **asked}, max_limit=1000)
        context = ReadContext(clock.now(), ZoneInfo("UTC"), rig.user.number)
        question = read.groups if query.groups or query.aggregates else read.page
        await question(conn, access, query, context, Shape.NAME)

    return asyncio.run(record(rig.settings, rig.user, table.id, ask))


def _total(rig: Rig, table: BenchTable, asked: Asked) -> int:
    """The exact one, once the API has it."""
    request = _request(rig, table, {**asked, "count": True})
    deadline = time.monotonic() + _WARM_SECONDS
    while time.monotonic() < deadline:
        answer = json.loads(rig.client.send(request))
        if "estimated" not in answer:
            return int(answer["total"])
        time.sleep(0.1)
    raise BenchError(f"the total of {asked} stays an estimate")


def _asking(rig: Rig, requests: list[Request]) -> Side:
    turns = itertools.cycle(requests)
    return lambda: repeated(_times(rig), lambda: rig.client.send(next(turns)))


def _running(rig: Rig, conn: psycopg.Connection, recorded: Recorded) -> Side:
    cursor = psycopg.RawCursor(conn)
    return lambda: repeated(
        _times(rig), lambda: cursor.execute(recorded.statement, recorded.parameters, prepare=False).fetchone()
    )


def _times(rig: Rig) -> int:
    """Enough for a p95, few enough for questions of half a second."""
    return max(rig.effort.slow_requests, rig.effort.requests // 5)


def _p95(values: Series) -> float:
    return percentile(values, 0.95)
