"""What is imported, and what its bytes turn out to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from api.transfer import encoding
from api.transfer.dialect import Dialect, sniff
from api.transfer.encoding import Decoding, Encoding
from api.transfer.formats.base import Format
from api.transfer.records import Records
from api.transfer.signature import refuse_binary
from core.actor import CauseKind
from core.errors import Invalid

_SAMPLE_BYTES = 512 * 1024


@dataclass(frozen=True)
class GivenColumn:
    """A column that the caller knows: no guessing. ``config`` is that of the field."""

    form: Format
    config: dict[str, JsonValue] | None = None


@dataclass(frozen=True, kw_only=True)
class CsvSource:
    """``columns`` None guesses; else one per column of the file. ``zone`` is where its times were written down.

    ``strict`` refuses the file when anything of it would not be what its column says. ``encrypted`` are columns, by
    name, that are read as text and sealed before they leave this process; of those that are guessed only. A line with
    more values than columns is refused then.
    """

    path: Path
    name: str
    description: str = ""
    zone: str = "UTC"
    columns: Sequence[GivenColumn] | None = None
    strict: bool = False
    encrypted: frozenset[str] = frozenset()
    cause: CauseKind = CauseKind.IMPORT


@dataclass(frozen=True)
class CsvFile:
    path: Path
    encoding: Encoding
    dialect: Dialect

    def records(self, *, surplus: bool = False, exact: bool = False) -> Records:
        """One more pass over it."""
        dialect, width = self.dialect, len(self.dialect.names)
        return Records(
            self.path, self.encoding, dialect.delimiter, dialect.has_header, width, surplus=surplus, exact=exact
        )


def look(path: Path) -> CsvFile:
    """Raises Invalid for a file that cannot be read, or is no CSV."""
    if path.exists() and not path.is_file():
        # It is read more than once.
        raise Invalid.one("file", "unreadable_file", f"{path.name} is no regular file. Save it as one first.")
    try:
        with path.open("rb") as file:
            refuse_binary(file.read(_SAMPLE_BYTES))
        encoded = encoding.detect(path)
        size = path.stat().st_size
        sample = next(encoding.stream(path, encoded, Decoding(), _SAMPLE_BYTES), "")
    except OSError as error:
        raise Invalid.one("file", "unreadable_file", f"Cannot read {path.name}: {error.strerror}.") from error
    return CsvFile(path, encoded, sniff(sample, whole=size <= _SAMPLE_BYTES))
