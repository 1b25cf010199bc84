"""Tables with formulas, for tests without a database."""

from collections.abc import Sequence

from core.fields.registry import get_type, parse_config
from core.formula.settle import settled
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

OPTIONS: JsonValue = {"options": [{"id": "opt00000001", "name": "red"}, {"id": "opt00000002", "name": "blue"}]}


def field(number: int, name: str, type: str, config: JsonValue = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(f"fld_{number:026}"), number, name, kind, parse_config(kind, config))


def formula(number: int, name: str, expression: str, zone: str = "UTC") -> FieldDef:
    return field(number, name, "formula", {"expression": expression, "timeZone": zone})


FIELDS = (
    field(1, "Name", "text"),
    field(2, "Qty", "number"),
    field(3, "Unit price", "currency"),
    field(4, "Due", "date"),
    field(5, "At", "datetime"),
    field(6, "Done", "checkbox"),
    field(7, "Colour", "singleSelect", OPTIONS),
    field(8, "Tags", "multiSelect", OPTIONS),
    field(9, "Author", "createdBy"),
    field(10, 'It\'s {odd} "100%" \\ name', "text"),
    field(11, "Created", "createdTime"),
)


def schema(fields: Sequence[FieldDef]) -> TableSchema:
    return TableSchema(
        TableId(f"tbl_{1:026}"), 1, "Things", 1, BaseId(f"bas_{1:026}"), WorkspaceId(f"wsp_{1:026}"), 1,
        fields[0].id, tuple(fields),
    )  # fmt: skip


def saved(*formulas: FieldDef, fields: Sequence[FieldDef] = FIELDS) -> TableSchema:
    """A table in which somebody has just written these formulas. Raises Invalid."""
    everything = (*fields, *formulas)
    paths: dict[str, str] = {item.id: f"{item.name}.config.expression" for item in formulas}
    return schema(settled(everything, list(paths), paths, everything))
