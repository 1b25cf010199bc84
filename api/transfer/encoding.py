"""Which characters a file's bytes are, and the file as one stream of text.

Order of judgement: a byte order mark; UTF-16 without one (zero bytes on one side); by the first four megabytes that
have a byte beyond ASCII, UTF-8 if they are valid UTF-8; else the one-byte code page, Greek or Western European, whose
letters the bytes make sense in.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from core.errors import Invalid

CHUNK_BYTES = 1024 * 1024
_TELLING_BYTES = 4 * 1024 * 1024
_SAMPLE_BYTES = 256 * 1024
_REPLACEMENT = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GREEK = "iso8859_7"
_GREEK_LETTERS = frozenset({0xB6, 0xB8, 0xB9, 0xBA, *range(0xBC, 0xFF)})
_WESTERN = "cp1252"


@dataclass(frozen=True)
class Encoding:
    """``codec`` is Python's name of it; ``skip`` bytes of byte order mark come before the text."""

    codec: str
    skip: int = 0


@dataclass
class Decoding:
    """How far one pass over the file is: ``read`` bytes of it, with ``damaged`` places that are no character."""

    read: int = 0
    damaged: int = 0


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


def stream(path: Path, encoding: Encoding, state: Decoding, chunk_bytes: int = CHUNK_BYTES) -> Iterator[str]:
    """The text in chunks of about ``chunk_bytes``; line ends become ``\\n``.

    Bytes that the encoding does not have become U+FFFD, and are counted. Raises Invalid at a NUL.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding.codec)("replace"), translate=True)
    lines = 1
    with path.open("rb") as file:
        file.seek(encoding.skip)
        while True:
            block = file.read(chunk_bytes)
            text = decoder.decode(block, final=not block)
            if "\x00" in text:
                raise _has_nul(lines + text.count("\n", 0, text.index("\x00")))
            if not text.isascii():
                state.damaged += _damaged(text, block, encoding)
            lines += text.count("\n")
            state.read += len(block)
            if text:
                yield text
            if not block:
                return


def _damaged(text: str, block: bytes, encoding: Encoding) -> int:
    """Replacement characters that the file does not have itself."""
    return max(0, text.count(_REPLACEMENT) - block.count(_REPLACEMENT.encode(encoding.codec, "ignore") or b"\xff\xff"))


def _has_nul(line: int) -> Invalid:
    return Invalid.one(
        "file",
        "not_text",
        f"Line {line} has a NUL byte, which no text has: the file is damaged, or no CSV. Export it again, or remove"
        " the NUL bytes.",
    )


def _sixteen_bits(head: bytes) -> str | None:
    """UTF-16 without a mark: its spaces, delimiters and line ends have a zero byte, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(2, len(head) // 50):
        return None
    return "utf-16-be" if even > odd * 10 else "utf-16-le" if odd > even * 10 else None


def _first_telling(path: Path) -> bytes:
    """The first chunk with bytes beyond ASCII, empty when there is none."""
    with path.open("rb") as file:
        while block := file.read(_TELLING_BYTES):
            if not block.isascii():
                return block
    return b""


def _is_utf8(block: bytes) -> bool:
    """Mostly: a few damaged places must not spoil every other character. The block may end within a character.

    In text of a one-byte code page, hardly any two bytes happen to be one character of UTF-8.
    """
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(block)
    damaged = _damaged(text, block, Encoding("utf-8"))
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return damaged * 5 <= foreign


def _code_page(sample: bytes) -> str:
    """Greek or Western, by which reading gives words rather than accents in a row.

    In Greek text nearly every byte above 0x7F stands beside another one; in Western text accented letters stand alone
    between ASCII letters.
    """
    high = [byte >= 0xB4 for byte in sample[:_SAMPLE_BYTES]]
    beside = sum(left and right for left, right in pairwise(high))
    letters = sum(byte in _GREEK_LETTERS for byte in sample[:_SAMPLE_BYTES])
    return _GREEK if beside > sum(high) * 0.5 and letters > sum(high) * 0.9 else _WESTERN
