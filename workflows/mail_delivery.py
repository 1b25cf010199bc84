"""Delivers one message of the outbox that no automation run is about: links for accounts, invitations."""

from temporalio import workflow
from temporalio.exceptions import FailureError

from workflows import policies, stubs
from workflows.contracts.automation_run import DeliverInput
from workflows.contracts.mail import MailInput


@workflow.defn(name="MailDelivery")
class MailDelivery:
    @workflow.run
    async def run(self, work: MailInput) -> None:
        # Together they are the Message-ID, which stays the same when the message is handed over twice.
        mail = DeliverInput(mail_id=work.mail_id, run_id=work.mail_id, path="letter")
        try:
            await workflow.execute_activity(stubs.deliver_mail, mail, **policies.OUTSIDE_CALL)
        except FailureError:
            await workflow.execute_local_activity(stubs.give_up_mail, mail, **policies.RUN_LOG)
            raise
