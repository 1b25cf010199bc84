"""A rule's filter as it is stored: checked with nothing hidden, fields and people by id, attributes as said."""

from core.access.attributes import checked, mentions
from core.access.rules import OPEN
from core.errors import Invalid
from core.query.across import step
from core.query.parse import parse_filter
from core.query.people import People
from core.query.render import PersonIds, render
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_DEEPEST = 20
"""Deeper than any filter that is accepted."""


def settled_filter(raw: JsonValue, schema: TableSchema, people: People, ids: PersonIds, path: str) -> JsonValue:
    """Raises Invalid."""
    bound = parse_filter(_stood_in(raw, schema, path, 0), schema, OPEN, path, people=people)
    if bound is None:
        raise Invalid.one(path, "required", "Give a filter; a group without conditions is for every row.")
    return _with_attributes(raw, render(bound, ids))


def _stood_in(raw: JsonValue, schema: TableSchema, path: str, depth: int) -> JsonValue:
    """With a value that somebody could have in the place of each attribute."""
    if not isinstance(raw, dict) or depth > _DEEPEST:
        return raw
    inner = raw.get("filters")
    if isinstance(inner, list):
        members = [_stood_in(item, schema, f"{path}.filters[{at}]", depth + 1) for at, item in enumerate(inner)]
        return {**raw, "filters": members}
    if not mentions(raw.get("value")):
        return raw
    field = _field(raw.get("field"), schema)
    # What is no field is told by the parser.
    return (
        raw if field is None else {**raw, "value": checked(raw["value"], field, raw.get("operator"), f"{path}.value")}
    )


def _field(said: JsonValue, schema: TableSchema) -> FieldDef | None:
    if not isinstance(said, str):
        return None
    reached = None if OPEN.find(schema, said) is not None else step(schema, OPEN, said)
    return OPEN.find(schema, said) if reached is None else reached[2].find(reached[1], reached[3])


def _with_attributes(raw: JsonValue, settled: JsonValue) -> JsonValue:
    if not isinstance(raw, dict) or not isinstance(settled, dict):
        return settled
    inner, members = raw.get("filters"), settled.get("filters")
    if isinstance(inner, list) and isinstance(members, list):
        return {**settled, "filters": [_with_attributes(*pair) for pair in zip(inner, members, strict=True)]}
    return {**settled, "value": raw["value"]} if mentions(raw.get("value")) else settled
