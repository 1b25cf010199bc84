"""A formula over the links of more records than a request works out."""

import pytest

from api.records.recompute import settle
from tests.api.recompute.shop import Shop
from tests.api.recompute.test_calculations import work
from tests.api.titles.conftest import formula


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records are many here."""
    monkeypatch.setattr(settle, "MAX_ROWS", 10)
    monkeypatch.setattr("api.records.recompute.fill.MAX_ROWS", 10)


async def test_it_is_calculating_until_its_titles_are_there(shop: Shop) -> None:
    of = await shop.described("Of", shop.lines)
    await shop.owner.delete(f"/fields/{of['id']}")
    [order] = await shop.make(shop.orders, {"Name": "before"})
    lines = await shop.make(shop.lines, *({"Order": [order]} for _ in range(35)))
    await work(shop)
    made = await formula(shop, "Told", '{Order} & "!"')
    assert made["calculating"]["done"] == 0
    assert (await shop.described("Told", shop.lines))["calculating"]["done"] == 0
    assert (await shop.read(lines[0]))["Told"] == "!"
    await work(shop)
    assert (await shop.described("Told", shop.lines))["calculating"] is None
    assert {(await shop.read(line))["Told"] for line in (lines[0], lines[-1])} == {"before!"}
    await shop.edit(order, Name="after")
    assert (await shop.described("Told", shop.lines))["calculating"] == {"done": 0, "total": 35}
    await work(shop)
    assert (await shop.read(lines[-1]))["Told"] == "after!"
    # What waits for nothing any more is forgotten.
    await shop.edit(order, Name="last")
    await shop.owner.patch(f"/fields/{made['id']}", {"config": {"expression": "{Name}"}})
    assert await work(shop) == 0
    assert await shop.wrong() == []


@pytest.mark.slow
async def test_twenty_thousand(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    of = await shop.described("Of", shop.lines)
    await shop.owner.delete(f"/fields/{of['id']}")
    orders = await shop.make(shop.orders, *({"Name": f"o{at}"} for at in range(20)))
    lines: list[str] = []
    for at in range(20):
        lines += await shop.make(shop.lines, *({"Order": [orders[at]]} for _ in range(1_000)))
    made = await formula(shop, "Told", '{Order} & "!"')
    assert made["calculating"]["total"] >= 0
    await work(shop, 500)
    assert [(await shop.read(line))["Told"] for line in (lines[0], lines[-1])] == ["o0!", "o19!"]
    of_one = {"filters": [{"field": "Told", "operator": "equals", "value": "o7!"}]}
    asked = {"filter": of_one, "aggregates": [{"fn": "count"}]}

    async def found() -> int:
        answer = await shop.owner.post(f"/tables/{shop.lines}/query", asked, 200)
        return int(answer["groups"][0]["count"])

    assert await found() == 1_000
    await shop.edit(orders[7], Name="seven")
    await work(shop, 500)
    assert await found() == 0
    assert await shop.wrong() == []
