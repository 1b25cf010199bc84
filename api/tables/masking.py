"""Settings of fields as somebody sees them to whom other fields are hidden: those may be named in settings of a field
that they do see, because a grant publishes it (decision 22)."""

from collections.abc import Iterator, Mapping

import orjson

from core.access.policy import Policy
from core.fields.formula import FormulaConfig
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema
from core.values import JsonValue


def masked_config(
    config: Mapping[str, JsonValue], field: FieldDef, schema: TableSchema, policy: Policy
) -> dict[str, JsonValue]:
    """Without the settings that name a hidden field; an expression that does is empty."""
    hidden = set(_hidden(schema, policy))
    if not hidden:
        return dict(config)
    shown = {key: value for key, value in config.items() if not _names(value, hidden)}
    if isinstance(field.config, FormulaConfig) and any(key in field.config.expression for key in hidden):
        shown |= {"expression": ""}
        shown.pop("invalid", None)
    return shown


def _hidden(schema: TableSchema, policy: Policy) -> Iterator[str]:
    yield from policy.hidden
    for field in schema.fields:
        if isinstance(field.config, LinkConfig):
            across = policy.across(schema, field)
            yield from () if across is None else across[1].hidden


def _names(value: JsonValue, hidden: set[str]) -> bool:
    text = orjson.dumps(value).decode()
    return any(key in text for key in hidden)
