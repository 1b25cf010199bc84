"""Who changed the record last; at first, who created it."""

from core.fields.people import PersonField


class ModifiedBy(PersonField):
    name = "modifiedBy"
    system_column = "updated_by"
