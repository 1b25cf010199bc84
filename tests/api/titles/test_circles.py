"""Titles that would be made of themselves."""

from typing import Any

from tests.api.fields.test_convert import convert
from tests.api.recompute.shop import Shop
from tests.api.titles.conftest import formula, hidden

Json = dict[str, Any]
BOTH = [("Lines", "Order"), ("Orders", "Lines")]


async def circle(shop: Shop) -> tuple[Json, Json]:
    """Titles of lines are formulas over their orders; what would make orders known by their lines is left to do."""
    title = await formula(shop, "Title", '{Name} & " of " & {Order}')
    await shop.owner.patch(f"/tables/{shop.lines}", {"primaryFieldId": title["id"]})
    return title, await shop.described("All")


async def test_circles_are_refused_with_the_way_round(shop: Shop) -> None:
    _, every = await circle(shop)
    refused = await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": every["id"]}, 422)
    fault = refused["errors"][0]
    assert (fault["path"], fault["code"]) == ("primaryFieldId", "circular_reference")
    for step in ("Orders.All", "Orders.Lines", "Lines.Title", "Lines.Order"):
        assert step in fault["message"]
    # Over the expression of what is the primary field already, also where no formula has named the link before.
    own = await formula(shop, "Own", "{Name}", shop.orders)
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": own["id"]})
    await shop.owner.delete(f"/fields/{every['id']}")
    assert ("Orders", "Lines") not in await hidden(shop)
    body = {"config": {"expression": "{Name} & {Lines}"}}
    refused = await shop.owner.patch(f"/fields/{own['id']}", body, 422)
    way = "Orders.Lines → Lines.Title → Lines.Order → Orders.Own → Orders.Lines"
    assert refused["errors"][0]["message"] == f"Own would be made of itself: {way}."
    # By a conversion: the field becomes a formula, or the link that a formula names.
    refused = await convert(shop.owner, own["id"], "formula", 422, **body)
    assert refused["errors"][0]["code"] == "circular_reference"
    text = await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Which", "type": "text"})
    await shop.owner.patch(f"/fields/{own['id']}", {"config": {"expression": "{Name} & {Which}"}})
    refused = await convert(shop.owner, text["id"], "link", 422, config={"tableId": shop.lines})
    assert refused["errors"][0]["code"] == "circular_reference"


async def test_nor_does_one_come_out_of_the_trash(shop: Shop) -> None:
    title, every = await circle(shop)
    link = await shop.described("Order", shop.lines)
    await shop.owner.delete(f"/fields/{link['id']}")
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": every["id"]})
    refused = await shop.owner.post(f"/fields/{link['id']}/restore", None, 422)
    assert refused["errors"][0]["code"] == "circular_reference"
    assert await hidden(shop) == []
    await shop.owner.patch(f"/fields/{title['id']}", {"config": {"expression": "{Name}"}})
    await shop.owner.post(f"/fields/{link['id']}/restore", None, 200)
    assert await hidden(shop) == BOTH
