"""Who changed the record last; at first, who created it."""

from core.fields.base import Storage
from core.fields.people import PersonField


class ModifiedBy(PersonField):
    name = "modifiedBy"
    storage = Storage.SYSTEM
    system_column = "updated_by"
