"""Two tables of one base, for language tests: Tasks triggers, Log is beside it."""

from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue
from workflows.language.tables import KnownTable, Tables

STATUS: dict[str, JsonValue] = {
    "options": [{"id": "optaaaaaaaa", "name": "Todo"}, {"id": "optbbbbbbbb", "name": "Done"}]
}
TASKS_FIELDS: list[tuple[str, str, dict[str, JsonValue]]] = [
    ("Name", "text", {}),
    ("Status", "singleSelect", STATUS),
    ("Due date", "date", {}),
    ("Amount", "number", {}),
    ("Completed", "datetime", {}),
    ("Created by", "createdBy", {}),
    ('Odd "name"', "text", {}),
]
LOG_FIELDS: list[tuple[str, str, dict[str, JsonValue]]] = [("Entry", "text", {}), ("Task", "text", {})]


def make_table(number: int, name: str, fields: list[tuple[str, str, dict[str, JsonValue]]]) -> TableSchema:
    return TableSchema(
        id=TableId(f"tbl_{number}"),
        number=number,
        name=name,
        version=1,
        base_id=BaseId("bas_1"),
        workspace_id=WorkspaceId("wsp_1"),
        workspace_number=1,
        primary_field_id=FieldId(f"fld_{number}_1"),
        fields=tuple(
            FieldDef(FieldId(f"fld_{number}_{at}"), at, label, get_type(kind), parse_config(get_type(kind), config))
            for at, (label, kind, config) in enumerate(fields, 1)
        ),
    )


def known_to_creator(schema: TableSchema) -> KnownTable:
    return KnownTable(schema, compile_policy(BaseRole.CREATOR, 1))


TASKS = make_table(1, "Tasks", TASKS_FIELDS)
LOG = make_table(2, "Log", LOG_FIELDS)
TABLES = Tables(known_to_creator(TASKS), {TASKS.id: known_to_creator(TASKS), LOG.id: known_to_creator(LOG)})
