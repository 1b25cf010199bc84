"""The values that an automation's texts may refer to, for one run."""

from collections.abc import Mapping
from datetime import datetime

from activities.secrets import Secrets, kept_sealed
from activities.templating import Names, Renderer, Value
from api.access.service import TableAccess
from api.access.showing import shown_cell
from api.automations.firing.moments import Moment
from api.automations.log.loading import LoadedRun
from api.kit.file_links import FileLinks
from core.changes import Cells
from core.fields.instant import stored
from core.fields.people import Person, numbers_in
from core.ids import record_id
from core.query.evaluate import cell
from core.schema import TableSchema
from core.values import JsonValue, ValueKind

_DELETED = "the field was deleted"
_NO_RECORD = "it was started without a record"


def renderer(
    run: LoadedRun,
    own: TableAccess,
    people: Mapping[int, Person],
    field_names: Mapping[str, str],
    now: datetime,
    secrets: Secrets,
    file_links: FileLinks | None = None,
) -> Renderer:
    """Texts see wire values: option names, people, numbers, dates as text. ``own`` is the automation's own table as its
    owner sees it: they see no fields that are hidden from the owner, and encrypted values as the owner does.

    ``{{actor}}`` is who made the change or pressed the button, not the owner as whom the run acts.
    """
    trigger: dict[str, Value] = {}
    if run.record_key is not None:
        moment = Moment.from_json(dict(run.context))
        known = _record(own, run.record_key, moment.cells, moment, people, secrets, file_links)
        trigger["record"] = Names(("trigger", "record"), known, _DELETED, field_names)
        cells = {**moment.cells, **moment.before}
        before = _record(own, run.record_key, cells, moment, people, secrets, file_links)
        trigger["before"] = Names(("trigger", "before"), before, _DELETED, field_names)
    steps: dict[str, Value] = {
        step_id: Names(("steps", step_id), _outputs(step_id, output, field_names, secrets), "the step gives no record")
        for step_id, output in run.outputs.items()
    }
    person = people.get(run.caused_by) or Person(run.owner_id, run.owner_name, run.owner_email)
    actor: dict[str, Value] = {"id": person.id, "name": person.name, "email": person.email}
    return Renderer(
        {
            "trigger": Names(("trigger",), trigger, _NO_RECORD),
            "steps": Names(("steps",), steps, "that step did not run"),
            "actor": Names(("actor",), actor),
            "now": stored(now),
        },
        secrets.seen,
    )


def user_numbers(run: LoadedRun, schema: TableSchema, text: str) -> set[int]:
    """The people whom ``text`` may show: the actor, and those in the trigger record's person fields that it names."""
    found: list[JsonValue] = [run.caused_by] if "{{ actor[" in text else []
    named = [field for field in schema.fields if field.kind is ValueKind.USER and field.id in text]
    if named and run.record_key is not None:
        moment = Moment.from_json(dict(run.context))
        found += [moment.before.get(field.number) for field in named]
        found += [cell(field, moment.cells, moment.system) for field in named]
    return {number for stored_value in found for number in numbers_in(stored_value)}


def record_output(schema: TableSchema, record: Mapping[str, JsonValue]) -> JsonValue:
    """A wire record keyed by name, as steps keep it: fields by id, so that a rename does not hide them."""
    fields = record.get("fields")
    by_name = schema.by_name
    known = fields.items() if isinstance(fields, dict) else ()
    kept: dict[str, JsonValue] = {by_name[name].id: kept_sealed(value) for name, value in known if name in by_name}
    return {"record": {**record, "fields": kept}}


def _outputs(step_id: str, output: JsonValue, field_names: Mapping[str, str], secrets: Secrets) -> dict[str, Value]:
    record = output.get("record") if isinstance(output, dict) else None
    if not isinstance(record, dict):
        return {}
    fields = record.get("fields")
    values: dict[str, Value] = {key: value for key, value in record.items() if key != "fields"}
    if isinstance(fields, dict):
        values |= {key: secrets.output(key, value) for key, value in fields.items()}
    return {"record": Names(("steps", step_id, "record"), values, _DELETED, field_names)}


def _record(
    own: TableAccess,
    key: int,
    cells: Cells,
    moment: Moment,
    people: Mapping[int, Person],
    secrets: Secrets,
    file_links: FileLinks | None,
) -> dict[str, Value]:
    schema = own.schema
    values: dict[str, Value] = {
        "id": record_id(schema.number, key),
        "no": key,
        "createdTime": moment.system.get("created_at"),
        "modifiedTime": moment.system.get("updated_at"),
    }
    for field in own.policy.visible_fields(schema):
        reached = own.policy.across(schema, field) if field.kind is ValueKind.LINK else None
        if reached is not None and reached[1].read_filter is not None:
            # Which of them the owner may know of is not known here.
            values[field.id] = None
        elif field.encrypted:
            values[field.id] = secrets.cell(field, cells.get(field.number))
        else:
            values[field.id] = shown_cell(cell(field, cells, moment.system), field, people, file_links)
    return values
