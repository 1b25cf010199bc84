"""1,000 records created in one request: the API against psycopg with the API's own statement."""

import asyncio
from uuid import uuid4

import psycopg
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.db.loaders import register_loaders
from api.records import write
from api.records.sql.project import Shape
from api.records.write import RecordDraft, WriteContext
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.values import JsonValue
from ops.bench.measure import Goal, Measure
from ops.bench.recorder import record
from ops.bench.rig import BenchTable, Rig
from ops.bench.rows import PRIORITIES, STATUSES, TAGS
from ops.bench.stats import interleaved, repeated

BATCH = 1_000


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    rows = [_row(at) for at in range(BATCH)]
    actor = Actor(ActorKind.USER, rig.user.number, rig.user.id, rig.user.name)
    context = WriteContext(actor, Cause(CauseKind.REQUEST), "bench", uuid4())

    async def create(conn: AsyncConnection, access: TableAccess) -> None:
        fields = access.schema.by_name
        drafts = [
            RecordDraft(
                {fields[name].number: fields[name].type.parse(cell, fields[name]) for name, cell in row.items()}
            )
            for row in rows
        ]
        await write.create(conn, access, drafts, context, shape=Shape.NAME)

    recorded = asyncio.run(record(rig.settings, rig.user, table.id, create))
    body = {"records": [{"fields": row} for row in rows]}
    request = rig.client.request("POST", f"/tables/{table.id}/records", body)
    times = rig.effort.slow_requests
    with psycopg.connect(rig.url, autocommit=True) as conn:
        register_loaders(conn.adapters)
        cursor = psycopg.RawCursor(conn)

        def insert() -> None:
            cursor.execute(recorded.statement, recorded.parameters, prepare=True).fetchone()

        value, limit = interleaved(
            rig.effort.rounds,
            lambda: repeated(times, lambda: rig.client.send(request), warm_up=1),
            lambda: repeated(times, insert, warm_up=1),
            before=rig.settle,
        )
    return [Measure("create 1,000 records", table.records, value, limit, "ms", "psycopg, same SQL", Goal.AT_MOST, 3.0)]


def _row(at: int) -> dict[str, JsonValue]:
    """Like the generated rows, all 20 fields filled."""
    return {
        "Name": f"New record {at}",
        "Company": "Weber Optics GmbH",
        "City": "Graz",
        "Address": f"{at} Lind Street",
        "Code": f"SKU-{at:07}",
        "Quantity": at,
        "Score": at / 8,
        "Weight": at / 16,
        "Due": "2026-11-22",
        "Started": "2026-11-22T08:00:00Z",
        "Status": STATUSES[at % len(STATUSES)],
        "Priority": PRIORITIES[at % len(PRIORITIES)],
        "Tags": [TAGS[at % len(TAGS)], TAGS[(at + 7) % len(TAGS)]],
        "Done": at % 2 == 0,
        "Billable": at % 3 == 0,
        "Email": f"person{at}@example.com",
        "Notes": "Asked for a second quote with delivery before the summer season starts. " * 3,
        "Amount": at + 0.25,
        "Rating": at % 5 + 1,
        "Website": f"https://www.example.com/{at}",
    }
