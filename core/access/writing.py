"""Filters of row rules as people write and read them: checked and stored by ids, shown by names.

Values may be attributes of the user (``core.access.attributes``), which no other filter knows: for the parser something
stands in for them, and they are put back into what is stored.
"""

from collections.abc import Mapping

from core.access.attributes import checked, mentions, named
from core.access.policy import Policy
from core.access.rules import OPEN, leaves
from core.errors import Invalid
from core.query.across import step
from core.query.ast import Operator
from core.query.filters import MAX_DEPTH
from core.query.parse import parse_filter
from core.query.people import People, mentioned
from core.query.render import PersonIds, render
from core.schema import FieldDef, TableSchema
from core.values import JsonValue


def stored_filter(
    raw: JsonValue, schema: TableSchema, policy: Policy, path: str, people: People, person_ids: PersonIds
) -> JsonValue:
    """The filter by ids. ``policy`` is the writer's: fields that are hidden from them cannot be named.

    Raises Invalid with paths under ``path``.
    """
    found = parse_filter(_stood_in(raw, schema, policy, path, 1), schema, policy, path, people=people)
    if found is None:
        raise Invalid.one(path, "required", 'Give a filter; {"conjunction": "and", "filters": []} finds every row.')
    stored: JsonValue = render(found, person_ids)
    for (said, _), (leaf, _) in zip(leaves(raw), leaves(stored), strict=True):
        if mentions(said.get("value")):
            leaf["value"] = _put_back(said, schema, policy, people, person_ids)
    return stored


def named_filter(stored: JsonValue, schema: TableSchema) -> JsonValue:
    """The filter with the names that its fields have now; what is gone keeps its id."""
    if not isinstance(stored, dict):
        return stored
    inner = stored.get("filters")
    if isinstance(inner, list):
        return {**stored, "filters": [named_filter(item, schema) for item in inner]}
    shown = dict(stored)
    shown["field"] = _name(stored.get("field"), schema)
    match stored.get("value"):
        case {"field": other}:
            shown["value"] = {"field": _name(other, schema)}
        case _:
            pass
    return shown


def understood(stored: JsonValue, schema: TableSchema) -> bool:
    """Whether every condition still means something; a rule that does not fails closed."""
    return all(_readable(leaf, schema, OPEN) for leaf, _ in leaves(stored))


def concealed(stored: JsonValue, schema: TableSchema, policy: Policy) -> bool:
    """Whether the filter speaks of something that is hidden from this reader."""
    return any(_readable(leaf, schema, OPEN) and not _readable(leaf, schema, policy) for leaf, _ in leaves(stored))


def _readable(leaf: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> bool:
    raw: JsonValue = dict(leaf)
    try:
        asked = _stood_in(raw, schema, policy, "filter", 1)
        parse_filter(asked, schema, policy, people=dict.fromkeys(mentioned(raw), 0))
    except Invalid:
        return False
    return True


def _stood_in(raw: JsonValue, schema: TableSchema, policy: Policy, path: str, depth: int) -> JsonValue:
    """With something in the place of attributes. What makes no sense is left for the parser to refuse."""
    if not isinstance(raw, dict) or depth > MAX_DEPTH:
        return raw
    inner = raw.get("filters")
    if isinstance(inner, list):
        members = [_stood_in(item, schema, policy, f"{path}.filters[{at}]", depth + 1) for at, item in enumerate(inner)]
        return {**raw, "filters": members}
    value = raw.get("value")
    field = _field(raw.get("field"), schema, policy)
    if field is None or not mentions(value):
        return raw
    return {**raw, "value": checked(value, field, raw.get("operator"), f"{path}.value")}


def _put_back(
    said: Mapping[str, JsonValue], schema: TableSchema, policy: Policy, people: People, person_ids: PersonIds
) -> JsonValue:
    """The condition's value with attributes as they were said and all else as it is stored."""
    value = said.get("value")
    if not isinstance(value, list) or said.get("operator") == Operator.BETWEEN:
        return value
    others: list[JsonValue] = [item for item in value if named(item) is None]
    attributes: list[JsonValue] = [item for item in value if named(item) is not None]
    if not others:
        return attributes
    alone = parse_filter({**said, "value": others}, schema, policy, people=people)
    kept = None if alone is None else render(alone, person_ids).get("value")
    return [*(kept if isinstance(kept, list) else []), *attributes]


def _field(said: JsonValue, schema: TableSchema, policy: Policy) -> FieldDef | None:
    """The field whose values a condition is about, over a link too."""
    if not isinstance(said, str):
        return None
    found = policy.find(schema, said)
    if found is not None:
        return found
    reached = step(schema, policy, said)
    return None if reached is None else reached[2].find(reached[1], reached[3])


def _name(said: JsonValue, schema: TableSchema) -> JsonValue:
    if not isinstance(said, str):
        return said
    link_id, dot, rest = said.partition(".")
    field = schema.by_id.get(link_id)
    if field is None or not dot:
        return said if field is None else field.name
    target = schema.linked.get(field.number)
    # Names with dots could be read as other paths; ids cannot.
    if target is None or rest not in target.by_id or "." in field.name:
        return said
    return f"{field.name}.{target.by_id[rest].name}"
