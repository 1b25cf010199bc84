"""Formulas over derived values, and derived values over formulas."""

from typing import Any

from tests.api.recompute.shop import Shop


async def formula(shop: Shop, table: str, name: str, expression: str, status: int = 201) -> dict[str, Any]:
    body = {"name": name, "type": "formula", "config": {"expression": expression}}
    made: dict[str, Any] = await shop.owner.post(f"/tables/{table}/fields", body, status)
    return made


async def chain(shop: Shop) -> tuple[str, list[str]]:
    """Amount → Net (formula) → Total (rollup) → Gross (formula) → Order gross (lookup)."""
    await formula(shop, shop.lines, "Net", "{Amount} * 2")
    await shop.derive("rollup", "Total", field="Net", aggregate="sum")
    await formula(shop, shop.orders, "Gross", "{Total} + 1")
    await shop.derive("lookup", "Order gross", table=shop.lines, linkField="Order", field="Gross")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    return order, await shop.make(shop.lines, *({"Amount": at, "Order": [order]} for at in (1, 2, 3)))


async def test_a_change_goes_through_formulas_and_links(shop: Shop) -> None:
    order, [first, second, _] = await chain(shop)
    assert (await shop.read(order))["Gross"] == 13
    reply = await shop.edit(first, Amount=10)
    assert reply["Order gross"] == [31]
    found = await shop.read(order)
    assert (found["Total"], found["Gross"]) == (30, 31)
    assert (await shop.read(second))["Order gross"] == [31]
    [(after,)] = await shop.rows(
        "SELECT after FROM dataos.changes WHERE table_number = (SELECT number FROM dataos.tables WHERE id = %s)"
        " ORDER BY seq DESC LIMIT 1",
        shop.orders,
    )
    assert sorted(after.values()) == [30, 31]
    assert await shop.wrong() == []


async def test_another_expression_fills_what_is_made_of_it(shop: Shop) -> None:
    order, _ = await chain(shop)
    net = await shop.described("Net", shop.lines)
    await shop.owner.patch(f"/fields/{net['id']}", {"config": {"expression": "{Amount} * 3"}})
    assert (await shop.read(order))["Total"] == 18
    assert await shop.wrong() == []
    answer = await shop.owner.patch(f"/fields/{net['id']}", {"config": {"expression": "{Name} & '!'"}})
    assert answer["config"]["result"]["kind"] == "text"
    total = await shop.described("Total")
    assert total["invalid"].startswith("Net (formula) cannot be rolled up with sum")
    assert (await shop.read(order))["Total"] is None
    await shop.owner.patch(f"/fields/{net['id']}", {"config": {"expression": "{Amount}"}})
    assert (await shop.described("Total"))["invalid"] is None
    assert (await shop.read(order))["Total"] == 6


async def test_errors_are_left_out(shop: Shop) -> None:
    await formula(shop, shop.lines, "Share", "1 / {Amount}")
    await shop.derive("lookup", "Shares", field="Share")
    await shop.derive("rollup", "Average", field="Share", aggregate="average")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, {"Amount": 0, "Order": [order]}, {"Amount": 4, "Order": [order]})
    found = await shop.read(order)
    assert (found["Shares"], found["Average"]) == ([0.25], 0.25)


async def test_deleting_what_a_formula_uses_makes_all_that_is_made_of_it_invalid(shop: Shop) -> None:
    order, _ = await chain(shop)
    amount = await shop.described("Amount", shop.lines)
    await shop.owner.delete(f"/fields/{amount['id']}")
    assert (await shop.described("Total"))["invalid"] == "The field Net of Lines is invalid."
    assert (await shop.read(order))["Total"] is None


async def test_what_depends_on_the_clock_cannot_be_kept(shop: Shop) -> None:
    await formula(shop, shop.lines, "Now", "NOW()")
    answer = await shop.derive("lookup", "x", 422, field="Now")
    assert answer["errors"][0]["code"] == "does_not_fit"


async def test_circles_through_formulas_are_refused(shop: Shop) -> None:
    await chain(shop)
    total = await shop.described("Total")
    answer = await shop.owner.patch(f"/fields/{total['id']}", {"config": {"field": "Order gross"}}, 422)
    assert answer["errors"][0]["code"] == "circular_reference"
    net = await shop.described("Net", shop.lines)
    body = {"config": {"expression": "SUM({Order gross})"}}
    answer = await shop.owner.patch(f"/fields/{net['id']}", body, 422)
    assert "Lines.Net" in answer["errors"][0]["message"]
