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

    def shape(self, cell: str) -> str:
        return f"({cell} LIKE 'http://_%' OR {cell} LIKE 'https://_%') AND {cell} NOT LIKE '% %'"


@dataclass(frozen=True)
class AsEmail(Format):
    """The pattern is stricter than the field type; in the rest of the file, what looks like an address passes."""

    field_type = "email"

    @property
    def pattern(self) -> str:
        return r"[A-Za-z0-9_+-]+(?:[.&'][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,24}"

    def shape(self, cell: str) -> str:
        return f"{cell} LIKE '_%@_%.__%' AND {cell} NOT LIKE '%@%@%' AND {cell} NOT LIKE '% %'"
