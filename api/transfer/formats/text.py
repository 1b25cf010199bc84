"""Text of all kinds."""

from dataclasses import dataclass

from api.transfer.formats.base import Format


@dataclass(frozen=True)
class AsText(Format):
    field_type = "text"


@dataclass(frozen=True)
class AsLongText(Format):
    field_type = "longText"


@dataclass(frozen=True)
class AsUrl(Format):
    field_type = "url"

    @property
    def pattern(self) -> str:
        return r"https?://[^\s<>\"]+"


@dataclass(frozen=True)
class AsEmail(Format):
    """Stricter than the field type, so that whatever passes here is an address there too."""

    field_type = "email"

    @property
    def pattern(self) -> str:
        return r"[A-Za-z0-9_+-]+(?:[.&'][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,24}"
