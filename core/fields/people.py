"""People in cells: stored as the user's number, shown as ``{"id", "name", "email"}``.

Names and addresses live in ``dataos.users``, and this package does no I/O. So the two directions are split. *Showing*:
a page of records joins the users in its own statement; everybody else (history, triggers, templates) collects the
numbers, loads those people in one statement and calls ``show``. *Reading*: whoever accepts ids or addresses looks them
up first and passes the numbers in (``core.query.parse`` takes ``people``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


@dataclass(frozen=True, slots=True)
class Person:
    """``id`` is the public id."""

    id: str
    name: str
    email: str


class PersonField(FieldType):
    """Base of the types that hold one person."""

    kind = ValueKind.USER

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A user's number; ids and addresses are looked up by the caller."""
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw < 2**63:
            raise InvalidValue(f"Give a person's id or e-mail address, not {shown(raw)}.")
        return raw


def show(stored: StoredValue, field: "FieldDef", people: Mapping[int, Person], *, by_id: bool = False) -> JsonValue:
    """The wire value of any field's stored value. A person who is not among ``people`` shows as empty."""
    if field.kind is not ValueKind.USER:
        return field.type.wire(stored, field, by_id=by_id)
    person = people.get(stored) if isinstance(stored, int) else None
    return {"id": person.id, "name": person.name, "email": person.email} if person else None
