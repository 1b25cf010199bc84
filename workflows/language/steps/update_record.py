"""``update_record``: writes fields of one record; gives ``{{steps.<id>.record}}``."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from workflows.language.node import Template, Written
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep
from workflows.language.values import PlannedValue


class UpdateRecordConfig(Written):
    record: Template
    fields: Annotated[dict[str, JsonValue], Field(max_length=500)]


class PlannedUpdateRecord(PlannedStep):
    """``table`` is the number of the record's table; ``fields`` is keyed by field id."""

    type: Literal["update_record"] = "update_record"
    record: str
    table: int
    fields: dict[str, Annotated[PlannedValue, Field(discriminator="kind")]]


class UpdateRecord(WrittenStep[PlannedUpdateRecord]):
    type: Literal["update_record"]
    config: UpdateRecordConfig

    def bind(self, scope: Scope, path: str) -> PlannedUpdateRecord:
        record = scope.text(self.config.record, f"{path}.config.record")
        table = scope.record_table(self.config.record, f"{path}.config.record")
        fields = {} if table is None else scope.fields(self.config.fields, table, f"{path}.config.fields")
        if not self.config.fields:
            scope.fault(f"{path}.config.fields", "missing", "Name at least one field to change.")
        scope.define(self.id, table)
        return PlannedUpdateRecord(id=self.id, record=record, table=table.schema.number if table else 0, fields=fields)
