"""What somebody asks to change of a field, and what of it may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from api.db.engine import WriteSession
from api.fields import repository
from api.fields.formulas import client_settings
from api.fields.options import keep_ids
from api.tables.drafts import runs, with_option_ids
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Forbidden, Invalid
from core.fields.base import FieldConfig
from core.fields.options import SelectConfig
from core.fields.registry import parse_config
from core.ids import PREFIXES, is_id
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """None leaves things as they are. ``config`` replaces the settings that it names; ``former`` where the field had
    them before, so that select options come back under their ids."""

    name: str | None = None
    config: Mapping[str, JsonValue] | None = None
    description: str | None = None
    required: bool | None = None
    unique: bool | None = None
    reveal_to: BaseRole | None = None
    former: bool = False


def changed_config(field: FieldDef, given: Mapping[str, JsonValue], *, former: bool) -> FieldConfig:
    """The present settings with those of ``given`` over them."""
    config = parse_config(field.type, {**field.config.wire(), **client_settings(field, given)})
    if isinstance(config, SelectConfig) and isinstance(field.config, SelectConfig):
        return with_option_ids(config if former else keep_ids(field.config, config))
    return config


async def check_automation(session: WriteSession, schema: TableSchema, field: FieldDef) -> None:
    """Raises Invalid for a button that would start an automation of another table, or none."""
    automation = runs(field)
    if automation is None:
        return
    known = is_id(PREFIXES["automation"], automation)
    if not known or not await repository.has_automation(session, schema.id, automation):
        message = "This table has no such automation. Choose one of its automations."
        raise Invalid.one("config.action.automationId", "unknown_automation", message)


def check_revealing(field: FieldDef, policy: Policy) -> None:
    """Raises Invalid, Forbidden: who may not see the values may not open them to others, or to themselves."""
    if not field.encrypted:
        message = f"{field.name} is not encrypted. Convert it with encrypted: true first."
        raise Invalid.one("revealTo", "invalid_value", message)
    if not policy.reveals(field):
        raise Forbidden(f"You do not see the values of {field.name}, so you cannot say who does.")
