"""What formulas read of a link comes with the first that names it, goes with the last, and follows what happens to the
link and to the field that it shows."""

from typing import Any

import pytest

from tests.api.fields.test_convert import convert, take_back
from tests.api.recompute.shop import Shop
from tests.api.titles.conftest import formula, hidden

Json = dict[str, Any]
BOTH = [("Lines", "Order"), ("Orders", "Lines")]


async def field(shop: Shop, name: str, table: str | None = None) -> Json:
    return await shop.described(name, table or shop.lines)


async def express(shop: Shop, name: str, expression: str, status: int = 200) -> Json:
    found = await field(shop, name)
    answer: Json = await shop.owner.patch(f"/fields/{found['id']}", {"config": {"expression": expression}}, status)
    return answer


async def linked(shop: Shop) -> tuple[str, str]:
    [order] = await shop.make(shop.orders, {"Name": "one"})
    [line] = await shop.make(shop.lines, {"Name": "a", "Note": "one", "Order": [order]})
    return order, line


async def test_it_is_filled_when_it_is_made(shop: Shop) -> None:
    for name in ("Of", "All"):
        owner = shop.orders if name == "All" else shop.lines
        await shop.owner.delete(f"/fields/{(await field(shop, name, owner))['id']}")
    order, line = await linked(shop)
    versions = [(await shop.owner.get(f"/records/{line}"))["version"], (await shop.owner.get(f"/records/{order}"))]
    made = await formula(shop, "Again", "{Order}")
    assert (made["config"]["result"], made["calculating"]) == ({"kind": "text", "many": True}, None)
    assert "invalid" not in made["config"]
    assert (await shop.read(line))["Again"] == ["one"]
    assert [
        (await shop.owner.get(f"/records/{line}"))["version"],
        await shop.owner.get(f"/records/{order}"),
    ] == versions
    assert await shop.wrong() == []


async def test_it_comes_with_the_first_formula_and_goes_with_the_last(shop: Shop) -> None:
    assert await hidden(shop) == BOTH
    second = await formula(shop, "Second", "COUNTA({Order})")
    await express(shop, "Of", "{Name}")
    assert await hidden(shop) == BOTH
    await shop.owner.delete(f"/fields/{second['id']}")
    assert await hidden(shop) == BOTH[1:]
    _, line = await linked(shop)
    await shop.owner.post(f"/fields/{second['id']}/restore", None, 200)
    assert await hidden(shop) == BOTH
    assert (await shop.read(line))["Second"] == 1
    await express(shop, "Second", "LAST_MODIFIED_TIME({Order})")
    assert await hidden(shop) == BOTH[1:]


async def test_nobody_meets_it(shop: Shop) -> None:
    [(number, key)] = await shop.rows(
        "SELECT number, id FROM dataos.fields WHERE table_id = %s AND jsonb_exists(config, 'titles')",
        shop.lines,
    )
    names = ["Name", "Amount", "Price", "Stars", "Done", "Day", "At", "Tag", "Tags", "Note", "Maker", "Order", "Of"]
    table = await shop.owner.get(f"/tables/{shop.lines}")
    base = await shop.owner.get(f"/bases/{shop.world.base}")
    assert [item["name"] for item in table["fields"]] == names
    assert key not in str(table) + str(base)
    _, line = await linked(shop)
    assert set(await shop.read(line)) == set(names)
    http = shop.owner.http
    for answer in (
        await http.patch(f"/fields/{key}", json={"name": "x"}),
        await http.delete(f"/fields/{key}"),
        await http.post(f"/fields/{key}/restore"),
        await http.get(f"/fields/{key}/conversions"),
        await http.post(f"/fields/{key}/convert", json={"type": "text"}),
    ):
        assert answer.status_code == 404, answer.text
    for named in (key, f"f_{number}"):
        asked = {"filter": {"filters": [{"field": named, "operator": "isNotEmpty"}]}}
        assert (await http.post(f"/tables/{shop.lines}/query", json=asked)).status_code == 422
        assert (await http.patch(f"/records/{line}", json={"fields": {named: ["x"]}})).status_code == 422
        await formula(shop, "Sly", f"{{{named}}}", status=422)
        await shop.derive("lookup", "Sly", 422, linkField="Lines", field=named)
    made = await shop.derive("lookup", "Open", field="Name", titles=True)
    assert "titles" not in made["config"]
    await shop.owner.patch(f"/fields/{made['id']}", {"config": {"titles": True}})
    assert "Open" in [item["name"] for item in (await shop.owner.get(f"/tables/{shop.orders}"))["fields"]]


async def test_renaming_the_link_rewrites_formulas(shop: Shop) -> None:
    await shop.owner.patch(f"/fields/{(await field(shop, 'Order'))['id']}", {"name": "Bought {in}"})
    assert (await field(shop, "Of"))["config"]["expression"] == '{Bought {in\\}} & "!"'
    _, line = await linked_by(shop, "Bought {in}")
    assert (await shop.read(line))["Of"] == "one!"


async def linked_by(shop: Shop, name: str) -> tuple[str, str]:
    [order] = await shop.make(shop.orders, {"Name": "one"})
    [line] = await shop.make(shop.lines, {"Name": "a", name: [order]})
    return order, line


async def test_the_link_in_the_trash_and_back(shop: Shop) -> None:
    order, line = await linked(shop)
    link, end = await field(shop, "Order"), await field(shop, "Lines", shop.orders)
    await shop.owner.patch(f"/fields/{end['id']}", {"name": "Its lines"})
    await shop.owner.delete(f"/fields/{link['id']}")
    assert await hidden(shop) == []
    assert (await field(shop, "Of"))["config"]["invalid"].startswith("It uses the field Order, which was deleted.")
    assert "the field Its lines, which was deleted" in (await shop.read(order))["All"]["message"]
    await shop.edit(order, Name="uno")
    await shop.owner.post(f"/fields/{end['id']}/restore", None, 200)
    assert await hidden(shop) == [("Lines", "Order"), ("Orders", "Its lines")]
    assert ((await shop.read(line))["Of"], (await shop.read(order))["All"]) == ("uno!", "a")
    assert await shop.wrong() == []


async def test_the_linked_table_in_the_trash_and_back(shop: Shop) -> None:
    _, line = await linked(shop)
    await shop.owner.delete(f"/tables/{shop.orders}")
    assert "leads to was deleted" in (await field(shop, "Of"))["config"]["invalid"]
    assert (await shop.read(line))["Of"]["error"] == "#ERROR!"
    await formula(shop, "Another", "{Order}", status=422)
    await shop.owner.post(f"/tables/{shop.orders}/restore", None, 200)
    assert (await shop.read(line))["Of"] == "one!"
    # A formula that comes to name the link while the table is away has nothing to read until it is back.
    of = await field(shop, "Of")
    await shop.owner.delete(f"/fields/{of['id']}")
    await shop.owner.delete(f"/tables/{shop.orders}")
    await shop.owner.post(f"/fields/{of['id']}/restore", None, 200)
    assert "a table that was deleted" in (await field(shop, "Of"))["config"]["invalid"]
    await shop.owner.post(f"/tables/{shop.orders}/restore", None, 200)
    assert (await shop.read(line))["Of"] == "one!"
    assert await shop.wrong() == []


async def test_another_primary_field(shop: Shop) -> None:
    order, line = await linked(shop)
    size = await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Size", "type": "number"})
    await shop.edit(order, Size=3)
    await formula(shop, "Sizes", "{Order}")
    name = (await shop.described("Name"))["id"]
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": size["id"]})
    assert ((await shop.read(line))["Of"], (await shop.read(line))["Sizes"]) == ("3!", [3])
    assert (await field(shop, "Sizes"))["config"]["result"] == {"kind": "number", "many": True}
    await shop.edit(order, Size=4, Name="uno")
    assert (await shop.read(line))["Of"] == "4!"
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": name})
    assert (await shop.read(line))["Sizes"] == ["uno"]
    assert await shop.wrong() == []


async def test_a_primary_field_of_options_and_of_what_cannot_be_read(shop: Shop) -> None:
    order, line = await linked(shop)
    config = {"options": [{"name": "Big"}, {"name": "Small"}]}
    tag = await shop.owner.post(
        f"/tables/{shop.orders}/fields", {"name": "Kind", "type": "singleSelect", "config": config}
    )
    spot = await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Spot", "type": "geo"})
    now = await formula(shop, "Now", "NOW()", shop.orders)
    await shop.edit(order, Kind="Big")
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": tag["id"]})
    assert (await shop.read(line))["Of"] == "Big!"
    options = [{**item, "name": item["name"].upper()} for item in tag["config"]["options"]]
    await shop.owner.patch(f"/fields/{tag['id']}", {"config": {"options": options}})
    assert (await shop.read(line))["Of"] == "BIG!"
    for primary, reason in ((spot, "formulas do not read"), (now, "the table that it leads to is invalid")):
        await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": primary["id"]})
        assert reason in (await shop.read(line))["Of"]["message"]
        refused = await formula(shop, "More", "{Order}", status=422)
        assert reason in refused["errors"][0]["message"]
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": (await shop.described("Name"))["id"]})
    assert (await shop.read(line))["Of"] == "one!"


async def test_what_is_encrypted_is_no_title(shop: Shop) -> None:
    sealed = {"name": "Sealed", "type": "text", "encrypted": True}
    made = await shop.owner.http.post(f"/tables/{shop.orders}/fields", json=sealed)
    if made.status_code == 201:
        refused = await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": made.json()["id"]}, 422)
        assert "encrypted" in refused["errors"][0]["message"]
    name = (await shop.described("Name"))["id"]
    refused = await convert(shop.owner, name, "text", 422, encrypted=True)
    assert "primary" in str(refused)


async def test_the_link_becomes_text_and_a_link_again(shop: Shop) -> None:
    order, line = await linked(shop)
    await formula(shop, "Copy", "{Order}")
    link = await field(shop, "Order")
    await convert(shop.owner, link["id"], "text")
    assert await hidden(shop) == []
    assert ((await shop.read(line))["Of"], (await shop.read(line))["Copy"]) == ("one!", "one")
    assert (await field(shop, "Copy"))["config"]["result"] == {"kind": "text", "many": False}
    assert (await take_back(shop.owner))["done"]
    assert await hidden(shop) == BOTH
    assert (await shop.read(line))["Copy"] == ["one"]
    assert (await take_back(shop.owner, "redo"))["done"]
    assert (await shop.read(line))["Copy"] == "one"
    await convert(shop.owner, link["id"], "link", config={"tableId": shop.orders})
    assert ("Lines", "Order") in await hidden(shop)
    await shop.edit(order, Name="uno")
    assert ((await shop.read(line))["Of"], (await shop.read(line))["Copy"]) == ("uno!", ["uno"])
    assert await shop.wrong() == []


async def test_text_becomes_a_link_that_formulas_and_lookups_of_them_read(shop: Shop) -> None:
    order, line = await linked(shop)
    await formula(shop, "Noted", '{Note} & "?"')
    await shop.derive("lookup", "Notes", field="Noted")
    note = await field(shop, "Note")
    await convert(shop.owner, note["id"], "link", config={"tableId": shop.orders})
    assert ("Lines", "Note") in await hidden(shop)
    assert (await shop.read(order))["Notes"] == ["one?"]
    await shop.edit(order, Name="uno")
    assert ((await shop.read(line))["Noted"], (await shop.read(order))["Notes"]) == ("uno?", ["uno?"])


async def test_a_field_becomes_a_formula_over_a_link_and_back(shop: Shop) -> None:
    order, line = await linked(shop)
    note = await field(shop, "Note")
    rehearsed = await convert(shop.owner, note["id"], "formula", config={"expression": "{Order}"}, dryRun=True)
    assert rehearsed
    await convert(shop.owner, note["id"], "formula", config={"expression": "{Order}"})
    assert (await shop.read(line))["Note"] == ["one"]
    await shop.edit(order, Name="uno")
    await convert(shop.owner, note["id"], "longText")
    assert (await shop.read(line))["Note"] == "uno"


async def test_what_is_being_written_shows_samples_where_titles_are_kept(shop: Shop) -> None:
    await linked(shop)
    path = f"/tables/{shop.lines}/formula/check"
    answer = await shop.owner.post(path, {"expression": '{Order} & "?"', "sample": True}, 200)
    assert (answer["valid"], answer["result"]["kind"]) == (True, "text")
    assert [item["value"] for item in answer["sample"]] == ["one?"]
    await express(shop, "Of", "{Name}")
    answer = await shop.owner.post(path, {"expression": '{Order} & "?"', "sample": True}, 200)
    assert (answer["valid"], answer["sample"]) == (True, [])
    answer = await shop.owner.post(path, {"expression": "{Order} * 2"}, 200)
    assert "needs a number; this is a list of text" in answer["errors"][0]["message"]
    assert await hidden(shop) == BOTH[1:]


@pytest.mark.parametrize("name", ["One", "one"])
async def test_many_links_and_many_formulas(shop: Shop, name: str) -> None:
    link = {"tableId": shop.orders, "symmetricName": "Twins"}
    made = await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "Twin", "type": "link", "config": link})
    order, line = await linked(shop)
    await shop.edit(line, Twin=[order])
    await formula(shop, "Pair", '{Twin} & "+" & {Order} & "+" & {Of}')
    assert (await shop.edit(order, Name=name))["All"] == "a"
    assert (await shop.read(line))["Pair"] == f"{name}+{name}+{name}!"
    await shop.owner.delete(f"/fields/{made['id']}")
    assert await hidden(shop) == BOTH
