"""Several options of the field's list, in the order they were given, none twice. No options is the empty cell."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of, shown
from core.fields.options import MAX_OPTIONS, SelectConfig, lenient, strict
from core.fields.text import spoken
from core.fields.text_list import join, split
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class MultiSelect(FieldType):
    name = "multiSelect"
    kind = ValueKind.OPTION
    many = True
    config_model = SelectConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.TEXT_ARRAY

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        if not isinstance(raw, list):
            raise InvalidValue(f"Give a list of option names or null, not {shown(raw)}.")
        said: list[str] = []
        for item in raw:
            if not isinstance(item, str):
                raise InvalidValue(f"Give option names in quotes, not {shown(item)}.")
            said.append(item)
        return _stored(strict(config_of(field, SelectConfig), said))

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also text with the names separated by commas, semicolons or line breaks, in double quotes where needed.

        Text that is one option's whole name is that option, even when the name has a comma in it.
        """
        config = config_of(field, SelectConfig)
        if isinstance(raw, list):
            said = [part for part in map(spoken, raw) if part]
        else:
            text = spoken(raw) or ""
            said = [text] if config.guess(text) else split(text)
        if len(said) > MAX_OPTIONS:
            raise InvalidValue(f"A cell holds at most {MAX_OPTIONS:,} options; {len(said):,} were given.")
        return _stored(lenient(config, said))

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        """Names in order; ids that are no options any more are left out."""
        if not isinstance(stored, list):
            return None
        names = config_of(field, SelectConfig).names
        known = [option for option in stored if isinstance(option, str) and option in names]
        return _stored(known if by_id else [names[option] for option in known])

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        shown_names = self.wire(stored, field)
        return join([str(name) for name in shown_names]) if isinstance(shown_names, list) else ""


def _stored(ids: list[str]) -> list[JsonValue] | None:
    return list(ids) or None
