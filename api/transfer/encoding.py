"""Which characters a file's bytes are, and the file as one stream of UTF-8.

Order of judgement: a byte order mark; UTF-16 without one (zero bytes on one side); by the first four megabytes that
have a byte beyond ASCII, UTF-8 if they are valid UTF-8; else the one-byte code page, Greek or Western European, whose
letters the bytes make sense in.
Whatever the source, the stream is UTF-8 with ``\\n`` line ends and without NUL, so PostgreSQL's COPY takes it.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

CHUNK_BYTES = 4 * 1024 * 1024
_SAMPLE_BYTES = 256 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AT_REST = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")("replace"), translate=True).getstate()
_GREEK = "iso8859_7"
_GREEK_LETTERS = frozenset({0xB6, 0xB8, 0xB9, 0xBA, *range(0xBC, 0xFF)})
_WESTERN = "cp1252"


@dataclass(frozen=True)
class Encoding:
    """``codec`` is Python's name of it; ``skip`` bytes of byte order mark come before the text."""

    codec: str
    skip: int = 0


def detect(path: Path) -> Encoding:
    """Reads on until the bytes say something."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    if codec := _sixteen_bits(head):
        return Encoding(codec)
    telling = _first_telling(path)
    return Encoding("utf-8" if _is_utf8(telling) else _code_page(telling))


def stream(path: Path, encoding: Encoding, chunk_bytes: int = CHUNK_BYTES) -> Iterator[bytes]:
    """The text as UTF-8 chunks of about ``chunk_bytes``; line ends become ``\\n``, NULs disappear.

    Bytes that the encoding does not have become U+FFFD: one damaged byte does not cost anybody the import.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding.codec)("replace"), translate=True)
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while block := file.read(chunk_bytes):
            plain = encoding.codec == "utf-8" and block.isascii() and not (b"\r" in block or b"\x00" in block)
            # Nothing to do, unless the chunk before ended within a character or a line end.
            yield block if plain and decoder.getstate() == _AT_REST else _clean(decoder.decode(block))
        yield _clean(decoder.decode(b"", final=True))


def _clean(text: str) -> bytes:
    # A lone surrogate cannot come out of these decoders with "replace", so encoding cannot fail.
    return text.replace("\x00", "").encode()


def _sixteen_bits(head: bytes) -> str | None:
    """UTF-16 without a mark: its spaces, delimiters and line ends have a zero byte, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(2, len(head) // 50):
        return None
    return "utf-16-be" if even > odd * 10 else "utf-16-le" if odd > even * 10 else None


def _first_telling(path: Path) -> bytes:
    """The first chunk with bytes beyond ASCII, empty when there is none."""
    with path.open("rb") as file:
        while block := file.read(CHUNK_BYTES):
            if not block.isascii():
                return block
    return b""


def _is_utf8(block: bytes) -> bool:
    """The block may end within a character, but not begin within one."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(sample: bytes) -> str:
    """Greek or Western, by which reading gives words rather than accents in a row.

    In Greek text nearly every byte above 0x7F stands beside another one; in Western text accented letters stand alone
    between ASCII letters.
    """
    high = [byte >= 0xB4 for byte in sample[:_SAMPLE_BYTES]]
    beside = sum(left and right for left, right in pairwise(high))
    letters = sum(byte in _GREEK_LETTERS for byte in sample[:_SAMPLE_BYTES])
    return _GREEK if beside > sum(high) * 0.5 and letters > sum(high) * 0.9 else _WESTERN
