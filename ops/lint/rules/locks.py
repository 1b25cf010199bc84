"""A requirements lock names no machine: no package index, no local path, a hash for every package."""

import re
from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source

_PLACE = re.compile(r"(--(extra-)?index-url|--find-links|--trusted-host|https?://|file:|(^|\s)/\w)")


def _check(source: Source) -> Iterator[Fault]:
    if not source.matches("requirements/*.txt"):
        return
    for number, line in enumerate(source.lines, 1):
        if _PLACE.search(line):
            yield Fault(source.path, number, "a lock names packages and hashes, not places")
        if re.match(r"[a-z0-9]", line) and ("==" not in line or not line.endswith("\\")):
            yield Fault(source.path, number, "not pinned with a hash")


RULE = Rule("locks", _check)
