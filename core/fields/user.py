"""One person who can open the base."""

from core.fields.base import FieldConfig
from core.fields.limits import Myself
from core.fields.people import PersonField


class UserConfig(FieldConfig):
    """``default`` is whoever makes the record."""

    default: Myself | None = None


class User(PersonField):
    name = "user"
    config_model = UserConfig
