"""Puts a message into the outbox; the workflow has it delivered after the step is committed, when there is a server."""

from activities.steps.context import StepContext, StepDone
from activities.steps.recipients import recipients
from api.outbox import mail as mails
from api.outbox.mail import MailStatus, NewMail
from core.errors import Invalid
from workflows.contracts.automation_run import OutcomeKind, StepOutcome
from workflows.language.recipients import is_address
from workflows.language.steps.send_email import PlannedSendEmail


async def send_email(step: PlannedSendEmail, context: StepContext) -> StepDone:
    """Raises Invalid for what is no address."""
    to = recipients(step.to, context.renderer)
    subject, body = context.renderer.text(step.subject), context.renderer.text(step.body)
    context.log.input = {"to": [*to], "subject": subject, "body": body}
    wrong = [text for text in to if not is_address(text)]
    if wrong:
        raise Invalid.one("to", "invalid_address", f"{wrong[0][:100]!r} is not an e-mail address.")
    status = MailStatus.QUEUED if context.sends_mail else MailStatus.CAPTURED
    mail = NewMail(context.run.workspace_id, to, " ".join(subject.split()), body, status, context.run.id)
    mail_id = await mails.add(context.conn, mail)
    outcome = StepOutcome(kind=OutcomeKind.DONE, mail_id=mail_id if context.sends_mail else None)
    return StepDone(output={"mail": {"id": mail_id, "status": status.value}}, outcome=outcome)
