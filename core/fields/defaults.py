"""What a new record's cell holds that nobody gave: the field's ``default``, in the form that is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.fields.base import FieldConfig, InvalidValue, UnknownOptions
from core.fields.instant import stored
from core.fields.limits import Myself, Now, NumberLimits, TextLimits, Today
from core.fields.options import OPTION_ID, SelectConfig
from core.fields.registry import parse_config
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

_Default = str | bool | int | float | tuple[str, ...] | Today | Now | Myself | None
"""A wire value, or a word for what is known only when the record is made."""


def has_default(field: "FieldDef") -> bool:
    return not field.read_only and _said(field.config) is not None


def default_value(field: "FieldDef", now: datetime, zone: ZoneInfo, user_number: int | None) -> StoredValue:
    """The stored value; ``zone`` is where the maker of the record is."""
    match _said(field.config):
        case Today():
            return now.astimezone(zone).date().isoformat()
        case Now():
            return stored(now)
        case Myself():
            return None if user_number is None else [user_number] if field.many else user_number
        case tuple() as ids:
            return field.type.parse(list(ids), field)
        case str() | bool() | int() | float() as value:
            return field.type.parse(value, field)
        case _:
            return None


def settled(field: "FieldDef", path: str = "") -> "FieldDef":
    """The field with its default checked, options by id. Raises Invalid at ``config.default``.

    A default whose option was removed goes with it.
    """
    said = _said(field.config)
    if said is None or isinstance(said, Today | Now | Myself):
        return field
    if isinstance(field.config, SelectConfig) and _gone(field.config, said):
        return _with(field, None)
    try:
        value = field.type.parse(list(said) if isinstance(said, tuple) else said, field)
    except (InvalidValue, UnknownOptions) as error:
        raise _refused(path, str(error)) from None
    broken = _breaks(field.config, value)
    if broken:
        raise _refused(path, broken)
    return _with(field, value) if isinstance(field.config, SelectConfig) else field


def check_alike(field: "FieldDef", before: "FieldDef | None" = None, path: str = "") -> None:
    """Raises Invalid for a default in a field that must not have a value twice: the second new record would fail.

    What a field had ``before`` it keeps, so that the rest of it can be changed.
    """
    if not field.unique or not has_default(field):
        return
    if before is not None and before.unique and _said(before.config) == _said(field.config):
        return
    message = (
        f"{field.name} has a default, so a second new record would have the same value, and no two records may. "
        "Leave out the default, or unique."
    )
    at = "config.default" if before is None or before.unique else "unique"
    raise Invalid.one(f"{path}.{at}" if path else at, "unique_default", message)


def _said(config: FieldConfig) -> _Default:
    return cast("_Default", getattr(config, "default", None))


def _gone(config: SelectConfig, said: str | bool | float | tuple[str, ...]) -> bool:
    ids = said if isinstance(said, tuple) else (said,)
    return any(isinstance(key, str) and OPTION_ID.fullmatch(key) and config.resolve(key) is None for key in ids)


def _with(field: "FieldDef", value: StoredValue) -> "FieldDef":
    wire: Mapping[str, JsonValue] = {**field.config.wire(), "default": value}
    return replace(field, config=parse_config(field.type, dict(wire)))


def _breaks(config: FieldConfig, value: StoredValue) -> str | None:
    """Why the default could never be saved, as far as that can be told without the database."""
    match config, value:
        case NumberLimits(), int() | float():
            low, high, size = config.min, config.max, value
        case TextLimits(), str():
            low, high, size = config.min_length, config.max_length, len(value)
        case _:
            return None
    below, above = low is not None and size < low, high is not None and size > high
    return "The default is outside the limits of the field." if below or above else None


def _refused(path: str, message: str) -> Invalid:
    return Invalid.one(f"{path}.config.default" if path else "config.default", "invalid_config", message)
