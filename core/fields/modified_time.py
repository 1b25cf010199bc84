"""When the record was last changed; at first, when it was created."""

from core.fields.datetime import Datetime


class ModifiedTime(Datetime):
    name = "modifiedTime"
    system_column = "updated_at"
