"""Derived fields that lose what they look at, and get it back."""

from tests.api.recompute.shop import Shop


async def sums(shop: Shop) -> str:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("lookup", "Back", table=shop.lines, linkField="Order", field="Total")
    await shop.derive("count", "Size")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, {"Amount": 3, "Order": [order]}, {"Amount": 4, "Order": [order]})
    return order


async def field_id(shop: Shop, table: str, name: str) -> str:
    return str((await shop.described(name, table))["id"])


async def revive(shop: Shop, statement: str, key: str) -> None:
    """What restoring something from the trash does, until there is a request for it."""
    from api.fields.derived import Derived
    from core.ids import TableId

    async with shop.database.writing() as session:
        conn = await shop.database.driver(session)
        await conn.execute(statement.encode(), [key])
        await conn.execute(b"UPDATE dataos.tables SET version = version + 1")
        await Derived(shop.database, shop.access).refresh(session, TableId(shop.orders))


async def test_deleting_the_field_makes_dependants_invalid_and_restoring_it_heals(shop: Shop) -> None:
    order = await sums(shop)
    twice = {"name": "Twice", "type": "formula", "config": {"expression": "{Total} * 2"}}
    await shop.owner.post(f"/tables/{shop.orders}/fields", twice)
    amount = await field_id(shop, shop.lines, "Amount")
    await shop.owner.delete(f"/fields/{amount}")
    total, back = await shop.described("Total"), await shop.described("Back", shop.lines)
    assert total["invalid"] == "The field Amount of Lines was deleted."
    assert back["invalid"] == "The field Total of Orders is invalid."
    reason = "It uses Total, which is invalid: The field Amount of Lines was deleted."
    assert (await shop.described("Twice"))["config"]["invalid"] == reason
    found = await shop.read(order)
    assert (found["Total"], found["Size"]) == (None, 2)
    assert found["Twice"] == {"error": "#ERROR!", "message": reason}
    await shop.make(shop.lines, {"Name": "writes go on", "Order": [order]})
    assert (await shop.read(order))["Size"] == 3
    await revive(shop, "UPDATE dataos.fields SET deleted_at = NULL WHERE id = %s", amount)
    assert (await shop.described("Total"))["invalid"] is None
    assert (await shop.described("Back", shop.lines))["invalid"] is None
    found = await shop.read(order)
    assert (found["Total"], found["Twice"]) == (7, 14)
    assert await shop.wrong() == []


async def test_deleting_the_link_or_the_table(shop: Shop) -> None:
    order = await sums(shop)
    await shop.owner.delete(f"/tables/{shop.lines}")
    assert (await shop.described("Size"))["invalid"] == "The table that Lines leads to was deleted."
    assert (await shop.read(order))["Size"] is None
    await revive(shop, "UPDATE dataos.tables SET deleted_at = NULL WHERE id = %s", shop.lines)
    assert (await shop.described("Size"))["invalid"] is None
    assert ((await shop.read(order))["Size"], (await shop.read(order))["Total"]) == (2, 7)
    await shop.owner.delete(f"/fields/{await field_id(shop, shop.orders, 'Lines')}")
    assert (await shop.described("Size"))["invalid"] == "The link field Lines was deleted."
    assert (await shop.described("Back", shop.lines))["invalid"] == "The link field Order was deleted."


async def test_renames_change_nothing_and_options_are_shown_by_their_new_names(shop: Shop) -> None:
    order = await sums(shop)
    await shop.derive("lookup", "Tags seen", field="Tag")
    await shop.derive("rollup", "Told", field="Tag", aggregate="arrayJoin")
    await shop.make(shop.lines, {"Tag": "Red", "Order": [order]})
    tag = await shop.described("Tag", shop.lines)
    options = [
        {**option, "name": {"Red": "Crimson"}.get(option["name"], option["name"])}
        for option in tag["config"]["options"]
    ]
    await shop.owner.patch(f"/fields/{tag['id']}", {"name": "Colour", "config": {"options": options}})
    await shop.owner.patch(f"/fields/{await field_id(shop, shop.lines, 'Amount')}", {"name": "Sum"})
    await shop.owner.patch(f"/tables/{shop.lines}", {"name": "Positions"})
    found = await shop.read(order)
    assert (found["Total"], found["Tags seen"], found["Told"]) == (7, ["Crimson"], "Crimson")
    names = [option["name"] for option in (await shop.described("Tags seen"))["config"]["result"]["config"]["options"]]
    assert names == ["Crimson", "Blue"]


async def test_changing_what_is_looked_at_fills_the_field_anew(shop: Shop) -> None:
    order = await sums(shop)
    total = shop.fields[shop.orders, "Total"]
    await shop.owner.patch(f"/fields/{total}", {"config": {"aggregate": "average"}})
    assert (await shop.read(order))["Total"] == 3.5
    await shop.owner.patch(f"/fields/{total}", {"config": {"aggregate": "arrayJoin"}})
    assert (await shop.read(order))["Total"] == "3, 4"
    [line, *_] = (await shop.owner.get(f"/tables/{shop.lines}/records"))["items"]
    assert line["fields"]["Back"] == ["3, 4"]
    assert (await shop.described("Back", shop.lines))["config"]["result"]["kind"] == "text"
    await shop.owner.patch(
        f"/fields/{total}",
        {"config": {"aggregate": "sum", "filter": {"field": "Amount", "operator": "greaterThan", "value": 3}}},
    )
    assert (await shop.read(order))["Total"] == 4
    assert await shop.wrong() == []


async def test_a_table_may_be_made_with_links_and_derived_fields_at_once(shop: Shop) -> None:
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Total", "type": "rollup", "config": {"linkField": "Lines", "field": "Amount", "aggregate": "sum"}},
        {"name": "Lines", "type": "link", "config": {"tableId": shop.lines}},
    ]
    made = await shop.owner.post(f"/bases/{shop.world.base}/tables", {"name": "Boxes", "fields": fields})
    lines = await shop.make(shop.lines, {"Amount": 1}, {"Amount": 2})
    [box] = await shop.make(made["id"], {"Name": "b", "Lines": lines})
    assert (await shop.read(box))["Total"] == 3


async def test_a_field_that_is_looked_at_changes_its_type(shop: Shop) -> None:
    order = await sums(shop)
    await shop.derive("lookup", "Amounts", field="Amount")
    amount = await field_id(shop, shop.lines, "Amount")
    await shop.owner.post(f"/fields/{amount}/convert", {"type": "text"}, 200)
    assert (await shop.read(order))["Amounts"] == ["3", "4"]
    assert (await shop.described("Amounts"))["config"]["result"]["kind"] == "text"
    assert "cannot be rolled up with sum" in (await shop.described("Total"))["invalid"]
    await shop.owner.post(f"/fields/{amount}/convert", {"type": "number"}, 200)
    assert (await shop.described("Total"))["invalid"] is None
    found = await shop.read(order)
    assert (found["Amounts"], found["Total"]) == ([3, 4], 7)
    await shop.make(shop.lines, {"Amount": 5, "Order": [order]})
    assert (await shop.read(order))["Total"] == 12
    assert await shop.wrong() == []


async def test_deleting_a_base_makes_what_others_made_of_it_invalid(shop: Shop) -> None:
    other = await shop.owner.post(f"/workspaces/{shop.world.workspace}/bases", {"name": "Other"})
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Lines", "type": "link", "config": {"tableId": shop.lines}},
        {"name": "Size", "type": "count", "config": {"linkField": "Lines"}},
    ]
    made = await shop.owner.post(f"/bases/{other['id']}/tables", {"name": "Far", "fields": fields})
    [line] = await shop.make(shop.lines, {"Amount": 1})
    [far] = await shop.make(made["id"], {"Name": "f", "Lines": [line]})
    assert (await shop.read(far))["Size"] == 1
    await shop.owner.delete(f"/bases/{shop.world.base}")
    assert (await shop.described("Size", made["id"]))["invalid"] == "The table that Lines leads to was deleted."
    assert (await shop.read(far))["Size"] is None
