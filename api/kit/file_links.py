"""Addresses of files that open without a session: signed, and good until they expire.

A cell's addresses are made where its JSON is made, in PostgreSQL (``dataos.file_cell``); everything else makes them
here. Both compute the same HMAC-SHA256, PostgreSQL by two calls of ``sha256``, for which it is given the padded keys
as parameters. Expiry is rounded up to a window, so that a page has the same addresses for a while and browsers keep
what they loaded from them.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from api.kit import clock
from core.files import THUMBNAILED
from core.values import JsonValue, StoredValue

FILES = "/api/v1/files/"
SIZES = ("small", "large")
_BLOCK = 64
_PURPOSE = b"addresses of files"
_SIMPLE = re.compile(r"[A-Za-z0-9_.~ -]*")


@dataclass(frozen=True)
class FileLinks:
    """``seconds``: an address is good for at least so long, and less than twice as long."""

    key: bytes
    seconds: int

    @classmethod
    def of(cls, secret: str, minutes: int) -> "FileLinks":
        return cls(hmac.digest(secret.encode(), _PURPOSE, "sha256"), minutes * 60)

    @property
    def expires(self) -> int:
        """Of an address that is made now, in seconds of Unix time."""
        return (clock.unix_ms() // 1000 // self.seconds + 2) * self.seconds

    @cached_property
    def _pads(self) -> tuple[bytes, bytes]:
        key = self.key.ljust(_BLOCK, b"\0")
        return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)

    def slots(self) -> Mapping[str, object]:
        """What a statement that makes addresses is given."""
        inner, outer = self._pads
        return {"file_expires": str(self.expires), "file_inner": inner, "file_outer": outer}

    def signature(self, path: str, expires: int) -> str:
        """``path`` is what follows ``/files/``, before it is written as an address."""
        digest = hmac.digest(self.key, f"{path}\n{expires}".encode(), hashlib.sha256)
        return urlsafe_b64encode(digest).rstrip(b"=").decode()

    def good(self, path: str, expires: int, signature: str) -> bool:
        """Whether we made this address, and it has not expired."""
        mine = self.signature(path, expires)
        # Compared as bytes: a signature out of the air may be any text.
        return hmac.compare_digest(mine.encode(), signature.encode(errors="replace")) and not self.expired(expires)

    def expired(self, expires: int) -> bool:
        return expires <= clock.unix_ms() // 1000

    def address(self, attachment: str, version: int, *rest: str) -> str:
        """``rest`` is the name, or ``thumbnails`` and a size."""
        expires = self.expires
        parts = (attachment, str(version), *rest)
        place = "/".join(map(_written, parts))
        return f"{FILES}{place}?expires={expires}&signature={self.signature('/'.join(parts), expires)}"

    def shown(self, file: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """One file of a cell as people get it."""
        attachment, version, name = str(file.get("id")), file.get("version"), str(file.get("name"))
        number = version if isinstance(version, int) else 0
        thumbnails: dict[str, JsonValue] | None = None
        if file.get("type") in THUMBNAILED:
            thumbnails = {size: {"url": self.address(attachment, number, "thumbnails", size)} for size in SIZES}
        said = {key: file.get(key) for key in ("id", "version", "name", "type", "size")}
        return {**said, "url": self.address(attachment, number, name), "thumbnails": thumbnails}

    def cell(self, stored: StoredValue) -> JsonValue:
        """A cell of files as people get it; what ``dataos.file_cell`` makes."""
        files: list[JsonValue] = (
            [self.shown(item) for item in stored if isinstance(item, dict)] if isinstance(stored, list) else []
        )
        return files or None


def _written(part: str) -> str:
    """As ``dataos.file_name_written``: readable where that is simple, else byte by byte."""
    if _SIMPLE.fullmatch(part):
        return part.replace(" ", "%20")
    return "".join(f"%{byte:02x}" for byte in part.encode())
