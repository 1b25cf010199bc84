"""Putting messages into the outbox, in the transaction of what they are about.

Those of automation runs are delivered by the run. All others are delivered by a workflow each, which the worker starts
when it finds them (``activities/letters.py``): whoever writes one needs no Temporal, and none is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from psycopg import AsyncConnection

from api.kit.newid import new_id


class MailStatus(StrEnum):
    """``captured``: no mail server is set, so the message is kept here for people to see and goes nowhere."""

    CAPTURED = "captured"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class NewMail:
    """``workspace_id`` is None for what is between the installation and one person: no workspace's outbox shows it."""

    workspace_id: str | None
    to: Sequence[str]
    subject: str
    body: str
    status: MailStatus
    run_id: str | None = None


_ADD = """
INSERT INTO dataos.mails (id, workspace_id, recipients, subject, body, status, run_id)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_WAITING = b"SELECT id FROM dataos.mails WHERE status = 'queued' AND run_id IS NULL ORDER BY id LIMIT %s"


async def add(conn: AsyncConnection, mail: NewMail) -> str:
    """Its id."""
    mail_id = new_id("mal")
    values = (mail.workspace_id, list(mail.to), mail.subject, mail.body, mail.status.value, mail.run_id)
    await conn.execute(_ADD, (mail_id, *values))
    return mail_id


async def waiting(conn: AsyncConnection, limit: int) -> list[str]:
    """Messages that no run delivers, oldest first."""
    return [row[0] for row in await (await conn.execute(_WAITING, (limit,))).fetchall()]


class Post:
    """Writes to people. ``sends``: whether a mail server is set; ``url`` is where they reach this installation."""

    def __init__(self, *, sends: bool, url: str) -> None:
        self.sends = sends
        self._status = MailStatus.QUEUED if sends else MailStatus.CAPTURED
        self._url = url.rstrip("/")

    async def put(
        self, conn: AsyncConnection, to: str, subject: str, body: str, workspace_id: str | None = None
    ) -> None:
        """To one address. ``subject`` is brought to one line: names of people and things may stand in it."""
        await add(conn, self.letter(to, subject, body, workspace_id))

    def letter(self, to: str, subject: str, body: str, workspace_id: str | None = None) -> NewMail:
        return NewMail(workspace_id, [to], " ".join(subject.split()), body, self._status)

    def link(self, page: str, secret: str) -> str:
        """The address of a page of the web app. The secret stands where neither servers nor their logs see it."""
        return f"{self._url}/{page}#{secret}"
