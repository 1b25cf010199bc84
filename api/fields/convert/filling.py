"""Going through the records: into a column, or into pairs."""

import asyncio
from collections.abc import Sequence

from psycopg import AsyncConnection

from api.fields.convert import columns, linked
from api.fields.convert.change import Change
from api.fields.convert.linked import Made
from core.fields.naming import Known, Match, meant, said
from core.schema import TableSchema
from core.text import fold


async def fill(
    conn: AsyncConnection, schema: TableSchema, change: Change, low: int, high: int, made: Made | None = None
) -> None:
    """The records with low < key ≤ high, batch by batch; of a link those in the trash come last (``fill_trash``).

    ``made`` makes records for titles that nobody has.
    """
    if not change.fills:
        return
    for start in range(low, high, columns.BATCH):
        where = f"t.id > {start:d} AND t.id <= {min(high, start + columns.BATCH):d}"
        if change.link is None:
            await columns.fill(conn, schema, change.value, change.conversion, where, [])
        else:
            await _links(conn, schema, change, f"{where} AND t.deleted_at IS NULL", [], made)
        await asyncio.sleep(0)


async def fill_trash(conn: AsyncConnection, schema: TableSchema, change: Change) -> None:
    """The links of deleted records, for their restoring: who is live has had the first choice."""
    if change.link is not None:
        await _links(conn, schema, change, "t.deleted_at IS NOT NULL", [], None)


async def refill(
    conn: AsyncConnection, schema: TableSchema, change: Change, keys: Sequence[int], made: Made | None = None
) -> None:
    """These records again, whatever their new cells held."""
    if not change.fills:
        return
    for at in range(0, len(keys), columns.BATCH):
        part = list(keys[at : at + columns.BATCH])
        if change.link is None:
            await columns.empty(conn, schema, change.target, part)
            await columns.fill(conn, schema, change.value, change.conversion, "t.id = ANY(%s::bigint[])", [part])
        else:
            await linked.drop_pairs_of(conn, change.link, part)
            await _links(conn, schema, change, "t.id = ANY(%s::bigint[])", [part], made)


async def matches(conn: AsyncConnection, change: Change, texts: Sequence[str]) -> dict[str, Match]:
    """What the texts of link cells mean, as far as there are records."""
    if change.link is None or change.target_end is None:
        return {}
    titles = {title for text in texts for title in said(text)}
    return await linked.known(conn, change.target_end, titles)


async def _links(
    conn: AsyncConnection, schema: TableSchema, change: Change, where: str, params: list[object], made: Made | None
) -> None:
    new = change.link
    if new is None:
        return
    if change.copies is not None:
        await linked.copy_pairs(conn, schema, change.copies, new, where, params)
        return
    rows = await columns.values(conn, schema, change.value, where, params)
    texts = [change.said(value) for value, _ in rows]
    known: Known = await matches(conn, change, texts)
    if made is not None:
        missing = {fold(name): name for text in texts for name in meant(text, new, known).missing}
        if missing:
            known = {**known, **await made(list(missing.values()))}
    cells = [(keys, meant(text, new, known).keys) for text, (_, keys) in zip(texts, rows, strict=True)]
    await linked.add_pairs(conn, new, cells)
