"""Files in requests: as a part of a form, read after the sender was let in and never as a whole."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from api.attachments.blobs import IN_PARTS
from api.http.middleware import BodyRule
from api.http.problem import BodyTooLarge
from api.kit.file_settings import FileSettings
from api.kit.storage import BLOCK
from core.errors import Invalid

PART = "file"
NAME = "name"
_FRAME = 64 * 1024
"""What a form has around the file, at most."""
_DIGITS = 19

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [PART],
                    "properties": {
                        PART: {"type": "string", "format": "binary"},
                        NAME: {
                            "type": "string",
                            "description": "The name of the file. Without it, the one that the part has, where browsers"
                            " write a quotation mark as %22, so that one is taken for the other.",
                        },
                    },
                }
            }
        },
    }
}
"""The ``openapi_extra`` of a route that takes a file."""


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    content: AsyncGenerator[bytes]


def announced(request: Request) -> int:
    """How many bytes the file has at least, by the length of the form; 0 where nothing says."""
    length = request.headers.get("content-length", "")
    return max(0, int(length) - _FRAME) if length.isascii() and length.isdigit() and len(length) < _DIGITS else 0


@asynccontextmanager
async def sent_file(request: Request) -> AsyncGenerator[SentFile]:
    """The part ``file`` of the form. Raises Invalid."""
    if not (request.headers.get("content-type") or "").lower().startswith("multipart/form-data"):
        raise Invalid.one(PART, "required", "Send the file as multipart/form-data, in a part called file.")
    try:
        async with request.form(max_files=1, max_fields=10) as form:
            sent = form.get(PART)
            if not isinstance(sent, UploadFile):
                raise Invalid.one(PART, "required", "Send the file in a part called file that has a file name.")
            named = form.get(NAME)
            # Browsers write a quotation mark so (HTML, "multipart form data"), and a percent sign as it is.
            name = named if isinstance(named, str) and named else (sent.filename or "").replace("%22", '"')
            yield SentFile(name, _blocks(sent))
    except MultiPartException as error:
        raise _malformed(error.message) from None
    except BodyTooLarge:
        raise
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise _malformed(str(error.detail)) from None


async def _blocks(sent: UploadFile) -> AsyncGenerator[bytes]:
    while block := await sent.read(BLOCK):
        yield block


def _malformed(reason: str) -> Invalid:
    return Invalid.one("body", "malformed_form", f"The form cannot be read: {reason[:200]}")


def body_rules(settings: FileSettings) -> tuple[BodyRule, ...]:
    """What bodies of these routes may be: a file of one request, or any piece of one that comes in parts."""
    most = min(settings.max_bytes, settings.max_small_bytes)
    return (
        BodyRule(
            "POST", re.compile(r"/api/v1/(bases/[^/]+/attachments|attachments/[^/]+/versions)"), most + _FRAME, IN_PARTS
        ),
        BodyRule("PATCH", re.compile(r"/api/v1/uploads/[^/]+"), None),
    )
