"""A button in every record. It has no value: pressing it runs an automation on the record or opens an address.

The address is a template: ``{Field name}`` or ``{field id}`` stands for the record's value, percent-encoded. Only the
beginning, up to the first field, says where it leads, so it must name an allowed scheme and, for web addresses, a host:
no value can turn it into ``javascript:`` or lead to another server.
"""

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, Storage
from core.fields.options import OptionColor
from core.fields.url import BAD_CHARACTERS
from core.text import unstorable
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_LABEL = 80
MAX_TEMPLATE = 2_000

PLACEHOLDER = re.compile(r"\{([^{}]{1,255})\}")
_START = re.compile(r"https?://[^\s/?#@{}]+(?:[/?#]|$)|mailto:|tel:", re.IGNORECASE)
_BAD = re.compile(f"[{BAD_CHARACTERS}]")


class _Action(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class RunAutomation(_Action):
    type: Literal["automation"]
    automation_id: str = Field(max_length=100)


class OpenUrl(_Action):
    type: Literal["openUrl"]
    url: str = Field(max_length=MAX_TEMPLATE)

    @field_validator("url")
    @classmethod
    def _safe(cls, url: str) -> str:
        bare = PLACEHOLDER.sub("", url)
        if "{" in bare or "}" in bare:
            raise ValueError("write fields like {Name}; other braces have no meaning here")
        if _BAD.search(bare):
            raise ValueError("an address has no spaces, quotes, angle brackets or control characters")
        if not _START.match(url):
            raise ValueError("begin with https:// and a server, or with mailto: or tel:; fields come after that")
        return url


class ButtonConfig(FieldConfig):
    label: str = Field(default="Open", min_length=1, max_length=MAX_LABEL)
    color: OptionColor = OptionColor.BLUE
    action: Annotated[RunAutomation | OpenUrl, Field(discriminator="type")] | None = None

    @field_validator("label")
    @classmethod
    def _sayable(cls, label: str) -> str:
        trimmed = label.strip()
        if not trimmed:
            raise ValueError("a button needs a label")
        reason = unstorable(trimmed, MAX_LABEL)
        if reason:
            raise ValueError(reason)
        return trimmed


class Button(FieldType):
    name = "button"
    kind = ValueKind.NONE
    config_model = ButtonConfig
    storage = Storage.NONE

    def column_type(self, config: FieldConfig) -> ColumnType:
        """It stands as an empty text wherever an expression is needed."""
        return ColumnType.TEXT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        raise InvalidValue("A button holds no value.")
