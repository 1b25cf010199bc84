"""Adds a record through the one write path."""

import orjson

from activities.scope import record_output
from activities.steps.cells import for_people, stored_cells
from activities.steps.context import StepContext, StepDone
from api.records import write
from api.records.acts import RecordDraft
from api.records.sql.project import Shape
from workflows.language.steps.create_record import PlannedCreateRecord


async def create_record(step: PlannedCreateRecord, context: StepContext) -> StepDone:
    """Raises Forbidden, Invalid."""
    schema = context.target.schema
    cells = await stored_cells(context.conn, step.fields, schema, context.renderer, context.vault)
    context.log.input = {
        "table": schema.name,
        "fields": await for_people(context.conn, cells, step.fields, context.renderer),
    }
    draft = RecordDraft({field.number: value for field, value in cells.items()})
    written = await write.create(context.conn, context.target, [draft], context.writing(step.id), shape=Shape.NAME)
    return StepDone(output=record_output(schema, orjson.loads(written.body)[0]))
