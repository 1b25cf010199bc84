"""Tables that link to each other, made by hand: people at firms in towns.

``people`` (T1): name, pay, firm→T2, double = formula of pay, again = formula of double, towns = lookup of firm.town,
riches = rollup of firm.wealth, staff = count of firm, choosy = lookup with a condition on firm.secret, sorted = lookup
sorted by firm.secret, far = lookup of firm.mayors, stamp = modifiedTime of pay, plain.
``firms`` (T2): title, town, wealth, secret, place→T3, mayors = lookup of place.mayor.
``towns`` (T3): called, mayor.
"""

from collections.abc import Mapping
from dataclasses import replace

from core.access.compiling import compile_rights
from core.access.policy import Policy
from core.access.rights import Rights
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

HERE, THERE = BaseId("bas_here"), BaseId("bas_there")
PEOPLE, FIRMS, TOWNS = "people", "firms", "towns"


def field(number: int, name: str, type: str = "text", config: dict[str, JsonValue] | None = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(name), number, name, kind, parse_config(kind, config))


def _table(number: int, name: str, base: BaseId, *fields: FieldDef) -> TableSchema:
    return TableSchema(TableId(name), number, name, 1, base, WorkspaceId("w"), 1, fields[0].id, fields)


def _derived(number: int, name: str, type: str, **config: JsonValue) -> FieldDef:
    return field(number, name, type, {**config})


def _formula(number: int, name: str, reads: str) -> FieldDef:
    made = field(number, name, "formula", {"expression": "1"})
    return replace(made, config=made.config.model_copy(update={"names": ((reads, reads),)}))


def _asks(key: str) -> JsonValue:
    return {"conjunction": "and", "filters": [{"field": key, "operator": "isNotEmpty"}]}


TOWN = _table(3, TOWNS, THERE, field(1, "called"), field(2, "mayor"), field(3, "firms", "link", {"tableId": FIRMS}))
FIRM = _table(
    2,
    FIRMS,
    HERE,
    field(1, "title"),
    field(2, "town"),
    field(3, "wealth", "number"),
    field(4, "secret"),
    field(5, "place", "link", {"tableId": TOWNS}),
    _derived(6, "mayors", "lookup", linkField="place", field="mayor", target=TOWNS),
)
PERSON = _table(
    1,
    PEOPLE,
    HERE,
    field(1, "name"),
    field(2, "pay", "number"),
    field(3, "firm", "link", {"tableId": FIRMS}),
    _formula(4, "double", "pay"),
    _formula(5, "again", "double"),
    _derived(6, "towns", "lookup", linkField="firm", field="town", target=FIRMS),
    _derived(7, "riches", "rollup", linkField="firm", field="wealth", aggregate="sum", target=FIRMS),
    _derived(8, "staff", "count", linkField="firm", target=FIRMS),
    _derived(9, "choosy", "lookup", linkField="firm", field="town", target=FIRMS, filter=_asks("secret")),
    _derived(10, "sorted", "lookup", linkField="firm", field="town", target=FIRMS, sorts=[{"field": "secret"}]),
    _derived(11, "far", "lookup", linkField="firm", field="mayors", target=FIRMS),
    field(12, "stamp", "modifiedTime", {"fields": ["pay"]}),
    field(13, "plain"),
    _derived(14, "titles", "lookup", linkField="firm", field="title", target=FIRMS, titles=True),
    _formula(15, "named", "firm"),
)


def _linked(table: TableSchema, links: Mapping[str, TableSchema]) -> TableSchema:
    return replace(table, linked={table.by_id[key].number: target for key, target in links.items()})


ALL = {
    PEOPLE: _linked(PERSON, {"firm": FIRM}),
    FIRMS: _linked(FIRM, {"place": TOWN}),
    TOWNS: _linked(TOWN, {"firms": FIRM}),
}


def policy_of(rights: Rights, table: str = PEOPLE) -> Policy:
    return compile_rights(ALL[table], rights, ALL, {"usr_ada": 1, "usr_bo": 2})
