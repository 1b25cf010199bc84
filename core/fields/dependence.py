"""Options that depend on another field's option: names become ids once the fields of the table are known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import Fault, Invalid
from core.fields.options import OPTION_ID, DependsOn, SelectConfig
from core.fields.registry import parse_config
from core.values import JsonValue

if TYPE_CHECKING:
    from core.schema import FieldDef


def settled(field: "FieldDef", fields: Sequence["FieldDef"], path: str = "") -> "FieldDef":
    """The field with ``dependsOn`` by ids; ids of options that are gone are left out. Raises Invalid."""
    config = field.config
    if not isinstance(config, SelectConfig) or config.depends_on is None:
        return field
    at = f"{path}.config.dependsOn" if path else "config.dependsOn"
    said = config.depends_on
    found = {item.id: item for item in fields} | {item.name: item for item in fields if item.name == said.field}
    other = found.get(said.field)
    if other is None or other.id == field.id or not isinstance(other.config, SelectConfig):
        message = f"Options can depend on another select field of the table; {said.field[:100]!r} is none."
        raise Invalid.one(f"{at}.field", "invalid_config", message)
    faults: list[Fault] = []
    allow: dict[str, list[str]] = {}
    for key, options in said.allow.items():
        owner = _resolve(other.config, key, f"{at}.allow.{key[:100]}", faults)
        mine = [_resolve(config, option, f"{at}.allow.{key[:100]}[{n}]", faults) for n, option in enumerate(options)]
        if owner is not None:
            allow[owner] = [option for option in mine if option is not None]
    if faults:
        raise Invalid(faults[:100])
    rule = DependsOn(field=other.id, allow={key: tuple(dict.fromkeys(ids)) for key, ids in allow.items()})
    wire: dict[str, JsonValue] = {**config.wire(), "dependsOn": rule.model_dump(mode="json", by_alias=True)}
    return replace(field, config=parse_config(field.type, wire))


def _resolve(config: SelectConfig, said: str, path: str, faults: list[Fault]) -> str | None:
    found = config.resolve(said)
    if found is None and not OPTION_ID.fullmatch(said):
        faults.append(Fault(path, "invalid_config", f"There is no option {said[:100]!r}."))
    return found
