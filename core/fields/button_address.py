"""The fields that a button's address names: kept by id, so that renaming a field breaks no button."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import Fault, Invalid
from core.fields.button import PLACEHOLDER, ButtonConfig, OpenUrl
from core.values import ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


def settled(field: "FieldDef", fields: Sequence["FieldDef"], path: str = "") -> "FieldDef":
    """The button with the fields of its address by id. Raises Invalid for names that the table does not have.

    An id that no field has any more stays: it stands for nothing, and editing the button shows it.
    """
    config = field.config
    if not isinstance(config, ButtonConfig) or not isinstance(config.action, OpenUrl):
        return field
    at = f"{path}.config.action.url" if path else "config.action.url"
    known = {item.id: item.id for item in fields} | {
        item.name: item.id for item in fields if item.kind is not ValueKind.NONE
    }
    sealed = {key for item in fields if item.encrypted for key in (item.id, item.name)}
    unknown: list[str] = []
    secret: list[str] = []

    def by_id(match: re.Match[str]) -> str:
        said = match[1].strip()
        if said in sealed:
            secret.append(said)
        if said not in known and not said.startswith("fld_"):
            unknown.append(said)
        return f"{{{known.get(said, said)}}}"

    url = PLACEHOLDER.sub(by_id, config.action.url)
    if unknown:
        raise Invalid([Fault(at, "unknown_field", f"The table has no field {name[:100]!r}.") for name in unknown[:10]])
    if secret:
        message = "is encrypted, and an address is shown to everybody. Leave it out."
        raise Invalid([Fault(at, "encrypted_field", f"{name[:100]} {message}") for name in secret[:10]])
    action = OpenUrl(type="openUrl", url=url)
    return replace(field, config=ButtonConfig(label=config.label, color=config.color, action=action))
