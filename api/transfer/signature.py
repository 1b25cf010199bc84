"""Files that are no text, told by their first bytes, before anybody reads them as CSV."""

from core.errors import Invalid

_KINDS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook (xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (xls)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ\x00", "compressed (xz)"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CONTROLS = bytes({*range(1, 9), *range(14, 27), 28, 29, 30, 31, 127})
_TOLERATED = 0.02


def refuse_binary(head: bytes) -> None:
    """Raises Invalid when the file that starts with ``head`` is surely no CSV."""
    for mark, kind in _KINDS:
        if head.startswith(mark):
            raise _refused(f"The file is {kind}, not CSV")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) * _TOLERATED and b"\x00" not in head:
        raise _refused("The file is no text, from line 1 on")


def _refused(what: str) -> Invalid:
    return Invalid.one("file", "not_text", f"{what}. Export the table as CSV (UTF-8) and import that.")
