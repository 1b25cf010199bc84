"""SQL of the outbox: every message that the workspace sent, or would have sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection

from api.outbox.mail import MailStatus
from core.access.roles import WorkspaceRole
from core.errors import NotFound


@dataclass(frozen=True)
class Mail:
    id: str
    to: Sequence[str]
    subject: str
    body: str
    status: MailStatus
    error: str | None
    run_id: str | None
    created_at: datetime


_COLUMNS = "id, recipients, subject, body, status, error, run_id, created_at"
_GET = f"SELECT {_COLUMNS} FROM dataos.mails WHERE id = %s"
_LIST = f"""
SELECT {_COLUMNS} FROM dataos.mails
WHERE workspace_id = %(workspace)s AND (%(after)s::text IS NULL OR id < %(after)s) ORDER BY id DESC LIMIT %(limit)s
"""
_MARK = """
UPDATE dataos.mails SET status = %(status)s, error = %(error)s, sent_at = CASE WHEN %(status)s = 'sent' THEN now() END,
  body = CASE WHEN workspace_id IS NULL THEN '' ELSE body END
WHERE id = %(id)s AND status = 'queued'
"""
_INVITED_AS = "SELECT token_hash, role FROM dataos.invitations WHERE workspace_id = %s AND token_hash = ANY(%s)"
_Row = tuple[str, list[str], str, str, str, str | None, str | None, datetime]


async def get(conn: AsyncConnection, mail_id: str) -> Mail:
    """Raises NotFound."""
    row = await (await conn.execute(_GET, (mail_id,))).fetchone()
    if row is None:
        raise NotFound("mail", mail_id)
    return _mail(row)


async def page(conn: AsyncConnection, workspace_id: str, *, after: str | None, limit: int) -> list[Mail]:
    """Newest first."""
    cursor = await conn.execute(_LIST, {"workspace": workspace_id, "after": after, "limit": limit})
    return [_mail(row) for row in await cursor.fetchall()]


async def mark(conn: AsyncConnection, mail_id: str, status: MailStatus, error: str | None = None) -> bool:
    """Say what became of a queued message; False when that was said before. What was written to a person alone may hold
    a link that opens their account, so nothing of its text stays."""
    return (await conn.execute(_MARK, {"id": mail_id, "status": status.value, "error": error})).rowcount == 1


async def invited_as(
    conn: AsyncConnection, workspace_id: str, tokens: Sequence[bytes]
) -> dict[bytes, WorkspaceRole | None]:
    """What the workspace's invitations with these digests of tokens give, None for guests."""
    rows = await (await conn.execute(_INVITED_AS, (workspace_id, list(tokens)))).fetchall()
    return {bytes(token): None if role is None else WorkspaceRole(role) for token, role in rows}


def _mail(row: _Row) -> Mail:
    mail_id, recipients, subject, body, status, error, run_id, created_at = row
    return Mail(mail_id, recipients, subject, body, MailStatus(status), error, run_id, created_at)
