"""Delivery to a real SMTP server: once, with a stable Message-ID, and what happens when the server says no."""

import asyncio
import email
import email.policy
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from temporalio.testing import WorkflowEnvironment

from activities.mailer import Letter, Mailer, MailRefused
from core.errors import Unavailable
from tests.support.app import settings_for
from tests.support.stage import Stage, mail, staged, update


@dataclass
class Inbox:
    """An SMTP server's handler; refuses ``nobody@``, and is busy for the first ``busy`` messages."""

    busy: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.busy:
            self.busy -= 1
            return "451 4.3.0 later"
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.append([str(item) for item in envelope.rcpt_tos])
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def smtp_url(inbox: Inbox) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def mailer(smtp_url: str) -> Mailer:
    return Mailer(smtp_url, "DataOS <dataos@example.org>")


@pytest.fixture
async def stage(database_url: str, time_skipping: WorkflowEnvironment, mailer: Mailer) -> AsyncIterator[Stage]:
    async with staged(settings_for(database_url), time_skipping.client, mailer) as found:
        yield found


async def finished(stage: Stage) -> tuple[str, str]:
    [record] = await stage.create({"Name": "Ada", "Status": "Todo", "Note": "Καλημέρα {{now}}"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        [run] = await stage.settled()
    return run


async def mail_rows(stage: Stage) -> list[tuple[object, ...]]:
    return await stage.rows("SELECT status, error FROM dataos.mails")


async def test_a_message_arrives_once_as_written(stage: Stage, inbox: Inbox) -> None:
    await stage.automation(
        mail("a@example.org, b@example.org", "{{trigger.record.Note}} ✓", "Νέα: {{trigger.record.Name}}")
    )
    run_id, status = await finished(stage)
    assert status == "succeeded"
    [message] = inbox.messages
    assert message["Subject"] == "Νέα: Ada"
    assert message["From"] == "DataOS <dataos@example.org>"
    assert message["Message-ID"] == f"<{run_id}.steps.0@example.org>"
    assert message.get_content().rstrip("\r\n") == "Καλημέρα {{now}} ✓"
    assert inbox.recipients == [["a@example.org", "b@example.org"]]
    assert await mail_rows(stage) == [("sent", None)]


async def test_a_busy_server_is_tried_again(stage: Stage, inbox: Inbox) -> None:
    inbox.busy = 2
    await stage.automation(mail("a@example.org"), update({"Note": "after"}))
    assert (await finished(stage))[1] == "succeeded"
    assert len(inbox.messages) == 1


async def test_a_final_no_fails_the_step_with_what_the_server_said(stage: Stage, inbox: Inbox) -> None:
    await stage.automation(mail("nobody@example.org"), update({"Note": "never"}))
    run_id, status = await finished(stage)
    assert status == "failed"
    [(mail_status, error)] = await mail_rows(stage)
    assert mail_status == "failed"
    assert "nobody@example.org" in str(error)
    [(code, message)] = await stage.rows(
        "SELECT error ->> 'code', error ->> 'message' FROM dataos.runs WHERE id = %s", run_id
    )
    assert code == "mail_failed"
    assert "nobody@example.org" in str(message)
    assert inbox.messages == []


async def test_a_recipient_refused_beside_others_is_told_and_the_others_get_it_once(stage: Stage, inbox: Inbox) -> None:
    await stage.automation(mail("a@example.org, nobody@example.org"))
    assert (await finished(stage))[1] == "failed"
    assert inbox.recipients == [["a@example.org"]]
    [(mail_status, error)] = await mail_rows(stage)
    assert mail_status == "failed"
    assert "nobody@example.org (550" in str(error)
    assert "a@example.org (" not in str(error)
    assert await stage.rows("SELECT error ->> 'code' FROM dataos.run_steps") == [("mail_failed",)]


async def test_a_subject_cannot_smuggle_headers(mailer: Mailer, inbox: Inbox) -> None:
    await mailer.send(Letter("id", ["a@example.org"], "Hi\r\nBcc: victim@example.org", "x"))
    [message] = inbox.messages
    assert message["Subject"] == "Hi Bcc: victim@example.org"
    assert message["Bcc"] is None
    assert inbox.recipients == [["a@example.org"]]


async def test_what_passes_and_what_does_not(mailer: Mailer, inbox: Inbox) -> None:
    inbox.busy = 1
    with pytest.raises(Unavailable):
        await mailer.send(Letter("id", ["a@example.org"], "s", "x"))
    with pytest.raises(MailRefused):
        await mailer.send(Letter("id", ["nobody@example.org"], "s", "x"))
    with pytest.raises(Unavailable):
        await asyncio.wait_for(
            Mailer("smtp://127.0.0.1:9", "x@example.org").send(Letter("id", ["a@b.c"], "s", "x")), 10
        )
