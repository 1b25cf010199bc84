"""Base models of request bodies and answers, and the string types they share."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, JsonValue, StringConstraints, field_validator
from pydantic.alias_generators import to_camel

from core.text import unstorable

MAX_PROSE = 20_000
MAX_NUMBER = 1e300


def not_null(raw: JsonValue) -> JsonValue:
    """Raises ValueError for null, where absent and null would otherwise be the same."""
    if raw is None:
        raise ValueError("null says nothing here; leave out what should stay as it is")
    return raw


class Body(BaseModel):
    """A JSON request body: no coercion, no unknown keys, camelCase.

    Strict models take no text for an enum: write ``Annotated[Role, Field(strict=False)]``.
    """

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
    )

    @field_validator("*", mode="before")
    @classmethod
    def _no_extreme_numbers(cls, raw: JsonValue) -> JsonValue:
        """JSON allows numbers that jsonb or other readers of JSON cannot hold; free-form parts must keep none."""
        waiting: list[JsonValue] = [raw]
        while waiting:
            match waiting.pop():
                case list() as items:
                    waiting.extend(items)
                case dict() as members:
                    waiting.extend(members.values())
                case int() | float() as number if not abs(number) < MAX_NUMBER:
                    raise ValueError(f"numbers lie between -{MAX_NUMBER:g} and {MAX_NUMBER:g}")
                case _:
                    continue
        return raw


class Patch(Body):
    """A body that changes part of something: what is absent stays, so null says nothing and is refused."""

    @field_validator("*", mode="before")
    @classmethod
    def _no_nulls(cls, raw: JsonValue) -> JsonValue:
        return not_null(raw)


class Answer(BaseModel):
    """A JSON answer: camelCase out, built by field name in code."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


# Control characters, line and paragraph separators.
_BREAKING = frozenset({"Cc", "Zl", "Zp"})


def _printable(text: str) -> str:
    if any(unicodedata.category(character) in _BREAKING for character in text):
        raise ValueError("a name is one line without control characters")
    return text


def _storable(text: str) -> str:
    reason = unstorable(text, MAX_PROSE)
    if reason is not None:
        raise ValueError(reason)
    return text


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_printable)
]
"""A name of anything: one line, trimmed."""
Prose = Annotated[str, AfterValidator(_storable)]
"""A description: any text that can be stored."""
