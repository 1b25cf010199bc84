"""IANA time zones by name."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

READER = "reader"
"""The setting that means: whatever zone the person looks from."""


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "Factory"})


def is_zone(name: str) -> bool:
    """Whether ``name`` is a time zone, spelled exactly. ``ZoneInfo`` opens files, so it gets no other names."""
    return name in _names()


def zone_of(setting: str) -> ZoneInfo:
    """The zone that a field's ``timeZone`` names. Where nobody looks (imports, CSV), the reader's zone is UTC."""
    return ZoneInfo("UTC" if setting == READER else setting)
