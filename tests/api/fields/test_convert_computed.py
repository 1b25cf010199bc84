"""Computed fields get values of their own, and fields give theirs up to be computed; and back."""

from typing import Any

import pytest

from tests.api.fields.converting import NAME, Json, cells, convert, field_id, fields, table_with, take_back
from tests.support.app import World

NUMBERS: list[Json] = [NAME, {"name": "A", "type": "number"}, {"name": "B", "type": "number"}]


async def formula_table(world: World, expression: str, *rows: Json, **config: Any) -> Json:
    table = await table_with(world.owner, world.base, NUMBERS, *rows, name="Sums")
    field = {"name": "F", "type": "formula", "config": {"expression": expression, **config}}
    made = await world.owner.post(f"/tables/{table['id']}/fields", field)
    return {**table, "fields": [*table["fields"], made]}


ROWS: list[Json] = [{"A": 6, "B": 3}, {"A": 1, "B": 0}, {"A": 1, "B": 4}]
CASES: list[tuple[str, Json, str, list[Any]]] = [
    ("{A} / {B}", {}, "number", [2, None, 0.25]),
    ("{A} / {B}", {"format": {"precision": 2}}, "text", ["2.00", None, "0.25"]),
    ("IF({A} = 6, 'x, y', '')", {}, "singleSelect", ["x, y", None, None]),
    ("{A} > 3", {}, "checkbox", [True, False, False]),
    ("DATEADD('2026-03-01', {A}, 'days')", {}, "date", ["2026-03-07", "2026-03-02", "2026-03-02"]),
    ("DATETIME_PARSE('2026-03-01 23:30')", {"timeZone": "Europe/Athens"}, "date", ["2026-03-01"] * 3),
]


@pytest.mark.parametrize(("expression", "config", "type", "expected"), CASES)
async def test_what_a_formula_shows_becomes_values(
    world: World, expression: str, config: Json, type: str, expected: list[Any]
) -> None:
    table = await formula_table(world, expression, *ROWS, **config)
    shown = await cells(world.owner, table, "F")
    failing = sum(isinstance(cell, dict) for cell in shown)
    rehearsed = await convert(world.owner, field_id(table, "F"), type, dryRun=True)
    assert rehearsed["counts"]["cleared"] == failing
    await convert(world.owner, field_id(table, "F"), type)
    assert await cells(world.owner, table, "F") == expected
    record = (await world.owner.get(f"/tables/{table['id']}/records"))["items"][0]["id"]
    await world.owner.patch(f"/records/{record}", {"fields": {"A": 100}})
    assert await cells(world.owner, table, "F") == expected
    assert (await take_back(world.owner))["done"]
    shown[0] = (await world.owner.get(f"/records/{record}"))["fields"]["F"]
    assert await cells(world.owner, table, "F") == shown


async def test_values_are_given_up_for_a_formula_and_undo_brings_them_back(world: World) -> None:
    table = await table_with(world.owner, world.base, NUMBERS, *ROWS, {}, name="Sums")
    wish: Json = {"config": {"expression": "{B} * 10"}}
    rehearsed = await convert(world.owner, field_id(table, "A"), "formula", dryRun=True, **wish)
    assert (rehearsed["counts"]["cleared"], rehearsed["counts"]["empty"]) == (3, 1)
    assert rehearsed["field"]["config"]["expression"] == "{B} * 10"
    made = await convert(world.owner, field_id(table, "A"), "formula", **wish)
    assert made["field"]["readOnly"] is True
    assert await cells(world.owner, table, "A") == [30, 0, 40, 0]
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, table, "A") == [6, 1, 1, None]
    assert (await take_back(world.owner, "redo"))["done"]
    assert await cells(world.owner, table, "A") == [30, 0, 40, 0]


@pytest.mark.parametrize("expression", ["{A} + 1", "{F} + 1", "{Nothing}", "1 +"])
async def test_a_formula_that_cannot_be_is_refused_with_the_place(world: World, expression: str) -> None:
    table = await formula_table(world, "{A} * 2", *ROWS)
    refused = await convert(world.owner, field_id(table, "A"), "formula", 422, config={"expression": expression})
    assert refused["errors"][0]["path"] == "config.expression"
    assert await cells(world.owner, table, "A") == [6, 1, 1]


async def linked_tables(world: World) -> tuple[Json, Json]:
    parts = await table_with(
        world.owner, world.base, [NAME, {"name": "Price", "type": "number"}, {"name": "Due", "type": "date"}],
        {"Name": "bolt", "Price": 2, "Due": "2026-01-02"}, {"Name": "nut", "Price": 3}, name="Parts",
    )  # fmt: skip
    orders = await table_with(world.owner, world.base, [NAME, {"name": "Note", "type": "text"}], name="Orders")
    link = {"name": "Parts", "type": "link", "config": {"tableId": parts["id"]}}
    await world.owner.post(f"/tables/{orders['id']}/fields", link)
    them = [item["id"] for item in (await world.owner.get(f"/tables/{parts['id']}/records"))["items"]]
    rows: list[Json] = [{"fields": {"Note": "keep", "Parts": them}}, {"fields": {"Note": "7", "Parts": them[:1]}},
                        {"fields": {}}]  # fmt: skip
    await world.owner.post(f"/tables/{orders['id']}/records", {"records": rows})
    return parts, orders


COMPUTED: list[tuple[str, Json, list[Any]]] = [
    ("lookup", {"linkField": "Parts", "field": "Price"}, [[2, 3], [2], None]),
    ("rollup", {"linkField": "Parts", "field": "Price", "aggregate": "sum"}, [5, 2, 0]),
    ("count", {"linkField": "Parts"}, [2, 1, 0]),
    ("lookup", {"linkField": "Parts", "field": "Due"}, [["2026-01-02"], ["2026-01-02"], None]),
]
AS_TEXT: list[tuple[str, list[Any]]] = [
    ("text", ["2, 3", "2", None]), ("text", ["5", "2", "0"]), ("number", [2, 1, 0]),
    ("date", ["2026-01-02", "2026-01-02", None]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("computed", "plain"), list(zip(COMPUTED, AS_TEXT, strict=True)), ids=["lookup", "rollup", "count", "dates"]
)
async def test_there_and_back_across_a_link(
    world: World, computed: tuple[str, Json, list[Any]], plain: tuple[str, list[Any]]
) -> None:
    kind, config, expected = computed
    parts, orders = await linked_tables(world)
    notes = ["keep", "7", None]
    field = field_id(orders, "Note")
    rehearsed = await convert(world.owner, field, kind, dryRun=True, config=config)
    assert rehearsed["counts"]["cleared"] == 2
    await convert(world.owner, field, kind, config=config)
    assert await cells(world.owner, orders, "Note") == expected
    await convert(world.owner, field, plain[0])
    assert await cells(world.owner, orders, "Note") == plain[1]
    bolt = (await world.owner.get(f"/tables/{parts['id']}/records"))["items"][0]["id"]
    await world.owner.patch(f"/records/{bolt}", {"fields": {"Price": 20}})
    assert await cells(world.owner, orders, "Note") == plain[1]
    await world.owner.patch(f"/records/{bolt}", {"fields": {"Price": 2}})
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, orders, "Note") == expected
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, orders, "Note") == notes
    assert (await take_back(world.owner, "redo"))["done"]
    assert await cells(world.owner, orders, "Note") == expected


async def test_what_the_system_fills_takes_nothing_over(world: World) -> None:
    table = await table_with(world.owner, world.base, NUMBERS, *ROWS, {}, name="Sums")
    rehearsed = await convert(world.owner, field_id(table, "A"), "autoNumber", dryRun=True)
    assert (rehearsed["counts"]["cleared"], rehearsed["counts"]["kept"]) == (3, 0)
    await convert(world.owner, field_id(table, "A"), "autoNumber")
    assert await cells(world.owner, table, "A") == [1, 2, 3, 4]
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, table, "A") == [6, 1, 1, None]


async def test_formulas_and_views_over_a_field_say_what_is_wrong_and_heal(world: World) -> None:
    table = await formula_table(world, "{A} * 2", *ROWS)
    large = {"conjunction": "and", "filters": [{"field": "A", "operator": "greaterThan", "value": 2}]}
    config = {"filter": large, "sorts": [{"field": "A", "direction": "desc"}]}
    view = await world.owner.post(f"/tables/{table['id']}/views", {"name": "Big", "type": "grid", "config": config})
    url = f"/tables/{table['id']}/records?view={view['id']}"
    assert len((await world.owner.get(url))["items"]) == 1
    options = {"options": [{"name": "6"}, {"name": "1"}]}
    await convert(world.owner, field_id(table, "A"), "multiSelect", config=options)
    formula = (await fields(world.owner, table))["F"]
    assert "A" in formula["config"]["invalid"]
    assert {cell["error"] for cell in await cells(world.owner, table, "F")} == {"#ERROR!"}
    # A condition that does not fit is left out as long as it does not (api/tables/grid.py).
    assert len((await world.owner.get(url))["items"]) == 3
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, table, "F") == [12, 2, 2]
    assert "invalid" not in (await fields(world.owner, table))["F"]["config"]
    assert len((await world.owner.get(url))["items"]) == 1


async def test_fewer_options_are_a_conversion_that_undo_takes_back(world: World) -> None:
    """Removing an option that is in use by PATCH is refused; as a conversion it clears, is counted, and undone."""
    options = {"options": [{"name": "Red"}, {"name": "Blue"}]}
    for kind, given, left in (("singleSelect", "Red", None), ("multiSelect", ["Red", "Blue"], ["Blue"])):
        field: Json = {"name": "Color", "type": kind, "config": options}
        table = await table_with(world.owner, world.base, [NAME, field], {"Color": given}, name=kind)
        blue = {"options": [each for each in table["fields"][1]["config"]["options"] if each["name"] == "Blue"]}
        refused = await world.owner.http.patch(f"/fields/{field_id(table, 'Color')}", json={"config": blue})
        assert refused.json()["code"] == "option_in_use"
        rehearsed = await convert(world.owner, field_id(table, "Color"), kind, dryRun=True, config=blue)
        assert rehearsed["counts"]["cleared"] + rehearsed["counts"]["changed"] == 1
        await convert(world.owner, field_id(table, "Color"), kind, config=blue)
        assert await cells(world.owner, table, "Color") == [left]
        assert (await take_back(world.owner))["done"]
        assert await cells(world.owner, table, "Color") == [given]
        assert (await take_back(world.owner, "redo"))["done"]
        assert await cells(world.owner, table, "Color") == [left]
