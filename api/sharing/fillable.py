"""Which fields a form can ask for, and what its owner says about them."""

from collections.abc import Iterable, Mapping

from api.sharing.links import FormSettings, form_of
from api.sharing.schemas import FormBody
from api.views.giving import shown_fields
from core.access.policy import Policy
from core.errors import Fault, Forbidden, Invalid
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_NOT_ASKED = frozenset({"button", "attachment", "link", "user", "multiUser"})
"""Files, and what needs a list of people or records to choose from, which would be shown to everybody."""


def fillable(field: FieldDef) -> bool:
    return not field.read_only and not field.encrypted and field.type.name not in _NOT_ASKED


def asked_fields(config: Mapping[str, JsonValue], form: FormSettings, schema: TableSchema) -> tuple[FieldDef, ...]:
    """What the form asks, in its order; what the view does not show any more is not asked either."""
    shown: dict[str, FieldDef] = {field.id: field for field in shown_fields(config, schema) if fillable(field)}
    chosen = [shown[key] for key in form.fields if key in shown] if form.fields else list(shown.values())
    return tuple(field for field in chosen if field.id not in form.prefill)


def bound_form(body: FormBody, schema: TableSchema, policy: Policy) -> dict[str, JsonValue]:
    """As it is stored: fields by id. A name that is hidden from the form's maker is an unknown one. Raises Invalid."""
    faults: list[Fault] = []

    def known(keys: Iterable[str], path: str) -> list[JsonValue]:
        found: dict[str, None] = {}
        for at, key in enumerate(keys):
            field = policy.find(schema, key)
            where = f"form.{path}[{at}]" if path != "prefill" else f"form.prefill.{key}"
            if field is None:
                faults.append(policy.unknown(schema, key, where))
            elif not fillable(field):
                message = f"{field.name} ({field.type.name}) cannot be filled in by a form."
                faults.append(Fault(where, "invalid_value", message))
            elif field.id in found:
                faults.append(Fault(where, "duplicate_field", f"{field.name} is listed twice."))
            else:
                found[field.id] = None
        return list(found)

    fields, required = known(body.fields, "fields"), known(body.required, "required")
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


def require_writable(
    config: Mapping[str, JsonValue], stored: Mapping[str, JsonValue], schema: TableSchema, policy: Policy
) -> None:
    """A form fills in no more than whoever makes it may write. Raises Forbidden."""
    if policy.read_filter is not None or policy.write_filter is not None:
        raise Forbidden(
            "Rules leave you some of this table's records only, and a form would make any."
            " Ask an owner or admin of the workspace."
        )
    form = form_of(stored)
    named = [schema.by_id[key] for key in (*form.fields, *form.prefill) if key in schema.by_id]
    for field in (*named, *asked_fields(config, form, schema)):
        if not policy.visible(field):
            raise Forbidden(
                "The form fills in fields that are hidden from you."
                " Name the fields that it asks for, or ask an owner or admin of the workspace."
            )
        if not policy.writable(field):
            raise Forbidden(
                f"The form fills in {field.name}, which you may only read."
                " Leave it out, or ask an owner or admin of the workspace."
            )
