"""Wire models of changing a field; a new one is `api.tables.schemas.NewFieldBody`."""

from pydantic import JsonValue

from api.fields.service import FieldChanges
from api.http.body import Name, Patch, Prose


class FieldPatch(Patch):
    """``config`` replaces the settings that it names; select options keep their ids."""

    name: Name | None = None
    config: dict[str, JsonValue] | None = None
    description: Prose | None = None
    required: bool | None = None
    unique: bool | None = None

    def changes(self) -> FieldChanges:
        return FieldChanges(self.name, self.config, self.description, self.required, self.unique)
