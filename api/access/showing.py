"""A cell of any field as people get it, where PostgreSQL did not make it: history, texts of automations."""

from collections.abc import Mapping

from api.kit.file_links import FileLinks
from core.fields.people import Person, show
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind


def shown_cell(
    stored: StoredValue,
    field: FieldDef,
    people: Mapping[int, Person],
    file_links: FileLinks | None,
    *,
    by_id: bool = False,
) -> JsonValue:
    """With addresses of files that are good from now on."""
    if field.kind is ValueKind.FILE and file_links is not None:
        return file_links.cell(stored)
    return show(stored, field, people, by_id=by_id)
