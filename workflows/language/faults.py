"""Pydantic's findings as our faults: paths people can follow, words they can act on."""

import re
from collections.abc import Iterator

from pydantic import ValidationError

from core.errors import Fault
from core.near import did_you_mean

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "union_tag_invalid": "unknown_type",
    "union_tag_not_found": "missing",
}
_MESSAGES = {
    "missing": "This is missing; fill it in.",
    "extra_forbidden": "There is no such setting here. Check its name or remove it.",
    "union_tag_not_found": "Say its `type`.",
    "string_pattern_mismatch": "Use a lower-case letter, then lower-case letters, digits or _, at most 40 in all.",
    "string_type": "Give a text in quotes.",
    "dict_type": "Give an object.",
    "model_type": "Give an object.",
    "model_attributes_type": "Give an object.",
    "tuple_type": "Give a list.",
    "list_type": "Give a list.",
    "string_too_long": "Give at most {max_length:,} characters.",
    "too_long": "Give at most {max_length:,}; there are {actual_length:,}.",
    "too_short": "Give at least {min_length:,}.",
}


def faults_of(error: ValidationError) -> list[Fault]:
    """One fault per finding, in order."""
    found: list[Fault] = []
    for item in error.errors(include_url=False, include_context=True, include_input=False):
        kind, context = item["type"], item.get("ctx", {})
        message = _MESSAGES[kind].format_map(context) if kind in _MESSAGES else item["msg"]
        if kind == "union_tag_invalid":
            said, known = str(context.get("tag"))[:100], str(context.get("expected_tags"))
            hint = did_you_mean(said, re.findall(r"\w+", known)) or f"Use one of {known}."
            message = f"There is no type {said!r}. {hint}"
        found.append(Fault(_path(item["loc"]), _CODES.get(kind, "invalid_value"), message))
    return found


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in _without_tags(location):
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _without_tags(location: tuple[int | str, ...]) -> Iterator[int | str]:
    """Pydantic puts the chosen variant's tag after the place of a step or trigger; the wire form has no such level."""
    skip = False
    for index, part in enumerate(location):
        if skip:
            skip = False
            continue
        yield part
        in_steps = isinstance(part, int) and index > 0 and location[index - 1] in {"steps", "else"}
        skip = in_steps or (part == "trigger" and index == 0)
