"""From blocks of columns into the typed table, by COPY.

Each batch is one transaction: a COPY and one ``import`` change with its range of keys, so the change feed's readers
never wait for a whole file. The table is not ready meanwhile, so nobody reads half of it.

While PostgreSQL stores one piece, out of the socket's buffer, Python prepares the next: the two take about as long.
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from uuid import UUID

from api.transfer.columns import Reader
from api.transfer.records import Block, Records
from api.transfer.statement import Connection, fetch_one
from core.actor import Actor, Cause
from core.schema import FieldDef, TableSchema

BATCH_RECORDS = 50_000
_PIECE_RECORDS = 1_000
_MARK = "\x1f"
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", _MARK: f"\\{_MARK}"})


@dataclass(frozen=True)
class Target:
    """Where to and on whose behalf. ``fields`` pairs with the columns of the file."""

    table: TableSchema
    fields: Sequence[FieldDef]
    actor: Actor
    cause: Cause
    change_set: UUID


@dataclass(frozen=True)
class _Piece:
    records: int
    data: bytes


async def load(
    conn: Connection, records: Records, readers: Sequence[Reader], target: Target, progress: Callable[[int], None]
) -> int:
    """All records of the file into the empty table; returns how many. ``progress`` gets those of each batch.

    ``conn`` is in autocommit: what is loaded when an error is raised stays. Raises what reading the cells raises.
    """
    done, pieces = 0, _pieces(records, readers, target)
    piece = await asyncio.to_thread(next, pieces, None)
    while piece is not None:
        first = done + 1
        async with conn.transaction():
            async with conn.cursor().copy(_copy(target)) as copy:
                while piece is not None and (done < first or done + piece.records < first + BATCH_RECORDS):
                    done += piece.records
                    await copy.write(piece.data)
                    piece = await asyncio.to_thread(next, pieces, None)
            await fetch_one(conn, _note(target, first, done))
        progress(done - first + 1)
    if done:
        await fetch_one(conn, f"SELECT setval(pg_get_serial_sequence('{target.table.relation}', 'id'), {done})")
    return done


def _copy(target: Target) -> bytes:
    names = ", ".join(["id", "created_by", "updated_by", *(field.column for field in target.fields)])
    return f"COPY {target.table.relation} ({names}) FROM STDIN (DELIMITER E'\\x1f', NULL '')".encode()


def _pieces(records: Records, readers: Sequence[Reader], target: Target) -> Iterator[_Piece]:
    done, lines, held = 0, list[str](), 0
    by = "" if target.actor.number is None else str(target.actor.number)
    for block in records.blocks():
        lines.append(_lines(block, readers, done + 1, by))
        done += block.records
        held += block.records
        if held >= min(_PIECE_RECORDS, BATCH_RECORDS):
            yield _Piece(held, "".join(lines).encode())
            lines, held = [], 0
    if held:
        yield _Piece(held, "".join(lines).encode())


def _lines(block: Block, readers: Sequence[Reader], first: int, by: str) -> str:
    """The block as COPY reads it, a line each."""
    columns = [reader.read(cells) for reader, cells in zip(readers, block.columns, strict=True)]
    if not block.simple:
        columns = [_escaped(c) if reader.form.free else c for reader, c in zip(readers, columns, strict=True)]
    keys = map(str, range(first, first + block.records))
    return "\n".join(map(_MARK.join, zip(keys, repeat(by), repeat(by), *columns))) + "\n"


def _escaped(cells: Sequence[str]) -> Sequence[str]:
    joined = "".join(cells)
    if "\\" in joined or "\n" in joined or _MARK in joined:
        return [cell.translate(_ESCAPED) for cell in cells]
    return cells


def _note(target: Target, first: int, last: int) -> str:
    after = json.dumps({"first": first, "last": last, "count": last - first + 1})
    cause = json.dumps({"requestId": target.cause.request_id} if target.cause.request_id else {})
    actor = "NULL" if target.actor.number is None else str(target.actor.number)
    return (
        "INSERT INTO dataos.changes (change_set, workspace_number, table_number, operation, after, actor_kind,"
        " actor_number, cause, cause_depth, cause_detail)"
        f" VALUES ('{target.change_set}', {target.table.workspace_number}, {target.table.number}, 'import', '{after}',"
        f" '{target.actor.kind}', {actor}, '{target.cause.kind}', {target.cause.depth}, '{cause}') RETURNING seq"
    )
