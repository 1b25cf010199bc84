"""Settings that many types share: what their values are held to, and what new records begin with.

They say nothing about how they are enforced: ``core.fields.constraints`` reads them, the write path holds records to
them. ``default`` fills the cell of a new record that does not give it; a record that says null keeps it empty.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from core.fields import date_text, instant
from core.fields.base import FieldConfig
from core.fields.date_text import iso_date
from core.fields.instant import rfc3339, stored
from core.fields.pattern import whole
from core.text import MAX_TEXT

Amount = int | Annotated[float, Field(allow_inf_nan=False)]
Length = Annotated[int, Field(ge=1, le=MAX_TEXT)]


class _Word(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Today(_Word):
    """The day on which the record is made, where its maker is."""

    mode: Literal["today"]


class Now(_Word):
    """The moment at which the record is made."""

    mode: Literal["now"]


class Myself(_Word):
    """Whoever makes the record."""

    current_user: Literal[True] = Field(alias="currentUser")


class NumberLimits(FieldConfig):
    """``min`` and ``max`` are allowed themselves."""

    min: Amount | None = None
    max: Amount | None = None
    default: Amount | None = None

    @field_validator("max")
    @classmethod
    def _not_below(cls, most: float | None, info: ValidationInfo) -> float | None:
        return _ordered(info.data.get("min"), most, "min")


class TextLimits(FieldConfig):
    """Lengths count characters. ``pattern`` (``core.fields.pattern``) matches the whole text."""

    min_length: Length | None = None
    max_length: Length | None = None
    pattern: str | None = None
    default: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)] | None = None

    @field_validator("max_length")
    @classmethod
    def _not_below(cls, most: int | None, info: ValidationInfo) -> int | None:
        return _ordered(info.data.get("min_length"), most, "minLength")

    @field_validator("pattern")
    @classmethod
    def _safe(cls, pattern: str | None) -> str | None:
        return whole(pattern) if pattern else None


class DayLimits(FieldConfig):
    """Dates like ``2026-11-22``; ``min`` and ``max`` are allowed themselves."""

    min: str | None = None
    max: str | None = None
    default: str | Today | None = None

    @field_validator("min", "max")
    @classmethod
    def _day(cls, day: str | None, info: ValidationInfo) -> str | None:
        if day is not None and iso_date(day) is None:
            raise ValueError(date_text.absence(day) or 'give a date like "2026-11-22"')
        return _ordered(info.data.get("min"), day, "min") if info.field_name == "max" else day


class MomentLimits(FieldConfig):
    """Times with their zone; ``min`` and ``max`` are allowed themselves."""

    min: str | None = None
    max: str | None = None
    default: str | Now | None = None

    @field_validator("min", "max")
    @classmethod
    def _moment(cls, said: str | None, info: ValidationInfo) -> str | None:
        if said is None:
            return None
        moment = rfc3339(said)
        if moment is None:
            raise ValueError(instant.absence(said) or 'give a time with its zone like "2026-11-22T10:00:00Z"')
        return _ordered(info.data.get("min"), stored(moment), "min") if info.field_name == "max" else stored(moment)


Limit = TypeVar("Limit", int, float, str)


def _ordered(least: Limit | None, most: Limit | None, name: str) -> Limit | None:
    if least is not None and most is not None and most < least:
        raise ValueError(f"must not be below {name}")
    return most
