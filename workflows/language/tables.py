"""The tables an automation may speak of, as its publisher sees them."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.access.policy import Policy
from core.errors import NotFound
from core.ids import parse_record_id
from core.schema import TableSchema


@dataclass(frozen=True)
class KnownTable:
    schema: TableSchema
    policy: Policy


@dataclass(frozen=True)
class Tables:
    """``own`` is the table whose records trigger the automation; ``by_id`` holds it and its neighbours in the base."""

    own: KnownTable
    by_id: Mapping[str, KnownTable]

    def record(self, record_id: str) -> KnownTable | None:
        """The table that this record id says it belongs to; None when it is none of these, or no record id at all."""
        try:
            number = parse_record_id(record_id).table
        except NotFound:
            return None
        return next((table for table in self.by_id.values() if table.schema.number == number), None)
