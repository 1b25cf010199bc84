"""New fields: what a client may say about one, and the FieldDef that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from api.kit.newid import new_id, new_option_id
from api.tables.currencies import check_currency
from core.access.roles import BaseRole
from core.errors import Fault, Invalid
from core.fields.base import FieldConfig
from core.fields.button import ButtonConfig, RunAutomation
from core.fields.button_address import settled as settled_button
from core.fields.defaults import check_alike
from core.fields.defaults import settled as settled_default
from core.fields.dependence import settled as settled_dependence
from core.fields.derived import DerivedField
from core.fields.formula import FormulaConfig
from core.fields.limited import settled as settled_limits
from core.fields.link import Link
from core.fields.options import SelectConfig
from core.fields.primary import can_be_primary, untitled
from core.fields.registry import FIELD_TYPES, get_type, parse_config
from core.fields.sealing import SEALABLE, check_sealing
from core.formula.settle import settled
from core.ids import FieldId
from core.schema import FieldDef
from core.text import fold
from core.values import ValueKind


@dataclass(frozen=True, slots=True)
class FieldDraft:
    name: str
    type: str
    config: Mapping[str, JsonValue] | None
    description: str = ""
    required: bool = False
    unique: bool = False
    reveal_to: BaseRole | None = None
    """Of an encrypted field: ``FieldDef.reveal_to``."""


def make_field(draft: FieldDraft, number: int, path: str = "", *, primary: bool = False) -> FieldDef:
    """A field from a draft, with ids for itself and its options. Raises Invalid with paths under ``path``."""
    kind = get_type(draft.type, _under(path, "type"))
    config = with_option_ids(parse_config(kind, dict(draft.config or {}), _under(path, "config")))
    field = FieldDef(
        FieldId(new_id("fld")),
        number,
        draft.name,
        kind,
        config,
        draft.description,
        draft.required,
        draft.unique,
        draft.reveal_to,
    )
    check_sealing(field, primary=primary, path=path)
    check_flags(field, path)
    check_alike(field, path=path)
    check_currency(field, path=path)
    return settled_default(field, path)


def make_fields(drafts: list[FieldDraft], path: str) -> tuple[FieldDef, ...]:
    """The fields of a new table, numbered from 1, but for links and what looks across them: those need the table.
    Formulas may use all the others, also those that come later.

    Raises Invalid with every fault of every draft.
    """
    faults: list[Fault] = []
    names: set[str] = set()
    fields: list[FieldDef] = []
    places: list[str] = []
    for at, draft in enumerate(drafts):
        here = f"{path}[{at}]"
        if fold(draft.name) in names:
            faults.append(Fault(f"{here}.name", "name_taken", f"Two fields are called {draft.name!r}."))
        names.add(fold(draft.name))
        chosen = FIELD_TYPES.get(draft.type)
        needs_table = draft.type == Link.name or isinstance(chosen, DerivedField)
        if at == 0 and chosen is not None and not can_be_primary(chosen):
            message = f"The first field is the primary one. {untitled(draft.type)}"
            faults.append(Fault(f"{here}.type", "invalid_value", message))
        if needs_table and draft.reveal_to is not None:
            faults.append(Fault(f"{here}.encrypted", "not_encryptable", never_sealed(draft.type)))
        if needs_table:
            continue
        try:
            fields.append(make_field(draft, len(fields) + 1, here, primary=at == 0))
            places.append(here)
        except Invalid as error:
            faults.extend(error.faults)
    if not faults:
        for at, field in enumerate(fields):
            try:
                here = places[at]
                fields[at] = settled_button(settled_dependence(field, fields, here), fields, here)
                fields[at] = settled_limits(fields[at], fields, here)
                if runs(fields[at]):
                    message = "A new table has no automations yet. Add the button once it has."
                    faults.append(Fault(f"{here}.config.action", "unknown_automation", message))
            except Invalid as error:
                faults.extend(error.faults)
    if faults:
        raise Invalid(faults)
    paths: dict[str, str] = {
        field.id: f"{here}.config.expression"
        for here, field in zip(places, fields, strict=True)
        if isinstance(field.config, FormulaConfig)
    }
    return settled(fields, list(paths), paths, fields)


def never_sealed(type_name: str) -> str:
    return f"A field of type {type_name} cannot be encrypted; these can: {', '.join(SEALABLE)}."


def with_option_ids(config: FieldConfig) -> FieldConfig:
    """Gives every new option of a select an id."""
    if not isinstance(config, SelectConfig):
        return config
    options = [o if o.id else o.model_copy(update={"id": new_option_id()}) for o in config.options]
    return config.having(options)


def check_flags(field: FieldDef, path: str = "") -> None:
    """Raises Invalid where a field is required or unique and cannot be."""
    name = field.type.name
    if field.required and (field.read_only or field.kind is ValueKind.BOOLEAN):
        raise Invalid.one(_under(path, "required"), "invalid_value", f"A field of type {name} cannot be required.")
    single = field.stored and not field.read_only and not field.many
    if field.unique and (not single or field.kind in (ValueKind.BOOLEAN, ValueKind.JSON)):
        raise Invalid.one(_under(path, "unique"), "invalid_value", f"A field of type {name} cannot be unique.")


def runs(field: FieldDef) -> str | None:
    """The id of the automation that a button starts."""
    action = field.config.action if isinstance(field.config, ButtonConfig) else None
    return action.automation_id if isinstance(action, RunAutomation) else None


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
