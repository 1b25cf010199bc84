"""Any JSON value, up to 100 kB and 32 levels. The order of an object's keys is not kept; ``null`` is the empty cell."""

import json
from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.fields.numeric import number
from core.text import unstorable
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_BYTES = 100_000
MAX_DEPTH = 32


class Json(FieldType):
    name = "json"
    kind = ValueKind.JSON

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.JSONB

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        value = _canonical(raw, MAX_DEPTH)
        if value is not None and len(_text(value).encode(errors="surrogatepass")) > MAX_BYTES:
            raise InvalidValue(f"JSON may have at most {MAX_BYTES:,} bytes. Keep large documents as attachments.")
        return value

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Text is read as JSON, so a text value needs its own quotes."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        if not raw.strip():
            return None
        if len(raw) > MAX_BYTES:
            raise InvalidValue(f"JSON may have at most {MAX_BYTES:,} bytes. Keep large documents as attachments.")
        try:
            read: JsonValue = json.loads(raw)
        except (ValueError, RecursionError):
            raise InvalidValue(f'{shown(raw.strip())} is not JSON; write it like {{"key": "value"}}.') from None
        return self.parse(read, field)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        return "" if stored is None else _text(stored)


def _text(value: StoredValue) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _canonical(raw: JsonValue, levels: int) -> JsonValue:
    """As PostgreSQL gives it back. Raises InvalidValue."""
    match raw:
        case None | bool():
            return raw
        case int() | float():
            return number(raw)
        case str():
            return _storable(raw)
        case _ if levels == 0:
            raise InvalidValue(f"JSON may be nested {MAX_DEPTH} levels deep at most.")
        case list():
            return [_canonical(item, levels - 1) for item in raw]
        case dict():
            return {_storable(key): _canonical(item, levels - 1) for key, item in sorted(raw.items())}


def _storable(text: str) -> str:
    reason = unstorable(text, MAX_BYTES)
    if reason:
        raise InvalidValue(reason)
    return text
