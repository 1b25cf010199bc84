"""Delivering messages of the outbox."""

from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.mailer import Letter, Mailer
from api.admin import repository as mails
from api.automations.log import steps
from api.outbox.mail import MailStatus
from core.errors import Conflict, DomainError, Unavailable
from workflows import stubs
from workflows.contracts.automation_run import DeliverInput

_GIVEN_UP = "The mail server could not be reached for too long."
_CANCELLED = "The run was cancelled before the message was delivered."


class MailActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database = deps.database
        self._mailer = deps.mailer

    @activity.defn(name=stubs.DELIVER_MAIL)
    async def deliver_mail(self, work: DeliverInput) -> None:
        """A crash between the server's yes and our note of it sends the message again, with the same Message-ID."""
        with told_to_temporal(f"mail {work.mail_id}"):
            async with self._database.records() as conn:
                mail = await mails.get(conn, work.mail_id)
            if mail.status is not MailStatus.QUEUED:
                return
            letter = Letter(f"{work.run_id}.{work.path}", mail.to, mail.subject, mail.body)
            try:
                await self._server().send(letter)
            except Unavailable:
                raise
            except DomainError as error:
                await self._fail(work, error.detail)
                raise
            async with self._database.records() as conn:
                await mails.mark(conn, work.mail_id, MailStatus.SENT)

    @activity.defn(name=stubs.GIVE_UP_MAIL)
    async def give_up_mail(self, work: DeliverInput) -> None:
        with told_to_temporal(f"mail {work.mail_id}"):
            await self._fail(work, _CANCELLED if work.cancelled else _GIVEN_UP)

    def _server(self) -> Mailer:
        if self._mailer is None:
            raise Conflict("mail_not_configured", "The message waits for a mail server, but none is set any more.")
        return self._mailer

    async def _fail(self, work: DeliverInput, reason: str) -> None:
        """Once: what the server said stays, even when the workflow then gives up."""
        async with self._database.records() as conn, conn.transaction():
            if await mails.mark(conn, work.mail_id, MailStatus.FAILED, reason):
                await steps.fail_succeeded(conn, work.run_id, work.path, "mail_failed", reason)
