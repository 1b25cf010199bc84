"""What strangers are not told about people: their e-mail addresses."""

from collections.abc import Iterator

import orjson

from core.access.policy import Policy
from core.errors import Fault, Invalid
from core.fields.base import shown
from core.query.people import mentioned
from core.schema import TableSchema
from core.values import JsonValue, ValueKind

_MARK = b'"email"'
_PERSON = {"id", "name", "email"}


def without_addresses(body: bytes) -> bytes:
    """The answer with people known by name alone, wherever they stand in it."""
    if _MARK not in body:
        return body
    answer: JsonValue = orjson.loads(body)
    waiting: list[JsonValue] = [answer]
    while waiting:
        match waiting.pop():
            case dict() as members:
                if members.keys() == _PERSON and str(members["id"]).startswith("usr_"):
                    members["email"] = None
                else:
                    waiting.extend(members.values())
            case list() as items:
                waiting.extend(items)
            case _:
                pass
    return orjson.dumps(answer)


def names_addresses(filter: JsonValue) -> bool:
    """Whether there is anything in the filter that ``refuse_addresses`` could refuse."""
    return any("@" in said for leaf, _ in _leaves(filter) for said in mentioned(leaf.get("value")))


def refuse_addresses(filter: JsonValue, schema: TableSchema, policy: Policy) -> None:
    """Whether somebody with an address works here is nothing to find out by filters: to strangers nobody has one.

    Raises Invalid as for people who do not exist.
    """
    faults = [
        Fault(f"{path}.value", "invalid_value", f"There is no person {shown(said)} here.")
        for leaf, path in _leaves(filter)
        if _is_person(leaf.get("field"), schema, policy)
        for said in sorted(mentioned(leaf.get("value")))
        if "@" in said
    ]
    if faults:
        raise Invalid(faults[:20])


def _leaves(filter: JsonValue) -> Iterator[tuple[dict[str, JsonValue], str]]:
    """Conditions of a filter that nobody has looked at yet: of any depth."""
    waiting: list[tuple[JsonValue, str]] = [(filter, "filter")]
    while waiting:
        node, path = waiting.pop()
        if not isinstance(node, dict):
            continue
        inner = node.get("filters")
        if isinstance(inner, list):
            waiting.extend((member, f"{path}.filters[{at}]") for at, member in enumerate(inner))
        elif "field" in node:
            yield node, path


def _is_person(key: JsonValue, schema: TableSchema, policy: Policy) -> bool:
    if not isinstance(key, str):
        return False
    field = policy.find(schema, key)
    # A path leads to another table; there too nobody is known by address.
    return "." in key if field is None else field.kind is ValueKind.USER
