"""Which links formulas read, and what stands for them."""

from dataclasses import replace

import pytest

from core.computed.graph import Circle, build
from core.computed.resolve import resolve_all
from core.computed.titles import links_in, links_written, titles_for, with_titles
from core.computed.watched import watched
from core.fields.base import ColumnType
from core.fields.lookup import LookupConfig
from core.fields.registry import get_type, parse_config
from core.formula.settle import settled
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue


def field(number: int, name: str, type: str = "text", config: dict[str, JsonValue] | None = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(f"fld_{name}"), number, name, kind, parse_config(kind, config))


def link(number: int, name: str, to: str, target: int) -> FieldDef:
    return field(number, name, "link", {"tableId": to, "link": number, "target": target, "workspace": 1})


def table(number: int, *fields: FieldDef) -> TableSchema:
    ids = TableId(f"t{number}"), number, f"T{number}", 1, BaseId("b"), WorkspaceId("w"), 1
    return TableSchema(*ids, fields[0].id, fields)


FIRMS = table(2, field(1, "Title"), field(2, "Size", "number"), link(3, "Deals", "t1", 1))
DEALS = table(1, field(1, "Name"), link(2, "Firm", "t2", 2), link(3, "Other", "t2", 2), link(4, "Lost", "t9", 9))
BOTH = {"t1": DEALS, "t2": FIRMS}


def formula(number: int, name: str, expression: str, base: TableSchema = DEALS) -> TableSchema:
    """The table with a formula that somebody has just written."""
    made = field(number, name, "formula", {"expression": expression})
    everything = (*base.fields, made)
    titles = titles_for(base, links_written(expression, base.fields), BOTH)
    fields = settled(everything, [made.id], {made.id: "here"}, everything, titles)
    numbered = (replace(item, number=item.number or 90 + at) for at, item in enumerate(titles))
    return replace(base, fields=fields, titles=tuple(numbered))


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        ('{Firm} & "!"', ["Firm"]),
        ("IF({firm}, -COUNTA({Other}), Name)", ["Firm", "Other"]),
        ("LAST_MODIFIED_TIME({Firm})", []),
        ("IF(LAST_MODIFIED_TIME({Firm}) = BLANK(), {Other})", ["Other"]),
        ("{Name}", []),
        ('"{Firm}"', []),
        ("{Firm} &", []),
    ],
)
def test_the_links_of_an_expression(expression: str, read: list[str]) -> None:
    assert sorted(item.name for item in links_written(expression, DEALS.fields)) == read


def test_a_hidden_field_is_found_by_number_and_by_its_link_alone() -> None:
    schema = formula(50, "Told", "{Firm}")
    [hidden] = schema.titles
    assert (hidden.name, hidden.hidden, hidden.column_type) == ("Firm", True, ColumnType.TEXT_ARRAY)
    assert hidden not in schema.fields
    assert schema.find(hidden.id) is None
    assert schema.by_number[hidden.number] is schema.titles_of["fld_Firm"] is hidden
    told = schema.by_name["Told"]
    assert (told.kind.value, told.many) == ("text", True)
    assert links_in(told, schema) == (schema.by_name["Firm"],)
    assert told.formulas is not None
    assert told.formulas.compiled(told).marks() == {hidden.id}
    assert told.formulas.invalid(told) is None
    assert replace(schema, fields=schema.every) == schema


def test_without_a_table_there_are_no_titles() -> None:
    assert titles_for(DEALS, [DEALS.by_name["Lost"]], BOTH) == ()
    schema = replace(formula(50, "Told", "{Firm}"), titles=())
    told = schema.by_name["Told"]
    assert told.formulas is not None
    assert "a table that was deleted" in str(told.formulas.invalid(told))


def test_the_planner_sees_what_is_read_and_who_must_tell() -> None:
    schema = formula(50, "Told", "{Firm}")
    graph = build([schema, FIRMS])
    hidden, told = schema.titles[0].number, schema.by_name["Told"].number
    edges = {(edge.source, edge.reader, edge.link) for edge in graph.edges}
    assert ((1, hidden), (1, told), None) in edges
    assert ((2, 1), (1, hidden), 2) in edges
    assert watched(schema).fields == {2}
    firms = replace(FIRMS, linked={3: schema})
    assert watched(firms).fields == {1}
    assert watched(firms).rows


def test_titles_follow_the_primary_field_and_formulas_follow_titles() -> None:
    schema = formula(50, "Told", "{Firm}")
    sized = replace(FIRMS, primary_field_id=FIRMS.by_name["Size"].id)
    [after, _], different = resolve_all([schema, sized], {})
    assert {item.name for item in different} == {"Firm", "Told"}
    config = after.titles[0].config
    assert isinstance(config, LookupConfig)
    assert config.field == FIRMS.by_name["Size"].id
    assert (after.by_name["Told"].kind.value, after.by_name["Told"].many) == ("number", True)


def test_what_is_to_come_is_checked_for_circles() -> None:
    deals = replace(formula(50, "Told", "{Firm}"), titles=())
    firms = formula(50, "Title too", "{Deals}", FIRMS)
    firms = replace(firms, primary_field_id=firms.by_name["Title too"].id, titles=())
    assert build(with_titles([deals, firms])).order
    deals = replace(deals, primary_field_id=deals.by_name["Told"].id)
    with pytest.raises(Circle) as caught:
        _ = build(with_titles([deals, firms])).order
    assert len(caught.value.path) == 5


def test_what_nobody_reads_is_not_to_come() -> None:
    schema = formula(50, "Told", "{Firm}")
    [kept, _] = with_titles([schema, FIRMS])
    assert kept.titles == schema.titles
    [dropped, _] = with_titles([replace(schema, fields=DEALS.fields), FIRMS])
    assert dropped.titles == ()
