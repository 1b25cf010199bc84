"""The headers of tus 1.0.0."""

from base64 import b64decode
from binascii import Error

from starlette.requests import Request

from core.errors import Invalid

VERSION = "1.0.0"
PART_TYPE = "application/offset+octet-stream"
_MAX_METADATA = 8_000
_MAX_DIGITS = 15


def said(most: int) -> dict[str, str]:
    """What the server can do: on the answer to OPTIONS."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,termination",
        "Tus-Max-Size": str(most),
    }


def check_version(request: Request) -> None:
    """Raises Invalid (412) for another version of the protocol; who says none is taken for this one."""
    sent = request.headers.get("tus-resumable", VERSION)
    if sent != VERSION:
        raise Invalid.one("Tus-Resumable", "unsupported_tus_version", f"This server speaks tus {VERSION}.")


def number_of(request: Request, name: str) -> int:
    """A header that counts bytes. Raises Invalid."""
    sent = request.headers.get(name, "")
    if not sent.isascii() or not sent.isdigit() or len(sent) > _MAX_DIGITS:
        raise Invalid.one(name, "invalid_value", f"Give {name} as a number of bytes.")
    return int(sent)


def check_type(request: Request) -> None:
    """Raises Invalid (415)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != PART_TYPE:
        raise Invalid.one("Content-Type", "unsupported_media_type", f"A part has the type {PART_TYPE}.")


def metadata_of(request: Request) -> dict[str, str]:
    """The header Upload-Metadata: pairs of a name and its value in base64, commas between. Raises Invalid."""
    sent = request.headers.get("upload-metadata", "")
    if len(sent) > _MAX_METADATA:
        raise _unreadable(f"it has more than {_MAX_METADATA:,} characters")
    found: dict[str, str] = {}
    for pair in filter(None, (piece.strip() for piece in sent.split(","))):
        name, _, value = pair.partition(" ")
        try:
            found[name] = b64decode(value.strip(), validate=True).decode()
        except (Error, ValueError):
            raise _unreadable("values are UTF-8 in base64") from None
    return found


def _unreadable(reason: str) -> Invalid:
    return Invalid.one("Upload-Metadata", "invalid_value", f"This header cannot be read: {reason}.")
