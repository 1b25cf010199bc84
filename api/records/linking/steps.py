"""The steps of a write that has to do with links; ``api/records/write.py`` puts them in order."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import orjson
from psycopg import AsyncConnection, errors
from psycopg.pq import TransactionStatus

from api.access.service import TableAccess
from api.records.effects import Touched, take_turns
from api.records.linking.held import Held
from api.records.linking.wishes import Wish
from api.records.outcome import cell_path
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import execute
from api.records.sql.pairs import CELLS, link, touch, unlink
from core.errors import Fault, Invalid, Unavailable
from core.ids import record_id
from core.schema import TableSchema

_ATTEMPTS = 8
_PAUSE_SECONDS = 0.02

Done = TypeVar("Done")


async def in_one(conn: AsyncConnection, schema: TableSchema, work: Callable[[], Awaitable[Done]]) -> Done:
    """``work`` on this table as one transaction, or as a part of the one that is open.

    A deadlock with somebody who locks in another order (a step of an automation, an undo) loses the transaction: one of
    our own is begun again, of another's only its owner can. Raises Unavailable.
    """
    own = conn.info.transaction_status is TransactionStatus.IDLE
    for attempt in range(1, _ATTEMPTS + 1):
        if attempt > 1:
            # Those who met once would meet again if all of them began at once.
            await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS * attempt))  # noqa: S311 - no secret
        try:
            async with conn.transaction():
                await take_turns(conn, schema)
                return await work()
        except (errors.DeadlockDetected, errors.LockNotAvailable) as error:
            if not own or attempt == _ATTEMPTS:
                raise Unavailable("records_busy", "Others are changing these records. Try again.") from error
        except Unavailable as error:
            # A statement that was told so inside of the transaction could not begin again by itself.
            if not own or attempt == _ATTEMPTS or error.code != "records_busy":
                raise
    raise Unavailable("records_busy", "Others are changing these records. Try again.")


def check_targets(access: TableAccess, wishes: Iterable[Wish], held: Held) -> None:
    """Raises Invalid for each record that there is not, or that the writer may not know of: of a table that is closed
    to them, only the records that the cell shows already."""
    faults: list[Fault] = []
    for wish in wishes:
        live = held.live.get(wish.target.number, {})
        before = held.before[access.schema.number, wish.field.number]
        open_to_all = access.policy.across(access.schema, wish.field) is not None
        for key, cell in wish.cells.items():
            shown = set[int]() if open_to_all else set(before.get(key) or [])
            for at, target in enumerate(cell):
                if not live.get(target) or not (open_to_all or target in shown):
                    message = f"{wish.target.name if open_to_all else 'The linked table'} has no record {{}}."
                    path = f"{cell_path(wish.places[key], wish.field)}[{at}]"
                    faults.append(Fault(path, "unknown_record", message.format(record_id(wish.target.number, target))))
    if faults:
        raise Invalid(faults[:100], "unknown_record")


async def assign(conn: AsyncConnection, access: TableAccess, wishes: Iterable[Wish]) -> None:
    """Makes the pairs what the wishes say: two statements for each link field."""
    for wish in wishes:
        cells = [{"n": at, "k": key, "links": cell} for at, (key, cell) in enumerate(wish.cells.items())]
        values = {CELLS.name: orjson.dumps(cells).decode()}
        for step, build in (
            ("unlink", lambda wish=wish: unlink(wish.field, wish.symmetric)),
            ("link", lambda wish=wish: link(wish.field)),
        ):
            statement = statement_for(access.schema, access.policy, (step, wish.field.number), build)
            await execute(conn, statement, values)


async def tell(
    conn: AsyncConnection,
    access: TableAccess,
    held: Held,
    logged: Mapping[int, set[int]],
    slots: Mapping[str, object],
) -> list[Touched]:
    """Change rows for all cells that changed, but for those of the written table that its own statement tells of:
    ``logged`` has their keys by field number."""
    found: list[Touched] = []
    for place, cells in held.before.items():
        schema, field = held.ends[place]
        told = logged.get(field.number, set[int]()) if schema.number == access.schema.number else set[int]()
        was = [{"k": key, "b": cell} for key, cell in cells.items() if key not in told]
        if not was:
            continue
        statement = statement_for(
            access.schema, access.policy, ("touch", *place), lambda schema=schema, field=field: touch(schema, field)
        )
        values = {**slots, CELLS.name: orjson.dumps(was).decode()}
        row = await (await execute(conn, statement, values)).fetchone()
        keys: Sequence[int] = row[0] if row is not None else []
        if keys:
            found.append(Touched(schema.number, keys, [field.number]))
    return found
