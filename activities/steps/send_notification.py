"""Puts a message into the inbox of members of the workspace."""

from activities.steps.context import StepContext, StepDone
from activities.steps.recipients import recipients
from api.access import people
from api.notifications import repository as notifications
from api.notifications.repository import NewNotification
from core.errors import Invalid
from core.ids import record_id
from workflows.language.steps.send_notification import PlannedSendNotification


async def send_notification(step: PlannedSendNotification, context: StepContext) -> StepDone:
    """Raises Invalid for somebody who is no member of the workspace."""
    run = context.run
    said = recipients(step.to, context.renderer)
    title, body = context.renderer.text(step.title), context.renderer.text(step.body)
    context.log.input = {"to": [*said], "title": title, "body": body}
    known = (await people.find_people(context.conn, run.workspace_id, said)).numbers
    unknown = [text for text in said if (text if text.startswith("usr_") else text.lower()) not in known]
    if unknown:
        raise Invalid.one("to", "unknown_recipient", f"{unknown[0][:100]!r} is nobody in this workspace.")
    record = None if run.record_key is None else record_id(run.table_number, run.record_key)
    notice = NewNotification(
        workspace_id=run.workspace_id, title=title, body=body, table_id=run.table_id, record_id=record, run_id=run.id
    )
    count = await notifications.add(context.conn, set(known.values()), notice)
    return StepDone(output={"notified": count})
