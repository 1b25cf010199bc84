"""New fields: what a client may say about one, and the FieldDef that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from api.kit.newid import new_id, new_option_id
from core.errors import Fault, Invalid
from core.fields.base import FieldConfig
from core.fields.formula import FormulaConfig
from core.fields.options import SelectConfig
from core.fields.registry import get_type, parse_config
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


def make_field(draft: FieldDraft, number: int, path: str = "") -> FieldDef:
    """A field from a draft, with ids for itself and its options. Raises Invalid with paths under ``path``."""
    kind = get_type(draft.type, _under(path, "type"))
    config = with_option_ids(parse_config(kind, dict(draft.config or {}), _under(path, "config")))
    field = FieldDef(
        FieldId(new_id("fld")), number, draft.name, kind, config, draft.description, draft.required, draft.unique
    )
    check_flags(field, path)
    return field


def make_fields(drafts: list[FieldDraft], path: str) -> tuple[FieldDef, ...]:
    """The fields of a new table, numbered from 1. Formulas may use all of them, also those that come later.

    Raises Invalid with every fault of every draft.
    """
    faults: list[Fault] = []
    names: set[str] = set()
    fields: list[FieldDef] = []
    for at, draft in enumerate(drafts):
        here = f"{path}[{at}]"
        if fold(draft.name) in names:
            faults.append(Fault(f"{here}.name", "name_taken", f"Two fields are called {draft.name!r}."))
        names.add(fold(draft.name))
        try:
            fields.append(make_field(draft, at + 1, here))
        except Invalid as error:
            faults.extend(error.faults)
    if faults:
        raise Invalid(faults)
    paths: dict[str, str] = {
        field.id: f"{path}[{at}].config.expression" for at, field in enumerate(fields) if is_formula(field)
    }
    return settled(fields, list(paths), paths, fields)


def is_formula(field: FieldDef) -> bool:
    return isinstance(field.config, FormulaConfig)


def with_option_ids(config: FieldConfig) -> FieldConfig:
    """Gives every new option of a select an id."""
    if not isinstance(config, SelectConfig):
        return config
    options = [o if o.id else o.model_copy(update={"id": new_option_id()}) for o in config.options]
    return SelectConfig(options=tuple(options))


def check_flags(field: FieldDef, path: str = "") -> None:
    """Raises Invalid where a field is required or unique and cannot be."""
    name = field.type.name
    if field.required and (field.read_only or field.kind is ValueKind.BOOLEAN):
        raise Invalid.one(_under(path, "required"), "invalid_value", f"A field of type {name} cannot be required.")
    if field.unique and (field.read_only or not field.stored or field.many or field.kind is ValueKind.BOOLEAN):
        raise Invalid.one(_under(path, "unique"), "invalid_value", f"A field of type {name} cannot be unique.")


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
