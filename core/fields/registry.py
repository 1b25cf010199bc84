"""All field types, by their name on the wire."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from core.errors import Invalid
from core.fields.ai_text import AiText
from core.fields.attachment import Attachment
from core.fields.auto_number import AutoNumber
from core.fields.barcode import Barcode
from core.fields.base import FieldConfig, FieldType, shown
from core.fields.button import Button
from core.fields.checkbox import Checkbox
from core.fields.config_faults import faults_of_config
from core.fields.count import Count
from core.fields.created_by import CreatedBy
from core.fields.created_time import CreatedTime
from core.fields.currency import Currency
from core.fields.date import Date
from core.fields.datetime import Datetime
from core.fields.duration import Duration
from core.fields.email import Email
from core.fields.formula import Formula
from core.fields.geo import Geo
from core.fields.json import Json
from core.fields.link import Link
from core.fields.long_text import LongText
from core.fields.lookup import Lookup
from core.fields.modified_by import ModifiedBy
from core.fields.modified_time import ModifiedTime
from core.fields.multi_select import MultiSelect
from core.fields.multi_user import MultiUser
from core.fields.number import Number
from core.fields.percent import Percent
from core.fields.phone import Phone
from core.fields.rating import Rating
from core.fields.rollup import Rollup
from core.fields.single_select import SingleSelect
from core.fields.text import Text
from core.fields.url import Url
from core.fields.user import User
from core.values import JsonValue

_ALL: tuple[FieldType, ...] = (
    Text(), LongText(), Number(), Percent(), Currency(), Rating(), Duration(), Checkbox(), Date(), Datetime(),
    SingleSelect(), MultiSelect(), User(), MultiUser(), Url(), Email(), Phone(), Barcode(), Geo(), Json(), AiText(),
    Button(), AutoNumber(), CreatedTime(), ModifiedTime(), CreatedBy(), ModifiedBy(), Formula(),
    Link(), Lookup(), Rollup(), Count(), Attachment(),
)  # fmt: skip

FIELD_TYPES: Mapping[str, FieldType] = MappingProxyType({item.name: item for item in _ALL})


def get_type(name: str, path: str = "type") -> FieldType:
    """The type of this name. Raises Invalid at ``path``."""
    found = FIELD_TYPES.get(name)
    if found is None:
        known = ", ".join(FIELD_TYPES)
        raise Invalid.one(path, "unknown_field_type", f"There is no field type {shown(name)}; there are {known}.")
    return found


def parse_config(type: FieldType, raw: JsonValue, path: str = "config") -> FieldConfig:
    """The config of a field of this type; null and absent settings take their defaults.

    Types are strict (``"2"`` is no number). Raises Invalid with all faults, at paths like ``config.options[2].name``.
    """
    if raw is not None and not isinstance(raw, dict):
        raise Invalid.one(path, "invalid_config", f"The config of a field is an object, not {shown(raw)}.")
    try:
        return type.config_model.model_validate_json(json.dumps(raw or {}), strict=True)
    except ValidationError as error:
        raise Invalid(faults_of_config(error, raw or {}, path)) from None
    except (RecursionError, ValueError):
        raise Invalid.one(path, "invalid_config", "This config is nested too deeply or holds huge numbers.") from None
