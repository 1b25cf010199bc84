"""What was deleted comes back as it was, and so does what was made of it."""

import asyncio
from typing import Any

import psycopg
import pytest

from tests.api.recompute.shop import Shop
from tests.support.app import World


async def restore(shop: Shop, noun: str, key: str, status: int = 200) -> dict[str, Any]:
    return dict(await shop.owner.post(f"/{noun}/{key}/restore", None, status))


async def test_a_field_comes_back_with_its_values_and_heals_what_is_made_of_it(shop: Shop) -> None:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    amount = await shop.described("Amount", shop.lines)
    formula = {"name": "Double", "type": "formula", "config": {"expression": "{Amount} * 2"}}
    await shop.owner.post(f"/tables/{shop.lines}/fields", formula)
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line, other] = await shop.make(shop.lines, {"Amount": 3, "Order": [order]}, {"Amount": 4, "Order": [order]})
    await shop.owner.delete(f"/fields/{amount['id']}")
    await shop.owner.delete(f"/tables/{shop.lines}/records?ids={other}", 200)
    assert (await shop.described("Total"))["invalid"]
    back = await restore(shop, "fields", str(amount["id"]))
    assert (back["id"], back["name"], back["type"]) == (amount["id"], "Amount", "number")
    assert (await shop.described("Total"))["invalid"] is None
    assert (await shop.read(order))["Total"] == 3
    assert (await shop.read(line))["Double"] == 6
    assert await shop.wrong() == []


async def test_restoring_twice_is_restoring_once(shop: Shop) -> None:
    key = str((await shop.described("Amount", shop.lines))["id"])
    assert (await restore(shop, "fields", key))["name"] == "Amount"
    await shop.owner.delete(f"/fields/{key}")
    answers = await asyncio.gather(*(shop.owner.http.post(f"/fields/{key}/restore") for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    fields = (await shop.owner.get(f"/tables/{shop.lines}"))["fields"]
    assert sum(item["name"] == "Amount" for item in fields) == 1


async def test_a_name_that_was_taken_meanwhile(shop: Shop) -> None:
    first = str((await shop.described("Amount", shop.lines))["id"])
    await shop.owner.delete(f"/fields/{first}")
    second = await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "AMOUNT", "type": "text"})
    assert (await restore(shop, "fields", first))["name"] == "Amount (restored)"
    await shop.owner.delete(f"/fields/{second['id']}")
    third = await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "amount", "type": "text"})
    assert (await restore(shop, "fields", str(second["id"])))["name"] == "AMOUNT (restored 2)"
    await shop.owner.patch(f"/tables/{shop.lines}", {"name": "Was lines"})
    await shop.owner.delete(f"/tables/{shop.orders}")
    await shop.owner.post(f"/bases/{shop.world.base}/tables", {"name": "orders"})
    assert (await restore(shop, "tables", shop.orders))["name"] == "Orders (restored)"
    assert third["name"] == "amount"


async def test_a_link_comes_back_with_its_other_end_its_pairs_and_what_looks_through_it(shop: Shop) -> None:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    lines = await shop.described("Lines")
    order_field = await shop.described("Order", shop.lines)
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Amount": 5, "Order": [order]})
    await shop.owner.delete(f"/fields/{lines['id']}")
    await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "Order", "type": "text"})
    listed = (await shop.owner.get(f"/bases/{shop.world.base}/trash"))["items"]
    assert [(item["type"], item["id"]) for item in listed] == [("field", lines["id"])]
    # By either end.
    await restore(shop, "fields", str(order_field["id"]))
    assert (await shop.described("Order (restored)", shop.lines))["id"] == order_field["id"]
    assert (await shop.read(line))["Order (restored)"] == [{"id": order, "title": "o"}]
    found = await shop.read(order)
    assert ([item["id"] for item in found["Lines"]], found["Total"]) == ([line], 5)
    assert await shop.wrong() == []


async def test_a_table_that_was_away_while_what_it_looks_at_changed(shop: Shop) -> None:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("lookup", "Order total", table=shop.lines, linkField="Order", field="Total")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Amount": 5, "Order": [order]})
    await shop.owner.delete(f"/tables/{shop.orders}")
    assert (await shop.owner.http.get(f"/tables/{shop.orders}")).status_code == 404
    await shop.edit(line, Amount=8)
    await shop.make(shop.lines, {"Name": "new"})
    back = await restore(shop, "tables", shop.orders)
    assert (back["id"], back["name"]) == (shop.orders, "Orders")
    assert (await shop.read(order))["Total"] == 8
    assert (await shop.read(line))["Order total"] == [8]
    assert await shop.wrong() == []


async def test_a_base_comes_back_with_its_tables(shop: Shop) -> None:
    world = shop.world
    await shop.derive("count", "Size")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.owner.delete(f"/bases/{world.base}")
    [item] = (await shop.owner.get(f"/workspaces/{world.workspace}/trash"))["items"]
    assert (item["type"], item["id"], item["name"], item["deletedBy"]["name"]) == ("base", world.base, "Sales", "Olga")
    assert (await world.viewer.get(f"/workspaces/{world.workspace}/trash"))["items"] == []
    await world.editor.post(f"/bases/{world.base}/restore", None, 403)
    await world.stranger.post(f"/bases/{world.base}/restore", None, 404)
    assert (await shop.owner.http.get(f"/bases/{world.base}")).status_code == 404
    assert (await restore(shop, "bases", world.base))["id"] == world.base
    assert (await shop.read(order))["Size"] == 0
    assert (await shop.owner.get(f"/workspaces/{world.workspace}/trash"))["items"] == []


async def test_a_view_comes_back_with_its_filter(shop: Shop) -> None:
    config = {"filter": {"conjunction": "and", "filters": [{"field": "Amount", "operator": "equals", "value": 1}]}}
    view = await shop.owner.post(f"/tables/{shop.lines}/views", {"name": "Ones", "config": config})
    amount = str((await shop.described("Amount", shop.lines))["id"])
    await shop.owner.delete(f"/fields/{amount}")
    assert (await shop.owner.get(f"/views/{view['id']}"))["config"].get("filter") is None
    await shop.owner.delete(f"/views/{view['id']}")
    await restore(shop, "fields", amount)
    assert (await restore(shop, "views", str(view["id"])))["config"]["filter"] == view["config"]["filter"]
    names = [each["name"] for each in (await shop.owner.get(f"/tables/{shop.lines}"))["views"]]
    assert names == ["All records", "Ones"]


async def test_rules_that_records_came_to_break_meanwhile_are_left_off(shop: Shop) -> None:
    body = {"name": "Code", "type": "text", "required": True, "unique": True}
    code = await shop.owner.post(f"/tables/{shop.lines}/fields", body)
    await shop.make(shop.lines, {"Code": "a"}, {"Code": "b"})
    await shop.owner.delete(f"/fields/{code['id']}")
    kept = await restore(shop, "fields", code["id"])
    assert (kept["required"], kept["unique"]) == (True, True)
    refused = {"records": [{"fields": {"Code": "a"}}]}
    assert (await shop.owner.http.post(f"/tables/{shop.lines}/records", json=refused)).status_code in {409, 422}
    await shop.owner.delete(f"/fields/{code['id']}")
    await shop.make(shop.lines, {"Name": "without a code"})
    left = await restore(shop, "fields", code["id"])
    assert (left["required"], left["unique"]) == (False, True)


async def test_a_formula_whose_field_changed_its_type_meanwhile(shop: Shop) -> None:
    code = await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "Code", "type": "text"})
    formula = {"name": "Same", "type": "formula", "config": {"expression": "{Code}"}}
    same = await shop.owner.post(f"/tables/{shop.lines}/fields", formula)
    [line] = await shop.make(shop.lines, {"Code": "12"})
    await shop.owner.delete(f"/fields/{same['id']}")
    await shop.owner.post(f"/fields/{code['id']}/convert", {"type": "number", "config": {}}, 200)
    back = await restore(shop, "fields", same["id"])
    assert (await shop.read(line))["Same"] == 12
    assert (await shop.described("Same", shop.lines))["config"]["result"]["kind"] == "number"
    assert back["invalid"] is None


@pytest.mark.parametrize(
    ("noun", "needs_creator"), [("fields", True), ("tables", True), ("views", False)], ids=["field", "table", "view"]
)
async def test_who_may_delete_may_restore(world: World, noun: str, needs_creator: bool) -> None:
    await world.owner.post(f"/tables/{world.table_id}/views", {"name": "Second"})
    key = {"fields": world.field("Amount"), "tables": world.table_id, "views": world.view()}[noun]
    await world.owner.delete(f"/{noun}/{key}")
    await world.viewer.post(f"/{noun}/{key}/restore", None, 403)
    await world.stranger.post(f"/{noun}/{key}/restore", None, 404)
    await world.editor.post(f"/{noun}/{key}/restore", None, 403 if needs_creator else 200)
    await world.creator.post(f"/{noun}/{key}/restore", None, 200)
    for malformed in ("x", f"{key}x", "%00"):
        assert (await world.owner.http.post(f"/{noun}/{malformed}/restore")).status_code == 404


async def test_a_base_that_comes_back_holds_tables_before_the_workspace(shop: Shop, database_url: str) -> None:
    """As whoever changes a formula does: in another order each would wait for the other."""
    await shop.derive("count", "Size")
    await shop.owner.delete(f"/bases/{shop.world.base}")
    with psycopg.connect(database_url) as other:
        other.execute("SELECT FROM dataos.tables WHERE id = %s FOR UPDATE", [shop.orders])
        back = asyncio.create_task(restore(shop, "bases", shop.world.base))
        await asyncio.sleep(0.5)
        assert not back.done()
        other.execute("SET LOCAL lock_timeout = '500ms'")
        other.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")
    assert (await asyncio.wait_for(back, 30))["id"] == shop.world.base
