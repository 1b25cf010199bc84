"""What the benches of pages share: recording a page's statement, and asking for pages over HTTP."""

import asyncio
import itertools
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records import read
from api.records.asking import read_query
from api.records.read import ReadContext
from api.records.sql.project import Shape
from core.values import JsonValue
from ops.bench.client import BenchError, Request
from ops.bench.recorder import Recorded, record
from ops.bench.rig import BenchTable, Rig
from ops.bench.stats import Side, repeated

LIMIT = 100
_MAX_LIMIT = 1000


def page_sql(rig: Rig, table: BenchTable, asked: Mapping[str, JsonValue]) -> Recorded:
    """The statement of the page that ``asked`` describes (the body of POST /query)."""

    async def ask(conn: AsyncConnection, access: TableAccess) -> None:
        query = await read_query(conn, access, {"limit": LIMIT, **asked}, max_limit=_MAX_LIMIT)
        context = ReadContext(clock.now(), ZoneInfo("UTC"), rig.user.number)
        await read.page(conn, access, query, context, Shape.NAME)

    return asyncio.run(record(rig.settings, rig.user, table.id, ask))


def page_request(rig: Rig, table: BenchTable, asked: Mapping[str, JsonValue]) -> Request:
    """The same page over HTTP, checked once to have records."""
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in asked.items()}
    words = [f"limit={LIMIT}", *(f"{key}={quote(text)}" for key, text in texts.items())]
    request = rig.client.request("GET", f"/tables/{table.id}/records?{'&'.join(words)}")
    if not json.loads(rig.client.send(request))["items"]:
        raise BenchError(f"the page {asked} is empty")
    return request


def over_http(rig: Rig, requests: Sequence[Request], times: int) -> Side:
    """Rounds that send ``requests`` in turn."""
    turns = itertools.cycle(requests)
    return lambda: repeated(times, lambda: rig.client.send(next(turns)))
