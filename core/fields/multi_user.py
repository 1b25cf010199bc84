"""Several people, in the order they were given, none twice. Nobody is the empty cell."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, InvalidValue, shown
from core.fields.people import PersonField, person_number
from core.fields.user import UserConfig
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_PEOPLE = 100


class MultiUser(PersonField):
    name = "multiUser"
    config_model = UserConfig
    many = True

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT_ARRAY

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A list of users' numbers."""
        if raw is None:
            return None
        if not isinstance(raw, list):
            raise InvalidValue(f"Give a list of people or null, not {shown(raw)}.")
        if len(raw) > MAX_PEOPLE:
            raise InvalidValue(f"A cell holds at most {MAX_PEOPLE} people; {len(raw):,} were given.")
        return list[JsonValue](dict.fromkeys(person_number(item) for item in raw)) or None
