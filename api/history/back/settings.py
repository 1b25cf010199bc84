"""What taking an act on a thing's settings back would set, setting by setting.

As with cells: a setting is taken back only while it still is what the act made it. What somebody changed since stays as
they left it, and the others are taken back all the same.

Options of a select are one setting, but pasting and importing add some without being an act of anybody. Options that
came since are no change of the others: they stay, behind those that come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.values import JsonValue

Settings = Mapping[str, JsonValue]
OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``settings`` to set, null for one that was not there; ``stands`` are those that somebody changed since."""

    settings: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    stands: list[str] = field(default_factory=list[str])


def wanted(before: Settings, after: Settings, now: Settings) -> Wanted:
    """``before`` and ``after`` the act that is taken back, and as it is ``now``."""
    found = Wanted()
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) == after.get(key):
            continue
        came = _came(before, after, now) if key == OPTIONS else []
        if _without(now.get(key), came) != after.get(key):
            found.stands.append(key)
        else:
            found.settings[key] = _with(before.get(key), came)
    return found


def same(after: Settings, now: Settings) -> bool:
    """Whether a thing is as an act left it."""
    left, there = after.get("config"), now.get("config")
    if not isinstance(left, dict) or not isinstance(there, dict):
        return after == now
    options = _without(there.get(OPTIONS), _came(left, left, there))
    config = {**there, OPTIONS: options} if OPTIONS in there else there
    return after == {**now, "config": config}


def _came(before: Settings, after: Settings, now: Settings) -> list[JsonValue]:
    """The options that neither side of the act has."""
    known = {_id(option) for side in (before, after) for option in _listed(side.get(OPTIONS))}
    return [option for option in _listed(now.get(OPTIONS)) if _id(option) not in known]


def _without(value: JsonValue, came: list[JsonValue]) -> JsonValue:
    return [option for option in _listed(value) if option not in came] if came else value


def _with(value: JsonValue, came: list[JsonValue]) -> JsonValue:
    return [*_listed(value), *came] if came else value


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _id(option: JsonValue) -> str:
    return str(option.get("id") if isinstance(option, dict) else option)
