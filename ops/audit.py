"""Verifying and exporting the audit log outside of the API."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from psycopg import AsyncConnection

from api.admin.audit.export import ExportFormat, lines
from api.audit.chain.seal import seal_all
from api.audit.chain.verify import Verdict, chains, is_kept, verify
from api.audit.listing import Filters, everything
from api.audit.rows import Row
from api.db.engine import Database
from core.counted import counted


async def check(database: Database, workspace: str | None, expect: str | None) -> AsyncIterator[tuple[str, bool]]:
    """A line for each chain, and whether it is sound. Seals first what waits, so that nothing is left out."""
    async with database.records() as conn:
        await seal_all(conn)
        known = await chains(conn)
        wanted = known if workspace is None else [workspace]
        verdict: Verdict | None = None
        for chain in wanted:
            if chain not in known:
                yield f"{chain}: there is no such chain", False
                continue
            verdict = await verify(conn, chain)
            if verdict.broken is not None:
                broken = verdict.broken
                named = f" ({broken.entry})" if broken.entry else ""
                yield f"{chain}: BROKEN at entry {broken.position}{named}: {broken.reason}", False
                continue
            kept = f", the oldest kept is {verdict.first}" if verdict.first > 1 else ""
            sealed = f"{counted(verdict.verified, 'entry', 'entries')} as sealed{kept}"
            yield f"{chain}: {sealed}; {verdict.last}:{verdict.hash.hex()}", True
        if expect is not None and workspace is not None:
            position, same = await _expected(conn, verdict, expect)
            yield (
                (f"entry {position} is the one expected" if same else f"entry {position} is NOT the one expected"),
                same,
            )


async def _expected(conn: AsyncConnection, verdict: Verdict | None, expect: str) -> tuple[str, bool]:
    position, _, digest = expect.partition(":")
    try:
        place, kept = int(position), bytes.fromhex(digest)
    except ValueError:
        return position, False
    return position, verdict is not None and await is_kept(conn, verdict, place, kept)


async def write(
    database: Database,
    to: Path | None,
    workspace: str | None,
    kind: str,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """How many entries the file has."""
    filters = Filters(chain=workspace, since=_utc(since), until=_utc(until))
    count = 0

    async def pages() -> AsyncIterator[Sequence[Row]]:
        nonlocal count
        async for rows in everything(database, filters):
            count += len(rows)
            yield rows

    with nullcontext(sys.stdout.buffer) if to is None else to.open("wb") as file:
        async for part in lines(pages(), ExportFormat(kind)):
            file.write(part)
    return count


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
