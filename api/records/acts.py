"""What the write path is asked to do, by whom, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from core.actor import Actor, Cause
from core.values import StoredValue

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class WriteContext:
    """Who acts, why, in which browser tab, and the change set that this belongs to."""

    actor: Actor
    cause: Cause
    tab: str | None
    change_set: UUID
    zone: ZoneInfo = UTC
    """Where the actor is: what "today" is as a default."""


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A record to be. ``client_key`` makes creating it again harmless: the record that has it is the answer."""

    values: Mapping[int, StoredValue]
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """``version`` is what the caller has seen; None takes whatever is there."""

    key: int
    values: Mapping[int, StoredValue]
    version: int | None = None


Row = TypeVar("Row", RecordDraft, RecordEdit)


def with_cells(rows: Sequence[Row], cells: Sequence[Mapping[int, StoredValue]]) -> list[Row]:
    """The same records with these values."""
    return [replace(row, values=values) for row, values in zip(rows, cells, strict=True)]


@dataclass(frozen=True, slots=True)
class Written:
    """In the order of the input. ``body`` is the JSON array of the wire records as they are now."""

    keys: list[int]
    body: bytes
    changed: int
    versions: list[int] = field(default_factory=list[int])
