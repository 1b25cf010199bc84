"""Writes fields of one record through the one write path."""

import orjson

from activities.scope import record_output
from activities.steps.cells import for_people, stored_cells
from activities.steps.context import StepContext, StepDone
from api.records import write
from api.records.acts import RecordEdit
from api.records.sql.project import Shape
from core.errors import NotFound
from core.ids import parse_record_id
from workflows.language.steps.update_record import PlannedUpdateRecord


async def update_record(step: PlannedUpdateRecord, context: StepContext) -> StepDone:
    """Raises NotFound, Forbidden, Invalid. A value that is already there changes nothing and triggers nothing."""
    record = context.renderer.text(step.record).strip()
    context.renderer.derived(step.record, [record])
    context.log.input = {"record": record}
    ref = parse_record_id(record)
    if ref.table != step.table:
        raise NotFound("record", record)
    schema = context.target.schema
    cells = await stored_cells(context.conn, step.fields, schema, context.renderer, context.vault)
    context.log.input = {
        "record": record,
        "fields": await for_people(context.conn, cells, step.fields, context.renderer),
    }
    edit = RecordEdit(ref.key, {field.number: value for field, value in cells.items()})
    written = await write.update(context.conn, context.target, [edit], context.writing(step.id), shape=Shape.NAME)
    return StepDone(output=record_output(schema, orjson.loads(written.body)[0]))
