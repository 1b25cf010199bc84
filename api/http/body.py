"""Base models of request bodies and answers, and the string types they share."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel


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


class Answer(BaseModel):
    """A JSON answer: camelCase out, built by field name in code."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


def _printable(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("control characters are not allowed")
    return text


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("the character U+0000 cannot be stored")
    return text


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_printable)
]
"""A name of anything: one line, trimmed."""
Prose = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_without_nul)]
"""A description: any text that can be stored."""
