"""What there is to say about files without their bytes: names, families of types, what a browser may show.

Types are media types as ``api/attachments/sniffing.py`` finds them in the bytes; nothing here believes what a client
says of its file.
"""

import unicodedata
from collections.abc import Mapping, Sequence

from core.text import fold

MAX_NAME = 255
"""Characters."""
MAX_EXTENSION = 20

FALLBACK = "application/octet-stream"
PLAIN = "text/plain"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

EXTENSIONS: Mapping[str, str] = {
    "avif": "image/avif", "bmp": "image/bmp", "gif": "image/gif", "ico": "image/x-icon", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff",
    "webp": "image/webp", "heic": "image/heic",
    "mp3": "audio/mpeg", "wav": "audio/wav", "ogg": "audio/ogg", "flac": "audio/flac", "m4a": "audio/mp4",
    "mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime", "avi": "video/x-msvideo",
    "mkv": "video/x-matroska",
    "pdf": "application/pdf", "rtf": "application/rtf", "zip": "application/zip", "gz": "application/gzip",
    "7z": "application/x-7z-compressed", "rar": "application/vnd.rar", "tar": "application/x-tar",
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "docx": f"{_OFFICE}wordprocessingml.document", "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation", "odt": f"{_OPEN}text", "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation", "epub": "application/epub+zip",
    "txt": PLAIN, "log": PLAIN, "csv": "text/csv", "tsv": "text/tab-separated-values", "md": "text/markdown",
    "json": "application/json", "xml": "application/xml", "html": "text/html", "htm": "text/html",
    "ics": "text/calendar", "vcf": "text/vcard", "eml": "message/rfc822", "yaml": "application/yaml",
    "yml": "application/yaml", "css": "text/css", "js": "text/javascript",
}  # fmt: skip
"""What a name's extension promises."""

TEXTUAL = frozenset({
    "text/csv", "text/tab-separated-values", "text/markdown", "application/json", "application/xml", "text/calendar",
    "text/vcard", "message/rfc822", "application/yaml", "text/css", "text/javascript",
})  # fmt: skip
"""Kinds of text that only a name can tell apart."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "pdf": ("application/pdf",),
    "document": (
        "application/pdf", "application/msword", EXTENSIONS["docx"], EXTENSIONS["odt"], "application/rtf",
        "application/epub+zip", PLAIN, "text/markdown",
    ),
    "spreadsheet": (
        "application/vnd.ms-excel", EXTENSIONS["xlsx"], EXTENSIONS["ods"], "text/csv", "text/tab-separated-values",
    ),
    "presentation": ("application/vnd.ms-powerpoint", EXTENSIONS["pptx"], EXTENSIONS["odp"]),
    "archive": (
        "application/zip", "application/gzip", "application/x-7z-compressed", "application/vnd.rar",
        "application/x-tar",
    ),
}  # fmt: skip
"""What ``hasType`` takes beside types and their first halves (``image``)."""

THUMBNAILED = frozenset({
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/avif", "application/pdf",
})  # fmt: skip
"""Types that can have thumbnails; ``dataos.file_cell`` knows the same."""

_SHOWN = (THUMBNAILED - {"image/tiff"}) | {PLAIN}
# They turn the text around them, so that "cod.exe" reads as "exe.doc".
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = frozenset({"Cc", "Cs", "Zl", "Zp"})


def clean_name(said: str) -> str:
    """A name that is safe to show and to save under: one line, no path, at most MAX_NAME characters.

    >>> clean_name("C:\\\\photos\\\\..\\\\cat.png"), clean_name("a/b/.."), clean_name("  ")
    ('cat.png', 'file', 'file')
    """
    last = said.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in _DROPPED and c not in _TURNING).strip()
    if not kept.strip(". "):
        return "file"
    if len(kept) > MAX_NAME:
        tail = extension_of(kept)
        ending = f".{tail}" if tail else ""
        kept = kept[: MAX_NAME - len(ending)].rstrip() + ending
    return kept


def extension_of(name: str) -> str:
    """In lower case, without the dot; empty where there is none.

    >>> extension_of("Report.PDF"), extension_of(".env"), extension_of("plain")
    ('pdf', '', '')
    """
    stem, dot, tail = name.rpartition(".")
    return tail.lower() if dot and stem and tail and len(tail) <= MAX_EXTENSION else ""


def inline(type: str) -> bool:
    """Whether a browser may show the file by itself. What can hold scripts (HTML, SVG, XML) is only ever saved."""
    return type in _SHOWN or type.startswith(("audio/", "video/"))


def of_type(type: str, asked: str) -> bool:
    """What ``hasType`` means: a type, the first half of one, or a family; capitals aside."""
    wanted, found = fold(asked), fold(type)
    return f"{found}/".startswith(f"{wanted}/") or found in FAMILIES.get(wanted, ())


def accepted(patterns: Sequence[str], type: str, name: str) -> bool:
    """Whether a field that accepts these patterns takes the file: what the bytes are and what the name says must both
    fit one of them. An extension that promises nothing stands in no type's way."""
    extension = extension_of(name)
    promised = EXTENSIONS.get(extension)
    return any(_fits(pattern.lower(), type, extension, promised) for pattern in patterns)


def _fits(pattern: str, type: str, extension: str, promised: str | None) -> bool:
    if pattern.startswith("."):
        if extension != pattern[1:]:
            return False
        return promised in (None, type) or (type in (FALLBACK, PLAIN) and promised in TEXTUAL | {FALLBACK})
    return _matches(pattern, type) and (promised is None or _matches(pattern, promised))


def _matches(pattern: str, type: str) -> bool:
    half, _, rest = pattern.partition("/")
    return pattern == type or (rest == "*" and type.startswith(f"{half}/"))
