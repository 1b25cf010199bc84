"""When the record was created."""

from core.fields.base import Storage
from core.fields.datetime import Datetime, ShownTime


class CreatedTime(Datetime):
    config_model = ShownTime
    name = "createdTime"
    storage = Storage.SYSTEM
    system_column = "created_at"
