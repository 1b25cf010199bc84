"""What comes out of a lookup or rollup, from the field that it looks at."""

from pydantic import JsonValue

from core.computed.aggregates import TAKES, RollupFn, taking
from core.computed.validity import changes_by_itself
from core.fields.base import ColumnType, Storage
from core.fields.derived import DerivedConfig, Result
from core.fields.formula import FormulaConfig
from core.fields.limited import LimitedConfig
from core.schema import FieldDef
from core.values import ValueKind

_F = RollupFn
_INTEGERS = (ColumnType.SMALLINT, ColumnType.BIGINT)
COUNTED = Result(kind=ValueKind.NUMBER, many=False, column=ColumnType.BIGINT, type="number", config={"precision": 0})
_NUMBER = Result(kind=ValueKind.NUMBER, many=False, column=ColumnType.DOUBLE, type="number")
_TEXT = Result(kind=ValueKind.TEXT, many=False, column=ColumnType.TEXT, type="text")
_TICK = Result(kind=ValueKind.BOOLEAN, many=False, column=ColumnType.BOOLEAN, type="checkbox")
_SHOWN_AS = {"createdTime": "datetime", "modifiedTime": "datetime", "createdBy": "user", "modifiedBy": "user"}
_OF_KIND = {
    ValueKind.TEXT: "text",
    ValueKind.NUMBER: "number",
    ValueKind.BOOLEAN: "checkbox",
    ValueKind.DATE: "date",
    ValueKind.DATETIME: "datetime",
}
_NOT_ADDED_UP = ("rating", "autoNumber")


class DoesNotFit(Exception):
    """The field cannot be looked at in this way; the message says what can."""


def lookup_result(target: FieldDef) -> Result:
    """Raises DoesNotFit."""
    _require_value(target)
    if target.kind is ValueKind.LINK:
        raise DoesNotFit(f"{target.name} is a link. Look up a field of the records that it leads to instead.")
    return _like(target, target.column_type.array, many=True)


def rollup_result(fn: RollupFn, target: FieldDef) -> Result:
    """Raises DoesNotFit."""
    _require_value(target)
    if target.kind not in TAKES[fn]:
        known = ", ".join(taking(target.kind)) or "nothing"
        raise DoesNotFit(f"{target.name} ({target.type.name}) cannot be rolled up with {fn}; it takes {known}.")
    one = target.column_type.element
    match fn:
        case _F.COUNT | _F.COUNTA | _F.COUNTALL:
            return COUNTED
        case _F.AND | _F.OR | _F.XOR:
            return _TICK
        case _F.CONCATENATE | _F.ARRAY_JOIN:
            return _TEXT
        case _F.ARRAY_UNIQUE | _F.ARRAY_COMPACT:
            return lookup_result(target)
        case _F.STDDEV | _F.VARIANCE | _F.PERCENT_FILLED:
            return _NUMBER
        case _F.MIN | _F.MAX | _F.EARLIEST | _F.LATEST:
            return _like(target, one, many=False)
        case _F.AVERAGE | _F.MEDIAN:
            return _amount(target, ColumnType.DOUBLE)
        case _F.SUM | _F.RANGE if target.kind is ValueKind.NUMBER:
            # Sums of whole numbers may need more digits than one of them.
            return _amount(target, ColumnType.NUMERIC if one in _INTEGERS else one)
        case _F.SUM | _F.RANGE:
            return _NUMBER


def _formula_format(config: FormulaConfig) -> dict[str, JsonValue]:
    return {} if config.format.precision is None else {"precision": config.format.precision}


def _require_value(target: FieldDef) -> None:
    if target.encrypted:
        raise DoesNotFit(f"{target.name} is encrypted, so nothing can be made of it.")
    if target.type.storage is Storage.NONE and not target.type.computed:
        raise DoesNotFit(f"{target.name} is a {target.type.name}, which has no value.")
    if changes_by_itself(target):
        raise DoesNotFit(f"{target.name} depends on the time of reading, so nothing that is kept can be made of it.")


def _amount(target: FieldDef, column: ColumnType) -> Result:
    """A sum of ratings is no rating."""
    shown = _like(target, column, many=False)
    if shown.type in _NOT_ADDED_UP:
        return Result(kind=ValueKind.NUMBER, many=False, column=column, type="number")
    return shown


def _like(target: FieldDef, column: ColumnType, *, many: bool) -> Result:
    """In the format of the target; what a lookup looks up is shown as that is shown."""
    type_name = _SHOWN_AS.get(target.type.name, target.type.name)
    config: dict[str, JsonValue] = target.config.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(target.config, LimitedConfig):
        config.pop("fields", None)
    if isinstance(target.config, DerivedConfig):
        shown = target.config.result or COUNTED
        type_name, config = shown.type, shown.config
    elif isinstance(target.config, FormulaConfig):
        type_name, config = _OF_KIND[target.kind], _formula_format(target.config)
    return Result(kind=target.kind, many=many, column=column, type=type_name, config=config)
