"""When the record was last changed; at first, when it was created."""

from core.fields.base import Storage
from core.fields.datetime import Datetime


class ModifiedTime(Datetime):
    name = "modifiedTime"
    storage = Storage.SYSTEM
    system_column = "updated_at"
