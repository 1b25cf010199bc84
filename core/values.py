"""What a cell can hold, by kind.

A **stored value** is the JSON form of a column exactly as PostgreSQL's ``to_jsonb`` gives it: text and option ids are
strings, numbers int/float, booleans bool, dates ``2026-11-22``, datetimes RFC 3339 text in UTC, users their bigint,
"many" kinds lists; None is empty. Changes, snapshots, conditions and the batch statement all speak stored values.
A **wire value** is what the HTTP contract shows (option names, user objects): DESIGN §12.
"""

from enum import StrEnum

JsonScalar = str | int | float | bool | None
JsonValue = JsonScalar | list["JsonValue"] | dict[str, "JsonValue"]
StoredValue = JsonValue


class ValueKind(StrEnum):
    """Filters, sorts, groups and aggregates are written per kind, never per field type."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    OPTION = "option"
    USER = "user"
    FILE = "file"
    LINK = "link"
    JSON = "json"
    SEALED = "sealed"
    """Of an encrypted field, whatever its type: whether it is empty is all that can be asked of it."""
    NONE = "none"
    """A field without a value (button): nothing can be asked of it."""
