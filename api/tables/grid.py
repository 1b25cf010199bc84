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
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.errors import Fault, Forbidden, Invalid
from core.fields.base import shown
from core.query.across import titles_behind
from core.query.aggregates import aggregates
from core.query.ast import AggregateFn
from core.query.grouping import MAX_GROUPS, parse_groups
from core.query.parse import parse_filter, parse_sorts
from core.query.people import mentioned
from core.query.render import PersonIds, render
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

MAX_SEARCH = 500
EVERYTHING = compile_policy(BaseRole.CREATOR, 0)
"""To whom nothing is hidden."""


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


class GridFooter(_Part):
    """What stands under a column: an aggregate as in a query."""

    fn: str
    p: Annotated[float, Field(ge=0, le=100, strict=False)] | None = None


class GridGroup(_Part):
    """As in a query. A view by groups has its records in their order, and within them in that of its sorts."""

    field: str
    bucket: Literal["day", "week", "month", "quarter", "year"] | None = None
    direction: Literal["asc", "desc"] = "asc"


class GridColumn(_Part):
    """``width`` in CSS pixels. Fields without a column of their own follow in table order, visible."""

    field: str
    width: Annotated[int, Field(ge=40, le=2000)] | None = None
    hidden: bool | None = None
    footer: GridFooter | None = None


class GridConfig(_Part):
    """All of it has defaults, so a new view is an empty object."""

    filter: dict[str, JsonValue] | None = None
    sorts: Annotated[list[GridSort], Field(max_length=10)] = Field(default_factory=list[GridSort])
    columns: Annotated[list[GridColumn], Field(max_length=500)] = Field(default_factory=list[GridColumn])
    groups: Annotated[list[GridGroup], Field(max_length=MAX_GROUPS)] = Field(default_factory=list[GridGroup])
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
    groups: list[GridGroup] = []
    try:
        read = parse_groups(_wire(config.groups), schema, policy, "config.groups")
        groups = [one.model_copy(update={"field": by.field.id}) for one, by in zip(config.groups, read, strict=True)]
    except Invalid as error:
        faults.extend(error.faults)
    columns = _columns(config.columns, schema, policy, faults)
    if faults:
        raise Invalid(faults)
    return config.model_copy(update={"filter": bound_filter, "sorts": sorts, "groups": groups, "columns": columns})


def clean(stored: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> GridConfig:
    """A stored config as this person is shown it: without conditions, sorts and columns that no longer make sense for
    this table, or are about what does not exist for them."""
    return _cleaned(GridConfig.model_validate(stored), schema, policy)


def applied(stored: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> GridConfig:
    """A stored config as records are listed by it for this person: filter and sorts are their maker's statement, so
    what is hidden from this person still counts in them (decision 23)."""
    config = GridConfig.model_validate(stored)
    whole = _cleaned(config, schema, EVERYTHING)
    return _cleaned(config, schema, policy).model_copy(update={"filter": whole.filter, "sorts": whole.sorts})


def kept(now: GridConfig, stored: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> GridConfig:
    """``now``, bound, as it is to be stored in the place of ``stored``: with the parts of it that this person is not
    shown. Raises Forbidden where they change such a part."""
    before = GridConfig.model_validate(stored)
    shown_now, whole = _cleaned(before, schema, policy), _cleaned(before, schema, EVERYTHING)
    if shown_now == whole:
        return now
    parts: dict[str, object] = {}
    for name, what in (("filter", "filter"), ("sorts", "order"), ("groups", "groups")):
        if getattr(whole, name) == getattr(shown_now, name):
            continue
        if getattr(now, name) != getattr(shown_now, name):
            raise Forbidden(f"Part of this view's {what} is not shown to you, so you cannot change it. Ask its maker.")
        parts[name] = getattr(before, name)
    hidden = {column.field for column in whole.columns} - {column.field for column in shown_now.columns}
    columns = list(now.columns)
    for at, column in enumerate(whole.columns):
        if column.field in hidden:
            columns.insert(at, column)
    return now.model_copy(update={**parts, "columns": columns})


def _cleaned(config: GridConfig, schema: TableSchema, policy: Policy) -> GridConfig:
    live = {field.id for field in policy.visible_fields(schema)}
    sealed = {field.id for field in schema.sealed}
    return config.model_copy(
        update={
            "filter": clean_filter(config.filter, schema, policy),
            "sorts": [sort for sort in config.sorts if sort.field in live - sealed and _sorts(sort, schema, policy)],
            "groups": _clean_groups(config.groups, schema, policy),
            "columns": [_clean_column(column, schema) for column in config.columns if column.field in live],
        }
    )


def _sorts(sort: GridSort, schema: TableSchema, policy: Policy) -> bool:
    """Whether a link's titles, by which it sorts, are for this person to see."""
    field = schema.by_id[sort.field]
    return field.kind is not ValueKind.LINK or titles_behind(schema, policy, field) is not None


def _clean_groups(groups: list[GridGroup], schema: TableSchema, policy: Policy) -> list[GridGroup]:
    kept: list[GridGroup] = []
    for group in groups:
        try:
            parse_groups(_wire([*kept, group]), schema, policy)
        except Invalid:
            continue
        kept.append(group)
    return kept


def _wire(groups: list[GridGroup]) -> list[JsonValue]:
    return [group.model_dump(mode="json", by_alias=True, exclude_none=True) for group in groups]


def _clean_column(column: GridColumn, schema: TableSchema) -> GridColumn:
    field = schema.by_id[column.field]
    if column.footer is None or not _faults_of(column.footer, field, ""):
        return column
    return column.model_copy(update={"footer": None})


def _faults_of(footer: GridFooter, field: FieldDef, path: str) -> list[Fault]:
    known = sorted(fn.value for fn in aggregates(field.kind, field.many))
    if footer.fn not in known:
        message = f"{field.name} ({field.type.name}) has no footer {shown(footer.fn)}; it takes {', '.join(known)}."
        return [Fault(f"{path}.fn", "unknown_aggregate", message)]
    if (footer.fn == AggregateFn.PERCENTILE) != (footer.p is not None):
        return [Fault(f"{path}.p", "invalid_value", "A percentile takes a p from 0 to 100; nothing else does.")]
    return []


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
            if column.footer is not None:
                faults.extend(_faults_of(column.footer, field, f"config.columns[{at}].footer"))
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
