"""Formulas in pages, filters, sorts, groups and search."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.formulas.shop import FIELDS, Shop, condition
from tests.support.app import World
from tests.support.statements import counted


async def test_a_page_has_values_and_errors(shop: Shop) -> None:
    assert await shop.values("Total") == [7, 1, 5, 1]
    division = {"error": "#DIV/0!", "message": "Division by zero."}
    assert await shop.values("Each") == [1.5, division, 0.25, division]
    assert await shop.values("Label") == ["bolt x2", "nut x0", "Washer x4", " x"]
    assert await shop.values("Late") == [True, False, True, False]
    kinds = {field["name"]: field["config"].get("result") for field in shop.table["fields"]}
    assert kinds["Total"] == {"kind": "number", "many": False}
    assert kinds["Late"] == {"kind": "boolean", "many": False}
    assert all(field["readOnly"] == (field["type"] == "formula") for field in shop.table["fields"])


async def test_writing_answers_with_formulas_and_refuses_them(shop: Shop) -> None:
    made = (await shop.add({"Item": "pin", "Qty": 3, "Price": 2}))[0]
    assert made["fields"]["Total"] == 7
    answer = await shop.person.http.patch(f"/records/{made['id']}", json={"fields": {"Price": 10}})
    assert answer.json()["fields"]["Total"] == 31
    assert (await shop.person.get(f"/records/{made['id']}"))["fields"]["Net"] == 30
    refused = await shop.person.http.patch(f"/records/{made['id']}", json={"fields": {"Total": 1}})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "read_only_field")


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (condition("Total", "greaterThan", 4), ["bolt", "Washer"]),
        (condition("Total", "equals", 1), ["nut", None]),
        (condition("Each", "isEmpty"), []),
        (condition("Each", "isNotEmpty"), ["bolt", "nut", "Washer", None]),
        (condition("Each", "equals", 1.5), ["bolt"]),
        (condition("Each", "notEquals", 1.5), ["nut", "Washer", None]),
        (condition("Each", "lessThan", 1000), ["bolt", "Washer"]),
        (condition("Label", "contains", "X2"), ["bolt"]),
        (condition("Label", "in", ["nut x0", " x"]), ["nut", None]),
        (condition("Late", "equals", True), ["bolt", "Washer"]),
        (condition("Late", "equals", False), ["nut", None]),
        (condition("Net", "lessThan", {"field": "Total"}), ["bolt", "nut", "Washer", None]),
    ],
    ids=str,
)
async def test_filters(shop: Shop, filter: dict[str, Any], expected: list[object]) -> None:
    assert await shop.items(filter=filter) == expected


async def test_sorts_cursors_and_search(shop: Shop) -> None:
    down = [{"field": "Each", "direction": "desc"}]
    assert await shop.items(sorts=down) == ["bolt", "Washer", None, "nut"]
    assert await shop.items(sorts=[{"field": "Each", "direction": "asc"}]) == ["nut", None, "Washer", "bolt"]
    assert await shop.items(sorts=[{"field": "Label", "direction": "asc"}]) == [None, "bolt", "nut", "Washer"]
    for sorts in (down, [{"field": "Label"}], [{"field": "Late"}, {"field": "Total"}]):
        whole, paged, cursor = await shop.items(sorts=sorts), [], None
        while True:
            page = await shop.query(sorts=sorts, limit=1, **({"cursor": cursor} if cursor else {}))
            paged += [record["fields"]["Item"] for record in page["items"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert paged == whole
    assert await shop.items(sorts=down, offset=1, limit=2) == ["Washer", None]
    assert await shop.items(search="T X0") == ["nut"]


async def test_groups_and_aggregates(shop: Shop) -> None:
    answer = await shop.query(groups=[{"field": "Each"}], aggregates=[{"fn": "sum", "field": "Total"}])
    error = {"error": "#DIV/0!", "message": "Division by zero."}
    assert [(group["keys"], group["count"], group["aggregates"]) for group in answer["groups"]] == [
        ([error], 2, [2]), ([0.25], 1, [5]), ([1.5], 1, [7]),
    ]  # fmt: skip
    asked = [{"fn": fn, "field": "Each"} for fn in ("filled", "empty", "max", "countDistinct", "median")]
    asked += [{"fn": "filled", "field": "Late"}]
    assert (await shop.query(aggregates=asked))["groups"][0]["aggregates"] == [4, 0, 1.5, 2, 0.875, 2]


async def test_groups_of_errors_in_pages_and_subtotals(shop: Shop) -> None:
    await shop.add({"Item": "odd", "Qty": 1, "Price": 1.5})
    asked: dict[str, Any] = {"groups": [{"field": "Each"}, {"field": "Late"}], "subtotals": True}
    whole = (await shop.query(**asked))["groups"]
    error = {"error": "#DIV/0!", "message": "Division by zero."}
    assert [(group["keys"], group["count"]) for group in whole] == [
        ([], 5), ([error], 2), ([error, False], 2), ([0.25], 1), ([0.25, True], 1),
        ([1.5], 2), ([1.5, False], 1), ([1.5, True], 1),
    ]  # fmt: skip
    for more in (asked, {"groups": [{"field": "Late"}, {"field": "Each", "direction": "desc"}]}):
        whole, paged, cursor = (await shop.query(**more))["groups"], [], None
        while True:
            page = await shop.query(**more, limit=1, **({"cursor": cursor} if cursor else {}))
            paged += page["groups"]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert paged == whole


async def test_one_error_and_blanks_are_groups_apart(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    fields = [
        FIELDS[1],
        {"name": "Share", "type": "formula", "config": {"expression": "IF(Qty, IF(Qty = 1, SQRT(-1), Qty), 1 / Qty)"}},
        {"name": "Maybe", "type": "formula", "config": {"expression": "IF(Qty > 1, 1 / (Qty - 2))"}},
    ]
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Kinds", "fields": fields})
    shop = Shop(world.creator, table)
    await shop.add({}, {"Qty": 1}, {"Qty": 2}, {"Qty": 3})
    for name, expected in (("Share", [None, "#DIV/0!", "#NUM!", 2, 3]), ("Maybe", [None, "#DIV/0!", 1])):
        seen: list[Any] = []
        cursor = None
        while True:
            page = await shop.query(groups=[{"field": name}], limit=1, **({"cursor": cursor} if cursor else {}))
            seen += [key["error"] if isinstance(key, dict) else key for key in page["groups"][0]["keys"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert seen == (expected if name == "Maybe" else expected[1:])


async def test_one_statement_whatever_the_formulas(acme: tuple[World, FastAPI]) -> None:
    world, app = acme
    fields = [
        FIELDS[1],
        *({"name": f"F{at}", "type": "formula", "config": {"expression": f"Qty * {at}"}} for at in range(15)),
    ]
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Many", "fields": fields})
    shop = Shop(world.creator, table)
    await shop.add({"Qty": 2})
    await shop.query()
    with counted(app) as plain:
        await shop.query(fields=["Qty"])
    with counted(app) as seen:
        answer = await shop.query()
    assert answer["items"][0]["fields"]["F14"] == 28
    assert len(seen) == len(plain)
    assert len([text for text in seen if "ws_" in text]) == 1


async def test_names_that_look_like_sql_or_templates(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    name = "a'b\"c %s {x} \\ $1 -- ;"
    expression = '{a\'b"c %s {x\\} \\\\ $1 -- ;} & "%s \' {0} \\\\"'
    fields = [
        {"name": name, "type": "text"},
        {"name": f"f {name}", "type": "formula", "config": {"expression": expression}},
    ]
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Odd", "fields": fields})
    shop = Shop(world.creator, table)
    made = (await shop.add({name: "100%'"}))[0]
    assert made["fields"][f"f {name}"] == "100%'%s ' {0} \\"
    assert await shop.values(f"f {name}") == ["100%'%s ' {0} \\"]
    found = await shop.query(filter=condition(f"f {name}", "contains", "%s"), sorts=[{"field": f"f {name}"}])
    assert len(found["items"]) == 1
