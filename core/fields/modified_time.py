"""When the record was last changed; at first, when it was created."""

from core.fields.base import Storage
from core.fields.datetime import Datetime, ShownTime


class ModifiedTime(Datetime):
    config_model = ShownTime
    name = "modifiedTime"
    storage = Storage.SYSTEM
    system_column = "updated_at"
