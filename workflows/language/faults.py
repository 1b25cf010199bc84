"""Pydantic's findings as our faults: paths people can follow, words they can act on."""

from collections.abc import Iterator

from pydantic import ValidationError

from core.errors import Fault

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "union_tag_invalid": "unknown_type",
    "union_tag_not_found": "missing",
}
_MESSAGES = {
    "missing": "This key is missing.",
    "extra_forbidden": "There is no such key here.",
    "union_tag_not_found": "Say its `type`.",
    "string_pattern_mismatch": "Use a lower-case letter, then letters, digits or _, at most 40 in all.",
}


def faults_of(error: ValidationError) -> list[Fault]:
    """One fault per finding, in order."""
    found: list[Fault] = []
    for item in error.errors(include_url=False, include_context=True, include_input=False):
        kind, context = item["type"], item.get("ctx", {})
        message = _MESSAGES.get(kind, item["msg"])
        if kind == "union_tag_invalid":
            message = f"There is no type {str(context.get('tag'))[:100]!r}. Known: {context.get('expected_tags')}."
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
