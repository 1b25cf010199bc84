"""Currencies of fields, by their codes in ISO 4217 as it is now.

Checked where a code is chosen and nowhere else: a field keeps the code of a currency that has come to an end since.
"""

from iso4217 import Currency

from core.errors import Invalid
from core.fields.currency import CurrencyConfig
from core.fields.formula import FormulaConfig
from core.near import did_you_mean
from core.schema import FieldDef

_CODES = frozenset(currency.code for currency in Currency)


def check_currency(field: FieldDef, before: FieldDef | None = None, path: str = "") -> None:
    """Raises Invalid for a code that is none, unless the field had it ``before``."""
    setting, code = _code(field)
    if code is None or code in _CODES or (before is not None and _code(before)[1] == code):
        return
    hint = did_you_mean(code, sorted(_CODES)) or "Give one like EUR."
    at = f"{path}.{setting}" if path else setting
    raise Invalid.one(at, "unknown_currency", f"{code} is no currency of ISO 4217. {hint}")


def _code(field: FieldDef) -> tuple[str, str | None]:
    """Where it is set, and the code; None for fields without one."""
    match field.config:
        case CurrencyConfig(currency=code):
            return "config.currency", code
        case FormulaConfig(format=shown):
            return "config.format.currency", shown.currency
        case _:
            return "config", None
