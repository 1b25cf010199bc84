"""Attachments over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Request, status

from api.attachments.requests import FORM, announced, sent_file
from api.attachments.schemas import AttachmentAnswer, VersionsAnswer, attachment_answer, versions_answer
from api.attachments.service import Attachments
from api.http.deps import Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute
from api.kit.file_links import FileLinks

router = APIRouter(route_class=RepeatableRoute, tags=["attachments"])

AttachmentsHere = Annotated[Attachments, Provided(Attachments)]
Links = Annotated[FileLinks, Provided(FileLinks)]


@router.post("/bases/{base_id}/attachments", status_code=status.HTTP_201_CREATED, openapi_extra=FORM)
async def upload_attachment(
    base_id: str, request: Request, user: SignedIn, session: Writing, attachments: AttachmentsHere, links: Links
) -> AttachmentAnswer:
    """Upload a file in one request; larger ones go in parts (POST /bases/{baseId}/uploads)."""
    await attachments.may_upload(user, base_id, announced(request))
    async with sent_file(request) as sent:
        stored = await attachments.upload(session, user, base_id, sent.name, sent.content)
    return attachment_answer(stored, links)


@router.get("/attachments/{attachment_id}")
async def get_attachment(
    attachment_id: str, user: SignedIn, attachments: AttachmentsHere, links: Links
) -> AttachmentAnswer:
    """The current version."""
    return attachment_answer(await attachments.get(user, attachment_id), links)


@router.get("/attachments/{attachment_id}/versions")
async def list_attachment_versions(
    attachment_id: str, user: SignedIn, attachments: AttachmentsHere, links: Links
) -> VersionsAnswer:
    return versions_answer(await attachments.versions(user, attachment_id), links)


@router.post("/attachments/{attachment_id}/versions", status_code=status.HTTP_201_CREATED, openapi_extra=FORM)
async def add_attachment_version(
    attachment_id: str, request: Request, user: SignedIn, session: Writing, attachments: AttachmentsHere, links: Links
) -> AttachmentAnswer:
    """Upload a newer version. Cells keep the version that they name until another is written there."""
    await attachments.may_add_version(user, attachment_id, announced(request))
    async with sent_file(request) as sent:
        stored = await attachments.upload_version(session, user, attachment_id, sent.name, sent.content)
    return attachment_answer(stored, links)
