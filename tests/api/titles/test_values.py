"""A formula that names a link follows the records that it leads to, in the reply of whoever changes them."""

from typing import Any

from tests.api.recompute.shop import Shop
from tests.api.titles.conftest import formula

Json = dict[str, Any]


async def feed(shop: Shop, table: str) -> list[Json]:
    """What updates of the table's records told, by names of fields."""
    rows = await shop.rows(
        "SELECT c.before, c.after FROM dataos.changes c JOIN dataos.tables t ON t.number = c.table_number"
        " WHERE t.id = %s AND c.operation = 'update' ORDER BY c.seq",
        table,
    )
    names = dict(
        # Rows have columns of any type; these two are text.
        await shop.rows("SELECT number::text, name FROM dataos.fields WHERE table_id = %s", table)  # type: ignore[arg-type]
    )
    return [{names[key]: (before.get(key), value) for key, value in after.items()} for before, after in rows]


async def two(shop: Shop) -> tuple[str, str, list[str]]:
    first, second = await shop.make(shop.orders, {"Name": "one"}, {"Name": "two"})
    lines = await shop.make(shop.lines, {"Name": "a", "Order": [first]}, {"Name": "b", "Order": [first]}, {"Name": "c"})
    return first, second, lines


async def test_creating_linking_and_renaming(shop: Shop) -> None:
    first, second, [a, b, c] = await two(shop)
    assert [(await shop.read(line))["Of"] for line in (a, b, c)] == ["one!", "one!", "!"]
    assert (await shop.read(first))["All"] == "a; b"
    assert (await shop.edit(a, Name="z"))["Of"] == "one!"
    assert (await shop.read(first))["All"] == "z; b"
    assert (await shop.edit(c, Order=[second]))["Of"] == "two!"
    assert (await shop.edit(first, Name="uno"))["All"] == "z; b"
    assert [(await shop.read(line))["Of"] for line in (a, b, c)] == ["uno!", "uno!", "two!"]
    assert (await shop.edit(a, Order=None))["Of"] == "!"
    assert await shop.wrong() == []


async def test_from_the_other_side_and_in_order(shop: Shop) -> None:
    first, second, [a, b, c] = await two(shop)
    assert (await shop.edit(first, Lines=[c, b]))["All"] == "c; b"
    assert (await shop.edit(first, Lines=[b, c]))["All"] == "b; c"
    assert [(await shop.read(line))["Of"] for line in (a, b, c)] == ["!", "one!", "one!"]
    assert (await shop.edit(second, Lines=[b]))["All"] == "b"
    assert (await shop.read(first))["All"] == "c"
    assert (await shop.read(b))["Of"] == "two!"


async def test_deleted_records_are_left_out_until_they_are_back(shop: Shop) -> None:
    first, _, [a, b, _] = await two(shop)
    await shop.owner.delete(f"/records/{a}")
    assert (await shop.read(first))["All"] == "b"
    back = await shop.owner.post(f"/records/{a}/restore", None, 200)
    assert back["fields"]["Of"] == "one!"
    assert (await shop.read(first))["All"] == "a; b"
    await shop.owner.delete(f"/records/{first}")
    assert (await shop.read(b))["Of"] == "!"
    assert (await shop.owner.post(f"/records/{first}/restore", None, 200))["fields"]["All"] == "a; b"
    assert (await shop.read(b))["Of"] == "one!"


async def test_the_feed_tells_of_the_formula_and_not_of_what_it_is_made_of(shop: Shop) -> None:
    await formula(shop, "Any", 'IF({Order}, "yes", "no")')
    first, _, [a, _, _] = await two(shop)
    await shop.edit(a, Order=None)
    await shop.edit(a, Order=[first])
    made = (await shop.owner.get(f"/records/{a}"))["version"]
    await shop.edit(first, Name="uno")
    assert (await shop.owner.get(f"/records/{a}"))["version"] == made + 1
    told = await feed(shop, shop.lines)
    assert all(set(row) <= {"Name", "Order", "Of", "Any"} for row in told)
    assert {"Of": ("one!", "uno!")} in told
    assert {"Of": ("one!", "!"), "Any": ("yes", "no")} in told


async def test_where_nothing_shows_there_is_nothing_to_tell(shop: Shop) -> None:
    await shop.owner.delete(f"/fields/{(await shop.described('Of', shop.lines))['id']}")
    await formula(shop, "Any", 'IF({Order}, "yes", "no")')
    first, _, [a, _, _] = await two(shop)
    history = (await shop.owner.get(f"/records/{a}/history"))["items"]
    await shop.edit(first, Name="uno")
    assert (await feed(shop, shop.lines))[-1] == {}
    after = (await shop.owner.get(f"/records/{a}/history"))["items"]
    assert [item["id"] for item in after] == [item["id"] for item in history]
    assert (await shop.read(a))["Any"] == "yes"


async def test_links_to_the_same_table(shop: Shop) -> None:
    tree = {"tableId": shop.orders, "cardinality": "manyToOne", "symmetricName": "Children"}
    await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Parent", "type": "link", "config": tree})
    await formula(shop, "Path", '{Parent} & "/" & {Name}', shop.orders)
    await formula(shop, "Below", "COUNTA({Children}) & ': ' & {Children}", shop.orders)
    [root] = await shop.make(shop.orders, {"Name": "root"})
    [leaf, self] = await shop.make(shop.orders, {"Name": "leaf", "Parent": [root]}, {"Name": "self"})
    assert (await shop.read(leaf))["Path"] == "root/leaf"
    assert (await shop.edit(self, Parent=[self]))["Path"] == "self/self"
    reply = await shop.edit(self, Name="me")
    assert (reply["Path"], reply["Below"]) == ("me/me", "1: me")
    await shop.edit(root, Name="top")
    assert (await shop.read(leaf))["Path"] == "top/leaf"
    assert (await shop.read(root))["Below"] == "1: leaf"
    assert await shop.wrong() == []


async def test_the_primary_field_may_be_a_formula_over_links_itself(shop: Shop) -> None:
    title = await formula(shop, "Title", '{Name} & " of " & {Order}')
    await shop.owner.patch(f"/tables/{shop.lines}", {"primaryFieldId": title["id"]})
    first, _, [a, _, _] = await two(shop)
    assert (await shop.read(first))["All"] == "a of one; b of one"
    reply = await shop.edit(first, Name="uno")
    assert reply["All"] == "a of uno; b of uno"
    assert [item["title"] for item in reply["Lines"]] == ["a of uno", "b of uno"]
    await shop.edit(a, Name="z")
    assert (await shop.read(first))["All"] == "z of uno; b of uno"


async def test_other_tables_look_at_such_formulas(shop: Shop) -> None:
    first, second, [a, b, c] = await two(shop)
    await shop.derive("lookup", "Their own", field="Of")
    await shop.derive("rollup", "Joined", field="Of", aggregate="arrayJoin")
    assert (await shop.read(first))["Their own"] == ["one!", "one!"]
    reply = await shop.edit(first, Name="uno")
    assert (reply["Their own"], reply["Joined"]) == (["uno!", "uno!"], "uno!, uno!")
    await shop.edit(b, Order=[second])
    assert (await shop.read(first))["Joined"] == "uno!"
    assert (await shop.edit(second, Lines=[c, a, b]))["Joined"] == "two!, two!, two!"
    assert await shop.wrong() == []


async def test_undo_takes_the_formula_along(shop: Shop) -> None:
    first, _, [a, _, _] = await two(shop)
    tab = {"X-Client-Tab": "tab"}
    await shop.owner.http.patch(f"/records/{first}", json={"fields": {"Name": "uno"}}, headers=tab)
    answer = (await shop.owner.http.post("/undo", headers=tab)).json()
    assert (answer["done"], answer["conflicts"]) == (True, [])
    assert (await shop.read(a))["Of"] == "one!"
    # Also once no formula names the link any more.
    await shop.owner.http.patch(f"/records/{first}", json={"fields": {"Name": "eins"}}, headers=tab)
    of = await shop.described("Of", shop.lines)
    await shop.owner.patch(f"/fields/{of['id']}", {"config": {"expression": "{Name}"}})
    answer = (await shop.owner.http.post("/undo", headers=tab)).json()
    assert answer.get("done"), answer
    assert (answer["done"], answer["conflicts"]) == (True, [])
    assert (await shop.read(a))["Of"] == "a"


async def test_filters_sorts_and_groups(shop: Shop) -> None:
    first, second, [a, _, c] = await two(shop)
    await shop.edit(c, Order=[second])
    await formula(shop, "Orders", "{Order}")

    async def names(**asked: object) -> list[str]:
        answer = await shop.owner.post(f"/tables/{shop.lines}/query", asked, 200)
        return [item["fields"]["Name"] for item in answer["items"]]

    assert await names(filter={"filters": [{"field": "Of", "operator": "equals", "value": "two!"}]}) == ["c"]
    assert await names(filter={"filters": [{"field": "Orders", "operator": "isEmpty"}]}) == []
    assert await names(sorts=[{"field": "Of", "direction": "desc"}, {"field": "Name"}]) == ["c", "a", "b"]
    assert await names(search="two!") == ["c"]
    groups = (await shop.owner.post(f"/tables/{shop.lines}/query", {"groups": [{"field": "Of"}]}, 200))["groups"]
    assert [(group["keys"], group["count"]) for group in groups] == [(["one!"], 2), (["two!"], 1)]
    await shop.edit(first, Name="zwei")
    assert await names(sorts=[{"field": "Of", "direction": "desc"}, {"field": "Name"}]) == ["a", "b", "c"]
    assert (await shop.read(a))["Orders"] == ["zwei"]


async def test_the_last_change_of_a_link_is_that_of_its_pairs(shop: Shop) -> None:
    for name, expression in (("Named", "LAST_MODIFIED_TIME({Order})"), ("Through", "LAST_MODIFIED_TIME({Of})")):
        await formula(shop, name, expression)
    first, second, [a, _, _] = await two(shop)
    before = await shop.read(a)
    await shop.edit(first, Name="uno")
    after = await shop.read(a)
    assert (after["Named"], after["Through"], after["Of"]) == (before["Named"], before["Through"], "uno!")
    moved = await shop.edit(a, Order=[second])
    assert moved["Named"] == moved["Through"] > before["Named"]
