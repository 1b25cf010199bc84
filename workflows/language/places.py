"""Where a fault is, in words that people use: the step by its number and id, the setting by its name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from pydantic import JsonValue

from core.errors import Fault

_FIRST = re.compile(r"steps\[(\d+)\]")
_INNER = re.compile(r"(?:\.config)?\.(?:branches\[(\d+)\]\.steps|else)\[(\d+)\]")
_ARM = re.compile(r"(?:\.config)?\.branches\[(\d+)\]")
_FIELD = re.compile(r"\.config\.fields\.(.+)", re.DOTALL)
_WHEN = re.compile(r"(?:(?:\.config)?\.when|conditions)((?:\.filters\[\d+\])*)")
_SETTINGS = {
    "record": "record",
    "fields": "fields",
    "tableId": "table",
    "to": "recipients",
    "subject": "subject",
    "title": "title",
    "body": "text",
    "id": "id",
    "type": "type",
    "config": "settings",
    "field": "field",
}


def with_places(faults: Iterable[Fault], written: Mapping[str, JsonValue]) -> list[Fault]:
    """The faults of the definition ``written``, each message led by its place."""
    found: list[Fault] = []
    for fault in faults:
        where = place(fault.path, written)
        found.append(replace(fault, message=f"{where}: {fault.message}") if where else fault)
    return found


def place(path: str, written: Mapping[str, JsonValue]) -> str:
    """``Step 2 (fork), branch 1, step 1 (mail), text``; empty for a fault of the whole.

    >>> place("steps[0].config.fields.Due", {"steps": [{"id": "stamp"}]})
    "Step 1 (stamp), field 'Due'"
    """
    if path.startswith("trigger"):
        return ", ".join(["Trigger", *_setting(path.removeprefix("trigger"))])
    if path.startswith("conditions"):
        return ", ".join(_condition(path)).capitalize() or "Conditions"
    first = _FIRST.match(path)
    if first is None:
        return ""
    step = _step(written.get("steps"), int(first[1]))
    words = [f"Step {_named(int(first[1]), step)}"]
    rest = path[first.end() :]
    while inner := _INNER.match(rest):
        arm, index = inner[1], int(inner[2])
        step = _step(_block(step, arm), index)
        words += ["else" if arm is None else f"branch {int(arm) + 1}", f"step {_named(index, step)}"]
        rest = rest[inner.end() :]
    if arm := _ARM.match(rest):
        words.append(f"branch {int(arm[1]) + 1}")
        rest = rest[arm.end() :]
    return ", ".join([*words, *_setting(rest)])


def _setting(rest: str) -> list[str]:
    if field := _FIELD.fullmatch(rest):
        return [f"field {field[1][:100]!r}"]
    if found := _condition(rest):
        return found
    name = re.sub(r"\[\d+\]", "", rest.removeprefix(".config").removeprefix("."))
    return [_SETTINGS.get(name, name[:100])] if name else []


def _condition(rest: str) -> list[str]:
    """``condition 2.1``: the first of the group that is the second."""
    found = _WHEN.match(rest)
    if found is None:
        return []
    numbers = [str(int(index) + 1) for index in re.findall(r"\d+", found[1])]
    return [f"condition {'.'.join(numbers)}" if numbers else "conditions"]


def _named(index: int, step: Mapping[str, JsonValue]) -> str:
    said = step.get("id")
    return f"{index + 1} ({said[:40]})" if isinstance(said, str) and said else str(index + 1)


def _block(step: Mapping[str, JsonValue], arm: str | None) -> JsonValue:
    config = step.get("config")
    holder = cast("Mapping[str, JsonValue]", config) if isinstance(config, Mapping) else step
    if arm is None:
        return step.get("else", holder.get("else"))
    return _step(step.get("branches", holder.get("branches")), int(arm)).get("steps")


def _step(steps: JsonValue, index: int) -> Mapping[str, JsonValue]:
    found = steps[index] if isinstance(steps, list | tuple) and index < len(steps) else None
    return found if isinstance(found, dict) else {}
