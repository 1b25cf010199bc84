"""The log as a file: JSON lines, which can be verified by themselves, or CSV for spreadsheets."""

from collections.abc import AsyncIterator, Sequence
from enum import StrEnum

import orjson

from api.audit.rows import Row, exported
from api.kit.csv_cells import guarded, written

_COLUMNS = (
    "id", "at", "workspaceId", "action", "outcome", "actorType", "actorId", "actorName", "onBehalfOf", "address",
    "userAgent", "requestId", "baseId", "tableId", "targets", "before", "after", "detail", "position", "prevHash",
    "hash",
)  # fmt: skip


class ExportFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


MEDIA_TYPES = {ExportFormat.CSV: "text/csv; charset=utf-8", ExportFormat.JSONL: "application/x-ndjson"}


async def lines(pages: AsyncIterator[Sequence[Row]], kind: ExportFormat) -> AsyncIterator[bytes]:
    """The file, a page of entries at a time."""
    if kind is ExportFormat.CSV:
        yield written([_COLUMNS])
    async for rows in pages:
        if kind is ExportFormat.CSV:
            yield written([_cells(row) for row in rows])
        else:
            yield b"".join(orjson.dumps(exported(row), default=str) + b"\n" for row in rows)


def _cells(row: Row) -> Sequence[str]:
    told = exported(row)
    actor = {"actorType": row.actor_kind, "actorId": row.actor_id, "actorName": row.actor_name}
    return [_cell(actor[name] if name in actor else told[name]) for name in _COLUMNS]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case int():
            return str(value)
        case _:
            return guarded(orjson.dumps(value, default=str).decode())
