"""Which edits move which stamps, by all ways of writing."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from tests.api.recompute.shop import Shop
from tests.api.stamps.conftest import add

Json = dict[str, Any]
OF_LINES = ("amount_at", "twice_at", "tags_at", "order_at", "when")
OF_ORDERS = ("lines_at", "total_at", "last")

CASES: list[tuple[Json, str, str]] = [
    ({"Amount": 5}, "amount_at twice_at when", "total_at last"),
    ({"Amount": 3}, "", ""),
    ({"Amount": None}, "amount_at twice_at when", "total_at last"),
    ({"Name": "x"}, "", ""),
    ({"Done": True}, "when", ""),
    ({"Done": False}, "", ""),
    ({"Name": "x", "Amount": 9}, "amount_at twice_at when", "total_at last"),
    ({"Name": "x", "Amount": 3}, "", ""),
    ({"Tags": ["Red"], "Done": True}, "tags_at when", ""),
    ({"Order": []}, "order_at", "lines_at total_at last"),
]


def moved(before: Json, after: Json, names: tuple[str, ...]) -> str:
    return " ".join(name for name in names if before[name] != after[name])


@pytest.mark.parametrize(("cells", "on_line", "on_order"), CASES)
async def test_an_edit_moves_the_stamps_of_what_it_changes(
    shop: Shop, cells: Json, on_line: str, on_order: str
) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Amount": 3, "Order": [order]})
    line_before, order_before = await shop.read(line), await shop.read(order)
    answered = await shop.edit(line, **cells)
    line_after, order_after = await shop.read(line), await shop.read(order)
    assert answered == line_after
    assert moved(line_before, line_after, OF_LINES) == on_line
    assert moved(order_before, order_after, OF_ORDERS) == on_order
    modified = (await shop.owner.get(f"/records/{line}"))["modifiedTime"]
    assert all(line_after[name] == modified for name in on_line.split())


async def test_a_new_record_has_the_stamps_of_what_is_filled(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    empty, full = await shop.make(shop.lines, {"Name": "a"}, {"Amount": 1, "Tags": [], "Order": [order]})
    shown = await shop.read(empty)
    assert [shown[name] for name in (*OF_LINES, "who")] == [None] * 6
    shown = await shop.read(full)
    created = (await shop.owner.get(f"/records/{full}"))["createdTime"]
    assert [shown[name] for name in OF_LINES] == [created, created, None, created, created]
    assert shown["who"]["email"] == shop.owner.email
    shown = await shop.read(order)
    assert None not in [shown[name] for name in OF_ORDERS]


async def test_edits_of_different_fields_in_one_request(shop: Shop) -> None:
    keys = await shop.make(shop.lines, *({"Amount": 1, "Name": "a"} for _ in range(3)))
    before = [await shop.read(key) for key in keys]
    cells: list[Json] = [{"Amount": 2}, {"Name": "b"}, {"Amount": 1, "Done": True}]
    records = [{"id": key, "fields": each} for key, each in zip(keys, cells, strict=True)]
    await shop.owner.patch(f"/tables/{shop.lines}/records", {"records": records})
    after = [await shop.read(key) for key in keys]
    found = [moved(*pair, OF_LINES) for pair in zip(before, after, strict=True)]
    assert found == ["amount_at twice_at when", "", "when"]


async def test_who_changed_it_is_whoever_changed_those_fields(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Name": "a"})
    editor = shop.world.editor
    await editor.patch(f"/records/{line}", {"fields": {"Amount": 1}})
    await shop.edit(line, Name="b")
    assert (await shop.read(line))["who"]["email"] == editor.email


async def test_undo_brings_the_values_back_and_moves_the_stamps_on(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Amount": 1})
    tab = {"X-Client-Tab": "tab"}
    await shop.owner.http.patch(f"/records/{line}", json={"fields": {"Amount": 2}}, headers=tab)
    changed = await shop.read(line)
    answer = await shop.owner.http.post("/undo", headers=tab)
    assert answer.json()["done"], answer.text
    assert answer.json()["conflicts"] == []
    undone = await shop.read(line)
    assert undone["Amount"] == 1
    assert undone["amount_at"] > changed["amount_at"]
    assert undone["when"] > changed["when"]


async def test_the_trash_moves_no_stamp(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Amount": 1})
    before = await shop.read(line)
    await shop.owner.delete(f"/tables/{shop.lines}/records?ids={line}", 200)
    await shop.owner.post(f"/records/{line}/restore", None, 200)
    assert moved(before, await shop.read(line), OF_LINES) == ""


async def test_nobody_writes_a_stamp(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Amount": 1})
    refused = await shop.owner.patch(f"/records/{line}", {"fields": {"amount_at": "2026-01-01T00:00:00Z"}}, 422)
    assert refused["errors"][0]["path"] == "fields.amount_at"


async def test_two_writers_of_one_record(shop: Shop) -> None:
    """Whatever their order, each stamp is that of the last change of its own field."""
    [line] = await shop.make(shop.lines, {"Amount": 0})
    edits = [{"Amount": turn} if turn % 2 else {"Done": turn % 4 == 0} for turn in range(1, 21)]
    await asyncio.gather(*(shop.edit(line, **cells) for cells in edits))
    changes = await shop.rows(
        "SELECT f.name, c.at FROM dataos.changes c JOIN dataos.tables t ON t.number = c.table_number"
        " JOIN dataos.fields f ON f.table_id = t.id AND c.after ? f.number::text"
        " WHERE t.id = %s AND c.operation = 'update' AND f.name IN ('Amount', 'Done') ORDER BY c.seq",
        shop.lines,
    )
    last = dict(changes)
    shown = await shop.read(line)
    assert datetime.fromisoformat(shown["amount_at"]) == last["Amount"]
    assert datetime.fromisoformat(shown["when"]) == max(last.values())


async def test_the_feed_tells_of_stamps_and_of_formulas_on_them(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Amount": 1})
    before = await shop.read(line)
    after = await shop.edit(line, Amount=2)
    numbers = dict(await shop.rows("SELECT name, number::text FROM dataos.fields WHERE name IN ('amount_at', 'when')"))
    [(was, now)] = await shop.rows("SELECT before, after FROM dataos.changes ORDER BY seq DESC LIMIT 1")
    for told, shown in ((was, before), (now, after)):
        for name in ("amount_at", "when"):
            assert datetime.fromisoformat(told[numbers[name]]) == datetime.fromisoformat(shown[name])


async def test_a_rollup_of_a_stamp_follows_it(shop: Shop) -> None:
    await shop.derive("rollup", "Latest", field="amount_at", aggregate="max")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Amount": 1, "Order": [order]})
    assert (await shop.read(order))["Latest"] == (await shop.read(line))["amount_at"]
    moment = (await shop.edit(line, Amount=2))["amount_at"]
    assert (await shop.read(order))["Latest"] == moment
    assert await shop.wrong() == []


async def test_filters_sorts_and_groups(shop: Shop) -> None:
    await add(shop, "year", "formula", expression="DATETIME_FORMAT(LAST_MODIFIED_TIME({Amount}), 'YYYY')")
    first, second, _ = await shop.make(
        shop.lines, {"Name": "a", "Amount": 1}, {"Name": "b", "Amount": 1}, {"Name": "c"}
    )
    await shop.edit(second, Amount=2)
    moment = (await shop.edit(first, Amount=3))["when"]

    async def names(**asked: Any) -> str:
        page = await shop.owner.post(f"/tables/{shop.lines}/query", asked, 200)
        return "".join(item["fields"]["Name"] for item in page["items"])

    for field in ("amount_at", "when"):
        assert await names(sorts=[{"field": field, "direction": "desc"}]) in ("abc", "cab")
        for operator, value, expected in (("isEmpty", None, "c"), ("before", moment, "b"), ("onOrAfter", moment, "a")):
            condition = {"field": field, "operator": operator, "value": value}
            assert await names(filter={"conjunction": "and", "filters": [condition]}) == expected
    answer = await shop.owner.post(f"/tables/{shop.lines}/query", {"groups": [{"field": "year"}]}, 200)
    assert sorted(group["count"] for group in answer["groups"]) == [1, 2]
