"""People named in filters. Their numbers live in the database, so a caller loads them first and then parses:

``parse_filter(raw, schema, policy, people=await lookup(mentioned(raw)))``.
"""

from collections.abc import Mapping

from core.ids import PREFIXES, is_id
from core.values import JsonValue

People = Mapping[str, int]
"""User number by public id and by lower-case e-mail address, of everybody whom the caller may know."""

MAX_NODES = 20_000
MAX_MENTIONED = 1_000


def mentioned(raw: JsonValue) -> frozenset[str]:
    """Every text in a raw filter that could be a person: ids as they are, addresses in lower case. Never fails."""
    found: set[str] = set()
    waiting: list[JsonValue] = [raw]
    for _ in range(MAX_NODES):
        if not waiting or len(found) >= MAX_MENTIONED:
            break
        match waiting.pop():
            case str() as text if len(text) <= 254:
                if is_id(PREFIXES["user"], text):
                    found.add(text)
                elif "@" in text:
                    found.add(text.lower())
            case list() as items:
                waiting.extend(items[:MAX_NODES])
            case dict() as members:
                waiting.extend(members.values())
            case _:
                pass
    return frozenset(found)
