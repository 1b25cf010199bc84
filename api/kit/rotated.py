"""A log file that cannot fill the disk: when it is full it becomes `name.1`, and so on up to the last kept one."""

from pathlib import Path
from typing import IO

_FULL_BYTES = 20_000_000
_KEPT = 4


class RotatedFile:
    """Appends whole lines. A disk that cannot take them loses them: nothing waits or fails for a log's sake."""

    def __init__(self, path: Path, full_bytes: int = _FULL_BYTES, kept: int = _KEPT) -> None:
        self.path = path
        self._full_bytes = full_bytes
        self._kept = kept
        self._file: IO[bytes] | None = None
        self._bytes = 0

    def open(self) -> None:
        """Only for telling early that it is impossible; writing opens the file too. Raises OSError."""
        if self._file is None:
            self._file = self.path.open("ab", buffering=0)
            self._bytes = self._file.tell()

    def write(self, text: str) -> None:
        content = text.encode(errors="backslashreplace")
        try:
            self.open()
            if self._bytes and self._bytes + len(content) > self._full_bytes:
                self._rotate()
            if self._file is not None:
                self._bytes += self._file.write(content)
        except OSError:
            return

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _rotate(self) -> None:
        self.close()
        for number in range(self._kept, 0, -1):
            older = self._numbered(number - 1)
            if older.exists():
                older.replace(self._numbered(number))
        self.open()

    def _numbered(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}") if number else self.path
