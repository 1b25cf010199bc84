"""Pydantic's findings as our faults: paths people can follow, words they can act on."""

import re
from collections.abc import Iterator

from pydantic import ValidationError

from core.errors import Fault
from core.near import did_you_mean
from core.wording import said as told

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "union_tag_invalid": "unknown_type",
    "union_tag_not_found": "missing",
}
_NO_SETTING = "There is no such setting here. Check its name or remove it."


def faults_of(error: ValidationError) -> list[Fault]:
    """One fault per finding, in order."""
    found: list[Fault] = []
    for item in error.errors(include_url=False, include_context=True, include_input=False):
        kind, context = item["type"], item.get("ctx", {})
        message = _NO_SETTING if kind == "extra_forbidden" else told(item)
        if kind == "union_tag_invalid":
            tag, known = str(context.get("tag"))[:100], str(context.get("expected_tags"))
            hint = did_you_mean(tag, re.findall(r"\w+", known)) or f"Use one of {known}."
            message = f"There is no type {tag!r}. {hint}"
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
