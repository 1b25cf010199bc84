"""Which fields a form can ask for, and what its owner says about them."""

from collections.abc import Iterable

from api.sharing.links import FormSettings, OpenLink
from api.sharing.policy import shown_fields
from api.sharing.schemas import FormBody
from core.errors import Fault, Invalid
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_NOT_ASKED = frozenset({"button", "attachment", "link", "user", "multiUser"})
"""Files, and what needs a list of people or records to choose from, which would be shown to everybody."""


def fillable(field: FieldDef) -> bool:
    return not field.read_only and not field.encrypted and field.type.name not in _NOT_ASKED


def asked_fields(opened: OpenLink, form: FormSettings, schema: TableSchema) -> tuple[FieldDef, ...]:
    """What the form asks, in its order; what the view does not show any more is not asked either."""
    shown: dict[str, FieldDef] = {field.id: field for field in shown_fields(opened, schema) if fillable(field)}
    chosen = [shown[key] for key in form.fields if key in shown] if form.fields else list(shown.values())
    return tuple(field for field in chosen if field.id not in form.prefill)


def bound_form(body: FormBody, schema: TableSchema) -> dict[str, JsonValue]:
    """As it is stored: fields by id. Raises Invalid."""
    faults: list[Fault] = []

    def known(keys: Iterable[str], path: str) -> list[JsonValue]:
        found: dict[str, None] = {}
        for at, key in enumerate(keys):
            field = schema.find(key)
            where = f"form.{path}[{at}]" if path != "prefill" else f"form.prefill.{key}"
            if field is None:
                faults.append(schema.unknown(key, where))
            elif not fillable(field):
                message = f"{field.name} ({field.type.name}) cannot be filled in by a form."
                faults.append(Fault(where, "invalid_value", message))
            elif field.id in found:
                faults.append(Fault(where, "duplicate_field", f"{field.name} is listed twice."))
            else:
                found[field.id] = None
        return list(found)

    fields, required, prefilled = known(body.fields, "fields"), known(body.required, "required"), None
    prefilled = known(body.prefill, "prefill")
    if faults:
        raise Invalid(faults)
    return {
        "title": body.title,
        "description": body.description,
        "thanks": body.thanks,
        "fields": fields,
        "required": required,
        "prefill": {str(key): value for key, value in zip(prefilled, body.prefill.values(), strict=True)},
        "maxSubmissions": body.max_submissions,
    }
