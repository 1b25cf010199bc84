"""Messages that no automation run delivers: found in the outbox, delivered once, and not kept."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from activities.letters import start_letters
from activities.mailer import Mailer
from api.outbox.mail import Post
from tests.activities.test_mail import Inbox, inbox, mail_rows, mailer, smtp_url
from tests.support.app import settings_for
from tests.support.stage import Stage, staged

__all__ = ["inbox", "mailer", "smtp_url"]

POST = Post(sends=True, url="https://data.example.org/")


@pytest.fixture
async def stage(database_url: str, time_skipping: WorkflowEnvironment, mailer: Mailer) -> AsyncIterator[Stage]:
    async with staged(settings_for(database_url), time_skipping.client, mailer) as found:
        yield found


async def write(stage: Stage, to: str, workspace: str | None = None) -> None:
    async with stage.database.records() as conn:
        await POST.put(conn, to, "Hello\r\nBcc: eve@example.org", POST.link("page", "secret"), workspace)


async def settled(stage: Stage) -> list[tuple[object, ...]]:
    async with asyncio.timeout(30):
        while any(status == "queued" for status, *_ in await mail_rows(stage)):
            await asyncio.sleep(0.05)
    return await mail_rows(stage)


async def test_a_letter_arrives_once_and_its_text_is_not_kept(stage: Stage, inbox: Inbox) -> None:
    inbox.busy = 1
    await write(stage, "ada@example.org")
    async with stage.worker():
        known: set[str] = set()
        assert await start_letters(stage.deps, known) == 1
        assert await start_letters(stage.deps, known) == 0
        # As after a restart of the worker: the delivery that is under way is left alone.
        assert await start_letters(stage.deps, set()) <= 1
        assert await settled(stage) == [("sent", None)]
    [message] = inbox.messages
    assert message["Subject"] == "Hello Bcc: eve@example.org"
    assert message["Bcc"] is None
    assert message.get_content().strip() == "https://data.example.org/page#secret"
    assert inbox.recipients == [["ada@example.org"]]
    assert await stage.rows("SELECT body FROM dataos.mails") == [("",)]


async def test_what_a_workspace_wrote_is_kept_for_it(stage: Stage, inbox: Inbox) -> None:
    await write(stage, "ada@example.org", stage.world.workspace)
    async with stage.worker():
        await start_letters(stage.deps, set())
        assert await settled(stage) == [("sent", None)]
    assert len(inbox.messages) == 1
    listed = await stage.world.owner.get(f"/workspaces/{stage.world.workspace}/mails")
    assert listed["items"][0]["body"] == "https://data.example.org/page#secret"


async def test_a_letter_that_is_refused_says_why_and_is_in_no_workspaces_outbox(stage: Stage, inbox: Inbox) -> None:
    await write(stage, "nobody@example.org")
    async with stage.worker():
        await start_letters(stage.deps, set())
        [(status, error)] = await settled(stage)
    assert status == "failed"
    assert "nobody@example.org" in str(error)
    assert (await stage.world.owner.get(f"/workspaces/{stage.world.workspace}/mails"))["items"] == []
    assert inbox.messages == []
