"""The tables an automation may speak of, as its publisher sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.access.policy import Policy
from core.errors import NotFound
from core.fields.people import Directory
from core.ids import PREFIXES, is_id, parse_record_id
from core.query.people import People
from core.schema import TableSchema


@dataclass(frozen=True)
class KnownTable:
    schema: TableSchema
    policy: Policy


@dataclass(frozen=True)
class Tables:
    """``own`` is the table whose records trigger the automation; ``by_id`` holds it and its neighbours in the base.

    ``people`` are those whom the conditions mention, by public id and address; ``writable`` those whom the steps
    mention and who can open the base, so that cells may hold them.
    """

    own: KnownTable
    by_id: Mapping[str, KnownTable]
    people: People = field(default_factory=dict[str, int])
    writable: Directory = field(default_factory=Directory)

    @property
    def person_ids(self) -> Mapping[int, str]:
        return {number: key for key, number in self.people.items() if is_id(PREFIXES["user"], key)}

    def record(self, record_id: str) -> KnownTable | None:
        """The table that this record id says it belongs to; None when it is none of these, or no record id at all."""
        try:
            number = parse_record_id(record_id).table
        except NotFound:
            return None
        return next((table for table in self.by_id.values() if table.schema.number == number), None)
