"""The text of a cell as one expression: what an index for words holds is what a search asks for."""

from core.schema import FieldDef
from core.values import ValueKind

SEPARATOR = "\x1f"
"""Between the values of a cell with several."""


def words(field: FieldDef, at: str) -> str | None:
    """All text of the cell ``at``, names of files included, null for none; None where the field holds no text."""
    match field.kind, field.many:
        case ValueKind.TEXT, False:
            return at
        case ValueKind.TEXT, True:
            return f"fx.words({at})"
        case ValueKind.FILE, False:
            return f"({at} ->> 'name')"
        case ValueKind.FILE, True:
            return f"fx.file_names({at})"
        case _:
            return None
