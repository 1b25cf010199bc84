"""Uploads in parts, over HTTP: tus 1.0.0 with the extensions creation and termination, so any tus client does it.

``HEAD`` is GET without its body, as everywhere here.
"""

from typing import Annotated

from fastapi import APIRouter, Request, Response, status

from api.attachments.repository import StoredVersion
from api.attachments.schemas import AttachmentAnswer, attachment_answer
from api.attachments.service import Attachments
from api.attachments.uploads.repository import Upload
from api.attachments.uploads.requests import VERSION, check_type, check_version, metadata_of, number_of, said
from api.attachments.uploads.service import Uploads
from api.http.body import Answer
from api.http.deps import Provided, SignedIn, Writing
from api.http.parameters import header
from api.http.repeating import RepeatableRoute
from api.kit.file_links import FileLinks

router = APIRouter(route_class=RepeatableRoute, tags=["attachments"])

UploadsHere = Annotated[Uploads, Provided(Uploads)]
AttachmentsHere = Annotated[Attachments, Provided(Attachments)]
Links = Annotated[FileLinks, Provided(FileLinks)]

_TUS = header("Tus-Resumable", "1.0.0.")
_BEGIN = {
    "parameters": [
        _TUS,
        header("Upload-Length", "The bytes of the whole file."),
        header(
            "Upload-Metadata",
            "`filename` and, for a newer version of an attachment, `attachment` (its id): name and base64 of the value,"
            " with commas between.",
        ),
    ]
}
_APPEND = {
    "parameters": [_TUS, header("Upload-Offset", "Where in the file these bytes begin.")],
    "requestBody": {
        "required": True,
        "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
}
_SAYS = {
    "headers": {
        "Upload-Offset": {"description": "How many bytes have arrived.", "schema": {"type": "integer"}},
        "Attachment-Id": {
            "description": "Of the file, once it is whole and put together.",
            "schema": {"type": "string"},
        },
    }
}


class UploadAnswer(Answer):
    """``attachment`` is the file once all of it has arrived and was put together, which for a large one takes a moment:
    ask again. An upload that nobody goes on with is deleted after a day."""

    id: str
    base_id: str
    name: str
    length: int
    offset: int
    attachment: AttachmentAnswer | None


@router.post("/bases/{base_id}/uploads", status_code=status.HTTP_201_CREATED, openapi_extra=_BEGIN)
async def begin_upload(
    base_id: str,
    request: Request,
    response: Response,
    user: SignedIn,
    session: Writing,
    uploads: UploadsHere,
    attachments: AttachmentsHere,
) -> UploadAnswer:
    """Begin to upload a file in parts; the header Location says where they go."""
    await attachments.may_upload(user, base_id)
    check_version(request)
    said_of_it = metadata_of(request)
    upload = await uploads.begin(
        session,
        user,
        base_id,
        name=said_of_it.get("filename") or said_of_it.get("name") or "",
        length=number_of(request, "Upload-Length"),
        version_of=said_of_it.get("attachment") or None,
    )
    response.headers["Location"] = f"{request.url.path.partition('/bases/')[0]}/uploads/{upload.id}"
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Upload-Offset"] = "0"
    return _answer(upload, None, None)


@router.get("/uploads/{upload_id}", responses={200: _SAYS})
async def get_upload(
    upload_id: str, response: Response, user: SignedIn, uploads: UploadsHere, links: Links
) -> UploadAnswer:
    """How far it is; and the file, once it is whole."""
    upload, stored = await uploads.get(user, upload_id)
    response.headers.update(_headers(upload.received, stored))
    response.headers["Upload-Length"] = str(upload.length)
    return _answer(upload, stored, links)


@router.patch(
    "/uploads/{upload_id}", status_code=status.HTTP_204_NO_CONTENT, openapi_extra=_APPEND, responses={204: _SAYS}
)
async def append_to_upload(upload_id: str, request: Request, user: SignedIn, uploads: UploadsHere) -> Response:
    """The next bytes. What arrived before a connection broke is kept: ask with HEAD where to go on."""
    upload = await uploads.require_mine(user, upload_id)
    check_version(request)
    check_type(request)
    offset, stored = await uploads.append(user, upload, number_of(request, "Upload-Offset"), request.stream())
    return Response(status_code=status.HTTP_204_NO_CONTENT, headers=_headers(offset, stored))


@router.delete("/uploads/{upload_id}", status_code=status.HTTP_204_NO_CONTENT)
async def end_upload(
    upload_id: str, request: Request, response: Response, user: SignedIn, session: Writing, uploads: UploadsHere
) -> None:
    """Throw away what has arrived. A file that is whole stays."""
    upload = await uploads.require_mine(user, upload_id)
    check_version(request)
    await uploads.end(session, upload)
    response.headers["Tus-Resumable"] = VERSION


@router.options("/bases/{base_id}/uploads", include_in_schema=False)
async def describe_uploads(uploads: UploadsHere) -> Response:
    return Response(status_code=status.HTTP_204_NO_CONTENT, headers=said(uploads.most))


@router.options("/uploads/{upload_id}", include_in_schema=False)
async def describe_upload(uploads: UploadsHere) -> Response:
    return Response(status_code=status.HTTP_204_NO_CONTENT, headers=said(uploads.most))


def _headers(offset: int, stored: StoredVersion | None) -> dict[str, str]:
    found = {"Tus-Resumable": VERSION, "Upload-Offset": str(offset), "Cache-Control": "no-store"}
    return found if stored is None else {**found, "Attachment-Id": stored.id, "Attachment-Version": str(stored.version)}


def _answer(upload: Upload, stored: StoredVersion | None, links: FileLinks | None) -> UploadAnswer:
    return UploadAnswer(
        id=upload.id,
        base_id=upload.base_id,
        name=upload.name,
        length=upload.length,
        offset=upload.received,
        attachment=None if stored is None or links is None else attachment_answer(stored, links),
    )
