"""``create_record``: adds a record to a table of the same base; gives ``{{steps.<id>.record}}``."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from workflows.language.node import Written
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep
from workflows.language.values import PlannedValue


class CreateRecordConfig(Written):
    """Without ``tableId`` the record goes into the automation's own table."""

    table_id: str | None = None
    fields: Annotated[dict[str, JsonValue], Field(max_length=500, default_factory=dict)]


class PlannedCreateRecord(PlannedStep):
    type: Literal["create_record"] = "create_record"
    table: int
    fields: dict[str, Annotated[PlannedValue, Field(discriminator="kind")]]


class CreateRecord(WrittenStep[PlannedCreateRecord]):
    type: Literal["create_record"]
    config: CreateRecordConfig

    def bind(self, scope: Scope, path: str) -> PlannedCreateRecord:
        tables, table_id = scope.tables, self.config.table_id
        table = tables.own if table_id is None else tables.by_id.get(table_id)
        if table is None:
            scope.fault(f"{path}.config.tableId", "table_not_found", f"There is no table {table_id!r} in this base.")
            scope.define(self.id)
            return PlannedCreateRecord(id=self.id, table=0, fields={})
        fields = scope.fields(self.config.fields, table, f"{path}.config.fields")
        scope.define(self.id, table)
        return PlannedCreateRecord(id=self.id, table=table.schema.number, fields=fields)
