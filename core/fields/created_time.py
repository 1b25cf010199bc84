"""When the record was created."""

from core.fields.base import Storage
from core.fields.datetime import Datetime


class CreatedTime(Datetime):
    name = "createdTime"
    storage = Storage.SYSTEM
    system_column = "created_at"
