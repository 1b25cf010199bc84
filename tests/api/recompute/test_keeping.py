"""Derived values follow whatever happens to the records that they are made of, and the reply has them already."""

from typing import Any

import pytest

from tests.api.access.office import hide_field
from tests.api.recompute.shop import Shop
from tests.support.statements import counted


async def filled(shop: Shop) -> tuple[str, list[str]]:
    """An order of three lines, with a sum, a count and a lookup."""
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("count", "Size")
    await shop.derive("lookup", "Names", field="Name")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    lines = await shop.make(
        shop.lines, *({"Name": name, "Amount": at, "Order": [order]} for at, name in enumerate("abc", 1))
    )
    return order, lines


def derived(fields: dict[str, Any]) -> tuple[Any, Any, Any]:
    return fields["Total"], fields["Size"], fields["Names"]


async def test_edits_moves_deletions_and_restorations(shop: Shop) -> None:
    order, [first, second, third] = await filled(shop)
    assert derived(await shop.read(order)) == (6, 3, ["a", "b", "c"])
    await shop.edit(second, Amount=10, Name="B")
    assert derived(await shop.read(order)) == (14, 3, ["a", "B", "c"])
    await shop.edit(second, Name=None)
    assert derived(await shop.read(order)) == (14, 3, ["a", "c"])
    await shop.owner.delete(f"/records/{first}")
    assert derived(await shop.read(order)) == (13, 2, ["c"])
    await shop.owner.post(f"/records/{first}/restore", {}, 200)
    assert derived(await shop.read(order)) == (14, 3, ["a", "c"])
    [other] = await shop.make(shop.orders, {"Name": "other"})
    await shop.edit(third, Order=[other])
    assert derived(await shop.read(order)) == (11, 2, ["a"])
    assert derived(await shop.read(other)) == (3, 1, ["c"])
    await shop.edit(third, Order=None)
    assert derived(await shop.read(other)) == (0, 0, None)
    assert await shop.wrong() == []


async def test_the_reply_of_a_write_on_the_link_is_fresh(shop: Shop) -> None:
    order, [first, *_] = await filled(shop)
    assert derived(await shop.edit(order, Lines=[first])) == (1, 1, ["a"])
    body = {"records": [{"fields": {"Name": "new", "Lines": [first]}}]}
    made = await shop.owner.post(f"/tables/{shop.orders}/records", body)
    assert derived(made["items"][0]["fields"]) == (1, 1, ["a"])
    assert derived(await shop.read(order)) == (0, 0, None)


async def test_a_restored_parent_knows_what_happened_meanwhile(shop: Shop) -> None:
    order, [first, *_] = await filled(shop)
    await shop.owner.delete(f"/records/{order}")
    await shop.edit(first, Amount=100)
    answer = await shop.owner.post(f"/records/{order}/restore", {}, 200)
    assert answer["fields"]["Total"] == 105


async def test_chains_over_links_and_self_links(shop: Shop) -> None:
    """Total of an order, looked up by its lines, rolled up again by the order; and a tree of orders."""
    order, [first, *_] = await filled(shop)
    await shop.derive("lookup", "Order total", table=shop.lines, linkField="Order", field="Total")
    await shop.derive("rollup", "Highest", field="Order total", aggregate="max")
    tree = {"tableId": shop.orders, "cardinality": "manyToOne", "symmetricName": "Children"}
    await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Parent", "type": "link", "config": tree})
    await shop.derive("rollup", "Below", linkField="Children", field="Total", aggregate="sum")
    [parent] = await shop.make(shop.orders, {"Name": "parent", "Children": [order]})
    reply = await shop.edit(first, Amount=5)
    assert reply["Order total"] == [10]
    assert (await shop.read(order))["Highest"] == 10
    assert (await shop.read(parent))["Below"] == 10
    assert await shop.wrong() == []


async def test_a_circle_is_refused_with_the_way_round(shop: Shop) -> None:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("lookup", "Back", table=shop.lines, linkField="Order", field="Total")
    field = shop.fields[shop.orders, "Total"]
    answer = await shop.owner.patch(f"/fields/{field}", {"config": {"field": "Back"}}, 422)
    [fault] = answer["errors"]
    assert fault["code"] == "circular_reference"
    assert "Orders.Total → Lines.Back → Orders.Total" in fault["message"]


async def test_of_a_circle_only_what_one_may_see_is_named(shop: Shop, database_url: str) -> None:
    """``Shown`` is made of a hidden field, and published."""
    creator = shop.world.creator
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("lookup", "Zsecret", table=shop.lines, linkField="Order", field="Total")
    made = {"name": "Shown", "type": "formula", "config": {"expression": "SUM({Zsecret})"}}
    shown = await shop.owner.post(f"/tables/{shop.lines}/fields", made)
    hide_field(database_url, shop.fields[shop.lines, "Zsecret"], creator)
    hide_field(database_url, shown["id"], creator, "read")
    body, field = {"config": {"field": shown["id"]}}, shop.fields[shop.orders, "Total"]

    told = [(await person.patch(f"/fields/{field}", body, 422))["errors"][0] for person in (creator, shop.owner)]

    assert {fault["code"] for fault in told} == {"circular_reference"}
    assert "Orders.Total → Lines.Shown → … → Orders.Total" in told[0]["message"]
    assert "Zsecret" not in str(told[0])
    assert "Orders.Total → Lines.Shown → Lines.Zsecret → Orders.Total" in told[1]["message"]


@pytest.mark.parametrize(
    ("type", "config", "path", "code"),
    [
        ("count", {"linkField": "Nowhere"}, "config.linkField", "unknown_field"),
        ("count", {"linkField": "Name"}, "config.linkField", "not_a_link"),
        ("lookup", {"field": "Nothing"}, "config.field", "unknown_field"),
        ("lookup", {"field": "Order"}, "config.field", "does_not_fit"),
        ("lookup", {"field": "Name", "sorts": [{"field": "x"}]}, "config.sorts[0].field", "unknown_field"),
        (
            "count",
            {"filter": {"field": "Day", "operator": "within", "value": {"mode": "thisWeek"}}},
            "config.filter",
            "not_kept",
        ),
        ("lookup", {"field": "Name", "sorts": [{"field": "Order"}]}, "config.sorts[0].field", "not_orderable"),
        (
            "count",
            {"filter": {"field": "Order.Name", "operator": "equals", "value": "x"}},
            "config.filter.field",
            "unknown_field",
        ),
        (
            "count",
            {"filter": {"field": "Maker", "operator": "equals", "value": {"currentUser": True}}},
            "config.filter",
            "not_kept",
        ),
    ],
)
async def test_what_cannot_be_is_refused_with_its_path(
    shop: Shop, type: str, config: dict[str, Any], path: str, code: str
) -> None:
    answer = await shop.derive(type, "x", 422, **config)
    assert [(fault["path"], fault["code"]) for fault in answer["errors"]] == [(path, code)]
    names = [item["name"] for item in (await shop.owner.get(f"/tables/{shop.orders}"))["fields"]]
    assert names == ["Name", "Lines"]


async def test_nobody_writes_a_derived_field(shop: Shop) -> None:
    order, _ = await filled(shop)
    answer = await shop.owner.patch(f"/records/{order}", {"fields": {"Total": 5}}, 422)
    assert answer["errors"][0]["code"] == "read_only_field"


async def test_a_derived_change_is_one_change_of_the_record_in_the_change_set_of_its_cause(shop: Shop) -> None:
    order, [first, *_] = await filled(shop)
    before = (await shop.owner.get(f"/records/{order}"))["version"]
    await shop.edit(first, Amount=2, Name="A")
    after = (await shop.owner.get(f"/records/{order}"))["version"]
    assert after == before + 1
    key, line = int(order[-12:], 16), int(first[-12:], 16)
    [(derived_set, version, was, now, actor)] = await shop.rows(
        "SELECT change_set, version, before, after, actor_number FROM dataos.changes"
        " WHERE table_number = (SELECT number FROM dataos.tables WHERE id = %s) AND record_key = %s"
        " ORDER BY seq DESC LIMIT 1",
        shop.orders,
        key,
    )
    assert version == after
    assert sorted(was.values(), key=str) == [6, ["a", "b", "c"]]
    assert sorted(now.values(), key=str) == [7, ["A", "b", "c"]]
    [(cause_set, cause_actor)] = await shop.rows(
        "SELECT change_set, actor_number FROM dataos.changes"
        " WHERE table_number = (SELECT number FROM dataos.tables WHERE id = %s) AND record_key = %s"
        " ORDER BY seq DESC LIMIT 1",
        shop.lines,
        line,
    )
    assert (derived_set, actor) == (cause_set, cause_actor)


async def test_undo_takes_back_what_was_written_and_the_rest_follows(shop: Shop) -> None:
    order, [first, *_] = await filled(shop)
    await shop.edit(first, Amount=100)
    await shop.edit(first, Name="kept")
    # The order changed since by the second edit; undoing the first is still all right.
    answer = await shop.owner.post("/undo", {}, 200)
    assert answer["conflicts"] == []
    answer = await shop.owner.post("/undo", {}, 200)
    assert answer["conflicts"] == []
    assert derived(await shop.read(order)) == (6, 3, ["a", "b", "c"])
    await shop.owner.post("/redo", {}, 200)
    assert derived(await shop.read(order)) == (105, 3, ["a", "b", "c"])
    [late] = await shop.make(shop.lines, {"Name": "late", "Amount": 1, "Order": [order]})
    assert (await shop.read(order))["Total"] == 106
    assert (await shop.owner.post("/undo", {}, 200))["conflicts"] == []
    assert (await shop.read(order))["Total"] == 105
    assert (await shop.owner.http.get(f"/records/{late}")).status_code == 404
    assert await shop.wrong() == []


async def test_the_number_of_statements_depends_on_fields_not_on_records(shop: Shop) -> None:
    await filled(shop)
    orders = await shop.make(shop.orders, *({"Name": str(at)} for at in range(100)))
    lines = await shop.make(shop.lines, *({"Amount": 1, "Order": [order]} for order in orders))
    path = f"/tables/{shop.lines}/records"

    async def cost(records: list[str], **fields: Any) -> int:
        body = {"records": [{"id": record, "fields": fields} for record in records]}
        await shop.owner.patch(path, body)
        with counted(shop.app) as seen:
            await shop.owner.patch(path, {"records": [{"id": r, "fields": {**fields, "Amount": 7}} for r in records]})
        return len([text for text in seen if "dataos.sessions" not in text])

    few, many = await cost(lines[:2], Amount=5), await cost(lines, Amount=6)
    assert few == many
    # The edit, whether the plan is current, which orders, and their values.
    assert many == 4
    with counted(shop.app) as seen:
        await shop.owner.patch(path, {"records": [{"id": line, "fields": {"Note": "unread"}} for line in lines]})
    assert len([text for text in seen if "dataos.sessions" not in text]) == 1


async def test_a_link_from_a_third_table_reaches_what_looks_at_its_far_end(shop: Shop) -> None:
    """Nobody looks at the tags, and they look at nobody; but lines look at the orders that are tagged."""
    fields = [{"name": "Name", "type": "text"}]
    tags = (await shop.owner.post(f"/bases/{shop.world.base}/tables", {"name": "Tags", "fields": fields}))["id"]
    config = {"tableId": shop.orders, "symmetricName": "Tags"}
    await shop.owner.post(f"/tables/{tags}/fields", {"name": "Orders", "type": "link", "config": config})
    tagged = {"field": "Tags", "operator": "isNotEmpty"}
    await shop.derive("count", "Tagged", table=shop.lines, linkField="Order", filter=tagged)
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Name": "l", "Order": [order]})
    [tag] = await shop.make(tags, {"Name": "t", "Orders": [order]})
    assert ((await shop.read(line))["Tagged"], await shop.wrong()) == (1, [])
    await shop.edit(tag, Orders=[])
    assert ((await shop.read(line))["Tagged"], await shop.wrong()) == (0, [])


async def _label(shop: Shop, expression: str) -> str:
    """A formula of the orders."""
    body = {"name": "Label", "type": "formula", "config": {"expression": expression}}
    return str((await shop.owner.post(f"/tables/{shop.orders}/fields", body))["id"])


async def test_the_reply_shows_what_its_own_records_became_through_others(shop: Shop) -> None:
    """The answer is read again only where it has to be: a record's own derived cells, and titles that are derived."""
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("lookup", "Sum of the order", table=shop.lines, linkField="Order", field="Total")
    label = await _label(shop, 'Name & ": " & Total')
    [order] = await shop.make(shop.orders, {"Name": "one"})
    first, _ = await shop.make(shop.lines, {"Amount": 1, "Order": [order]}, {"Amount": 2, "Order": [order]})
    edited = await shop.edit(first, Amount=5)
    assert (edited["Amount"], edited["Sum of the order"]) == (5, [7])
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": label})
    edited = await shop.edit(first, Amount=6)
    assert edited["Order"] == [{"id": order, "title": "one: 8"}]
    assert edited == await shop.read(first)


async def test_a_derived_title_alone_is_fresh_in_the_reply(shop: Shop) -> None:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    label = await _label(shop, '"sum " & Total')
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": label})
    [order] = await shop.make(shop.orders, {"Name": "one"})
    [line] = await shop.make(shop.lines, {"Amount": 1, "Order": [order]})
    assert (await shop.edit(line, Amount=5))["Order"] == [{"id": order, "title": "sum 5"}]
    assert await shop.wrong() == []


async def test_derived_fields_filter_sort_and_group_like_any(shop: Shop) -> None:
    await filled(shop)
    await shop.derive("lookup", "Tag list", field="Tag")
    [order] = await shop.make(shop.orders, {"Name": "second"})
    await shop.make(shop.lines, {"Name": "z", "Amount": 50, "Tag": "Blue", "Order": [order]})

    async def names(filter: dict[str, Any]) -> list[str]:
        found = await shop.owner.post(f"/tables/{shop.orders}/query", {"filter": filter, "sorts": sorts}, 200)
        return [item["fields"]["Name"] for item in found["items"]]

    sorts = [{"field": "Total", "direction": "desc"}]
    assert await names({"conjunction": "and", "filters": []}) == ["second", "o"]
    assert await names({"field": "Total", "operator": "greaterThan", "value": 10}) == ["second"]
    assert await names({"field": "Names", "operator": "hasAny", "value": ["z", "nothing"]}) == ["second"]
    assert await names({"field": "Tag list", "operator": "hasAny", "value": ["Blue"]}) == ["second"]
    assert await names({"field": "Tag list", "operator": "isEmpty"}) == ["o"]
    grouped = await shop.owner.post(
        f"/tables/{shop.orders}/query",
        {"groups": [{"field": "Size"}], "aggregates": [{"fn": "sum", "field": "Total"}]},
        200,
    )
    assert [(group["keys"], group["aggregates"]) for group in grouped["groups"]] == [([1], [50]), ([3], [6])]
