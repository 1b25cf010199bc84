"""Who created the record."""

from core.fields.people import PersonField


class CreatedBy(PersonField):
    name = "createdBy"
    system_column = "created_by"
