"""What administrators of a workspace see of its mail."""

import re
from collections.abc import Container
from typing import Annotated

from fastapi import APIRouter

from api.access.service import Access
from api.admin import repository
from api.admin.repository import Mail, MailStatus
from api.admin.schemas import MailAnswer
from api.auth.tokens import digest
from api.http.deps import Db, Provided, SignedIn
from api.http.pagination import Page, Paging, split_page
from core.access.roles import WorkspaceRole

router = APIRouter(tags=["admin"])
_INVITATION = re.compile(r"(/invite#)([A-Za-z0-9_-]+)")


@router.get("/workspaces/{workspace_id}/mails")
async def list_mails(
    workspace_id: str, user: SignedIn, access: Annotated[Access, Provided(Access)], database: Db, paging: Paging
) -> Page[MailAnswer]:
    """Messages that the workspace sent, newest first; for owners and administrators of the workspace."""
    granted = await access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
    async with database.records() as conn:
        rows = await repository.page(conn, granted.grant.id, after=paging.after, limit=paging.limit + 1)
        tokens = [found[2] for mail in rows if (found := _INVITATION.search(mail.body)) is not None]
        roles = await repository.invited_as(conn, granted.grant.id, [digest(token) for token in tokens])
    most = granted.grant.role if user.token is None else WorkspaceRole.MEMBER
    theirs = {key for key, role in roles.items() if role is None or most.covers(role)}
    shown, cursor = split_page(rows, paging.limit, [row.id for row in rows])
    items = [
        MailAnswer(
            id=mail.id,
            to=mail.to,
            subject=mail.subject,
            body=_shown(mail, theirs),
            status=mail.status,
            error=mail.error,
            run_id=mail.run_id,
            created_time=mail.created_at,
        )
        for mail in shown
    ]
    return Page(items=items, next_cursor=cursor)


def _shown(mail: Mail, theirs: Container[bytes]) -> str:
    """The link of an invitation proves that its reader has the mailbox: whoever else sees the mail does not get it,
    unless the mail goes nowhere and they could give the role themselves: ``theirs`` are the digests of such links."""

    def shown(link: re.Match[str]) -> str:
        captured = mail.status is MailStatus.CAPTURED and digest(link[2]) in theirs
        return link[0] if captured else f"{link[1]}…"

    return _INVITATION.sub(shown, mail.body)
