"""The config of a grid view, as it is stored: field references are ids, so renaming a field changes nothing.

``bind`` checks what a client sends; ``clean`` takes out of a stored config what later schema changes left dangling.
Views are cleaned when read instead of being rewritten when a field goes: deleting a field stays one small statement.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue
from pydantic.alias_generators import to_camel

from api.http.body import Body, Prose
from core.access.policy import Policy
from core.errors import Fault, Invalid
from core.query.parse import parse_filter, parse_sorts
from core.query.people import mentioned
from core.query.render import PersonIds, render
from core.schema import TableSchema

MAX_SEARCH = 500


class RowHeight(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    TALL = "tall"
    EXTRA = "extra"


class _Part(Body):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, alias_generator=to_camel, validate_by_name=True)


class GridSort(_Part):
    field: str
    direction: Literal["asc", "desc"] = "asc"


class GridColumn(_Part):
    """``width`` in CSS pixels. Fields without a column of their own follow in table order, visible."""

    field: str
    width: Annotated[int, Field(ge=40, le=2000)] | None = None
    hidden: bool | None = None


class GridConfig(_Part):
    """All of it has defaults, so a new view is an empty object."""

    filter: dict[str, JsonValue] | None = None
    sorts: Annotated[list[GridSort], Field(max_length=10)] = Field(default_factory=list[GridSort])
    columns: Annotated[list[GridColumn], Field(max_length=500)] = Field(default_factory=list[GridColumn])
    row_height: Annotated[RowHeight, Field(strict=False)] = RowHeight.SHORT
    search: Annotated[Prose, Field(max_length=MAX_SEARCH)] | None = None

    def stored(self) -> dict[str, JsonValue]:
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def bind(
    config: GridConfig, schema: TableSchema, policy: Policy, people: Mapping[str, int], person_ids: PersonIds
) -> GridConfig:
    """The config with every field and option by id. Raises Invalid with paths under ``config``."""
    faults: list[Fault] = []
    bound_filter: dict[str, JsonValue] | None = None
    try:
        parsed = parse_filter(config.filter, schema, policy, "config.filter", people=people)
        bound_filter = None if parsed is None else render(parsed, person_ids)
    except Invalid as error:
        faults.extend(error.faults)
    try:
        raw_sorts: JsonValue = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
        sorts = [
            GridSort(field=sort.field.id, direction=sort.direction.value)
            for sort in parse_sorts(raw_sorts, schema, policy, "config.sorts")
        ]
    except Invalid as error:
        faults.extend(error.faults)
        sorts = []
    columns = _columns(config.columns, schema, policy, faults)
    if faults:
        raise Invalid(faults)
    return config.model_copy(update={"filter": bound_filter, "sorts": sorts, "columns": columns})


def clean(stored: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> GridConfig:
    """A stored config without conditions, sorts and columns that no longer make sense for this table and person."""
    config = GridConfig.model_validate(stored)
    live = {field.id for field in policy.visible_fields(schema)}
    sealed = {field.id for field in schema.sealed}
    return config.model_copy(
        update={
            "filter": clean_filter(config.filter, schema, policy),
            "sorts": [sort for sort in config.sorts if sort.field in live - sealed],
            "columns": [column for column in config.columns if column.field in live],
        }
    )


def _columns(columns: list[GridColumn], schema: TableSchema, policy: Policy, faults: list[Fault]) -> list[GridColumn]:
    found: dict[str, GridColumn] = {}
    for at, column in enumerate(columns):
        path = f"config.columns[{at}].field"
        field = policy.find(schema, column.field)
        if field is None:
            faults.append(schema.unknown(column.field, path))
        elif field.id in found:
            faults.append(Fault(path, "duplicate_field", f"{field.name} is listed twice."))
        else:
            found[field.id] = column.model_copy(update={"field": field.id})
    return list(found.values())


def clean_filter(raw: JsonValue, schema: TableSchema, policy: Policy) -> dict[str, JsonValue] | None:
    """The filter without its invalid conditions; None when no condition is left."""
    if not isinstance(raw, dict):
        return None
    inner = raw.get("filters")
    if isinstance(inner, list):
        kept: list[JsonValue] = [part for item in inner if (part := clean_filter(item, schema, policy)) is not None]
        return {**raw, "filters": kept} if kept else None
    try:
        parse_filter(raw, schema, policy, people=dict.fromkeys(mentioned(raw), 0))
    except Invalid:
        return None
    return raw
