"""The cells whose conversion is beyond doubt, as SQL: so most of a million values never leave the database.

What a text means is said in one place, ``core.fields.conversion``. This says the same for plain cases only, such as
"12.5" as a number, and a property test compares the two. All other cells go the other way.
"""

from dataclasses import dataclass

from core.fields.conversion import Conversion
from core.fields.number import NumberConfig
from core.schema import FieldDef

_TEXTS = frozenset({"text", "longText", "url", "email", "phone", "barcode"})
"""Their cells read as they are stored."""
_PLAIN_NUMBER = r"'^(0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,8})\.[0-9]{1,6})$'"
_WHOLE = "abs({v}) < 1e15 AND {v} = trunc({v})"


@dataclass(frozen=True, slots=True)
class Sure:
    """SQL with ``{v}`` for the old cell: when it is beyond doubt, and what it becomes then. ``always``: it is never in
    doubt."""

    when: str
    value: str
    always: bool = False


def sure(conversion: Conversion) -> Sure | None:
    """None where every cell has to be looked at."""
    if conversion.listed or conversion.failing or conversion.cipher is not None:
        return None
    source, target = conversion.source, conversion.target
    if source.type.name in _TEXTS and target.type.name in ("text", "longText"):
        return Sure("true", "{v}", always=True)
    if source.type.name in _TEXTS and isinstance(target.config, NumberConfig) and target.type.name == "number":
        exact = "{v}::double precision + 0"
        places = target.config.precision
        if places is not None:
            exact = f"round({{v}}::numeric, {places})::double precision + 0"
        return Sure(f"{{v}} ~ {_PLAIN_NUMBER}", exact)
    if _whole(source) and target.type.name in ("text", "longText"):
        return Sure(_WHOLE, "{v}::bigint::text")
    return None


def _whole(source: FieldDef) -> bool:
    """A number that shows the digits that it has."""
    config = source.config
    return source.type.name == "number" and isinstance(config, NumberConfig) and config.precision in (None, 0)
