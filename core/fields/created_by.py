"""Who created the record."""

from core.fields.base import Storage
from core.fields.people import PersonField


class CreatedBy(PersonField):
    name = "createdBy"
    storage = Storage.SYSTEM
    system_column = "created_by"
