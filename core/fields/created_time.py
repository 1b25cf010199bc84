"""When the record was created."""

from core.fields.datetime import Datetime


class CreatedTime(Datetime):
    name = "createdTime"
    system_column = "created_at"
