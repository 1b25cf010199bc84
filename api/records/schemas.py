"""The shapes of record requests and answers, for the API's description.

Bodies are not parsed with these: a record's fields are checked by the table's own field types
(``api/records/parse.py``), and answers are PostgreSQL's bytes.
"""

from typing import Any

from pydantic import Field, JsonValue

from api.http.body import Answer


class RecordAnswer(Answer):
    """``fields`` has every visible field by name (or id), empty ones as null."""

    id: str
    no: int
    fields: dict[str, JsonValue]
    created_time: str
    modified_time: str
    version: int


class RecordPage(Answer):
    items: list[RecordAnswer]
    next_cursor: str | None
    total: int | None = Field(None, description="Only when asked for with count=true.")
    estimated: bool | None = Field(
        None,
        description="True while a large view is got ready: total, and which rows stand at the offset, are about right."
        " Ask again in a moment.",
    )


class RecordPosition(Answer):
    """``position`` counts from 0 and is what offset takes; null when the list does not have the record."""

    position: int | None
    total: int


class GroupAnswer(Answer):
    """With subtotals, an entry with fewer keys sums up the entries that follow it and begin with the same keys."""

    keys: list[JsonValue]
    count: int
    aggregates: list[JsonValue]


class GroupsAnswer(Answer):
    groups: list[GroupAnswer]
    next_cursor: str | None = Field(None, description="Where the groups go on; absent when there are only aggregates.")


class RecordList(Answer):
    items: list[RecordAnswer]
    created: list[str] | None = Field(None, description="With upsertOn: the ids of the records that are new.")


class DeletedRecords(Answer):
    deleted: list[str]


class NewRecord(Answer):
    fields: dict[str, JsonValue] = Field(default_factory=dict)
    client_key: str | None = None


class NewRecords(Answer):
    records: list[NewRecord] = Field(max_length=1000)
    typecast: bool = False


class RecordChange(Answer):
    id: str | None = None
    fields: dict[str, JsonValue] = Field(default_factory=dict)
    version: int | None = None


class RecordChanges(Answer):
    records: list[RecordChange] = Field(max_length=1000)
    typecast: bool = False
    upsert_on: list[str] | None = None


class OneRecordChange(Answer):
    fields: dict[str, JsonValue]
    typecast: bool = False


_FILTER = (
    '{"conjunction": "and|or", "filters": [{"field", "operator", "value"?, "match"?: "any|every|none"}, {a group} …]}; '
    "match says for how many values of a field with several an operator on one value must hold, any by default."
)
_GROUPS = (
    'Up to 3 of {"field", "bucket"?: "day|week|month|quarter|year", "direction"?: "asc|desc", "showEmpty"?: bool}; '
    "showEmpty adds options that no record has, on the first level."
)
_AGGREGATES = (
    'Up to 100 of {"fn", "field", "p"?}; count takes no field, percentile takes p. A result that is too large to show '
    'is {"error": "#NUM!", "message"}. A distribution, which goes without groups, is {"values": [{"value", "count", '
    '"percent"} …], "others": {"values", "count", "percent"}, "empty": {"count", "percent"}}, numbers and dates also '
    '"buckets": [{"from", "to", "count", "percent"} …], dates "bucket": "day|week|month|quarter|year".'
)


class QueryBody(Answer):
    filter: dict[str, JsonValue] | None = Field(None, description=_FILTER)
    sorts: list[dict[str, JsonValue]] | None = Field(None, description='{"field", "direction"?: "asc|desc"}.')
    fields: list[str] | None = Field(None, description="The fields to show; all when absent.")
    search: str | None = Field(None, description="Text to look for in values as they are shown.")
    search_fields: list[str] | None = Field(None, description="Where to look for it; else in all that the view shows.")
    view: str | None = None
    groups: list[dict[str, JsonValue]] | None = Field(None, description=_GROUPS)
    aggregates: list[dict[str, JsonValue]] | None = Field(None, description=_AGGREGATES)
    subtotals: bool = Field(False, description="Whether outer groups, and everything together, are summed up too.")
    limit: int = 100
    cursor: str | None = None
    offset: int | None = None
    count: bool = False
    ids: list[str] | None = Field(None, description="Only these records, of those that match.")
    exclude: list[str] | None = Field(None, description="All that match but these records; total leaves them out too.")


def request_of(model: type[Answer]) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that reads its body itself."""
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    return {"requestBody": {"content": {"application/json": {"schema": _inlined(schema, definitions)}}}}


def _inlined(node: JsonValue, definitions: dict[str, JsonValue]) -> JsonValue:
    """The schema with its definitions in place of references: it stands outside the components."""
    match node:
        case {"$ref": str(reference)}:
            return _inlined(definitions[reference.rsplit("/", 1)[1]], definitions)
        case dict():
            return {key: _inlined(value, definitions) for key, value in node.items()}
        case list():
            return [_inlined(item, definitions) for item in node]
        case _:
            return node
