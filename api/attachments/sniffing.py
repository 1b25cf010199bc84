"""What a file is, by its first bytes. Its name is asked only where the bytes leave several answers.

Text is judged by us: everything that is UTF-8 without control characters is text, and what could run in a browser
(HTML, SVG) is called so wherever a tag of it stands, so that it is never shown inline.
"""

import codecs
import re
from typing import Any, cast

import puremagic

from core.files import EXTENSIONS, FALLBACK, PLAIN, TEXTUAL, extension_of

HEAD = 64 * 1024
"""Bytes that are looked at."""

_SAME: dict[str, str] = {
    "image/x-ms-bmp": "image/bmp",
    "image/x-bmp": "image/bmp",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/mp3": "audio/mpeg",
    "application/ogg": "audio/ogg",
    "application/x-gzip": "application/gzip",
    "application/x-rar-compressed": "application/vnd.rar",
    "application/x-rar": "application/vnd.rar",
    "application/x-pdf": "application/pdf",
    "text/rtf": "application/rtf",
}
_SIGNED_TEXT = ((b"%PDF-", "application/pdf"), (b"{\\rtf", "application/rtf"), (b"%!PS", "application/postscript"))
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"))
_OPEN = re.compile(rb"mimetype(application/(?:vnd\.oasis\.opendocument\.[a-z]+|epub\+zip))")
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(.{2}).{2}", re.DOTALL)
_SVG = re.compile(r"<svg[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script|iframe|img|a|div|table|style|meta)[\s>/]", re.IGNORECASE)
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|script)[\s>]", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\s")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(head: bytes, name: str) -> str:
    """The media type. ``head`` is the file's first HEAD bytes, or all of it."""
    extension = extension_of(name)
    for mark, found in _SIGNED_TEXT:
        if head.startswith(mark):
            return found
    if head.startswith(_ZIP):
        return _zip(head, extension)
    if head.startswith(_OLE):
        return EXTENSIONS[extension] if extension in ("doc", "xls", "ppt") else "application/x-ole-storage"
    text = _text(head)
    return _binary(head, extension) if text is None else _of_text(text, extension)


def _text(head: bytes) -> str | None:
    try:
        # The last character may be cut in two.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _of_text(text: str, extension: str) -> str:
    if _SVG.search(text):
        return "image/svg+xml"
    if _PAGE.match(text) or (_HTML.search(text) and EXTENSIONS.get(extension) not in TEXTUAL):
        return "text/html"
    promised = EXTENSIONS.get(extension, "")
    if promised in TEXTUAL:
        return promised
    return "application/xml" if _XML.match(text) else PLAIN


def _binary(head: bytes, extension: str) -> str:
    try:
        matches: Any = puremagic.magic_string(head, None)  # pyright: ignore[reportUnknownMemberType]
    except (puremagic.PureError, ValueError):
        return FALLBACK
    said = [str(cast("object", match.mime_type)) for match in cast("list[Any]", matches)]
    kinds = [_SAME.get(kind, kind) for kind in said if "/" in kind]
    promised = EXTENSIONS.get(extension)
    if promised is not None and promised in kinds:
        return promised
    # Bytes that are no text are not shown as text, whatever mark was found in them.
    return next((kind for kind in kinds if not kind.startswith("text/")), FALLBACK)


def _zip(head: bytes, extension: str) -> str:
    opened = _OPEN.search(head[:200])
    if opened:
        return opened[1].decode()
    names = [_name(head, match) for match in _LOCAL_NAME.finditer(head)]
    for folder, found in _OFFICE:
        if any(name.startswith(folder) for name in names):
            return EXTENSIONS[found]
    if b"[Content_Types].xml" in names and extension in ("docx", "xlsx", "pptx"):
        return EXTENSIONS[extension]
    return EXTENSIONS["zip"]


def _name(head: bytes, match: re.Match[bytes]) -> bytes:
    return head[match.end() : match.end() + int.from_bytes(match[1], "little")]
