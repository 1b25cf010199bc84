"""What is too much for one request: noted, shown, and worked off in batches that may be cut off anywhere."""

from datetime import UTC, datetime, timedelta

import pytest

from api.records.recompute import calculations, settle
from api.records.recompute.batch import work_off
from api.trash.purge import purge
from tests.api.recompute.shop import Shop


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records are many here."""
    monkeypatch.setattr(settle, "MAX_ROWS", 10)
    monkeypatch.setattr("api.records.recompute.fill.MAX_ROWS", 10)


async def category(shop: Shop, lines: int = 35) -> tuple[str, list[str]]:
    """One order that many lines look at."""
    [order] = await shop.make(shop.orders, {"Name": "before"})
    return order, await shop.make(shop.lines, *({"Amount": 1, "Order": [order]} for _ in range(lines)))


async def work(shop: Shop, size: int = 10) -> int:
    """Everything that waits; how many batches that took."""
    batches = 0
    async with shop.database.records() as conn:
        while numbers := await calculations.waiting(conn, 10):
            batches += 1
            assert batches < 200
            await work_off(conn, numbers[0], size=size)
    return batches


async def test_a_new_field_on_many_records_is_filled_by_and_by(shop: Shop) -> None:
    _, lines = await category(shop)
    made = await shop.derive("lookup", "Order name", table=shop.lines, linkField="Order", field="Name")
    assert made["calculating"]["done"] == 0
    assert (await shop.read(lines[0]))["Order name"] is None
    assert await work(shop) > 3
    assert (await shop.described("Order name", shop.lines))["calculating"] is None
    assert [(await shop.read(line))["Order name"] for line in (lines[0], lines[-1])] == [["before"]] * 2
    assert await shop.wrong() == []
    [(changes,)] = await shop.rows(
        "SELECT count(*) FROM dataos.changes WHERE operation = 'update'"
        " AND table_number = (SELECT number FROM dataos.tables WHERE id = %s)",
        shop.lines,
    )
    assert changes == 0
    assert (await shop.owner.get(f"/records/{lines[0]}"))["version"] == 1


async def test_a_change_that_many_records_read_goes_on_behind(shop: Shop) -> None:
    order, lines = await category(shop, 8)
    await shop.derive("lookup", "Order name", table=shop.lines, linkField="Order", field="Name")
    await shop.derive("rollup", "Told", field="Order name", aggregate="arrayUnique")
    lines += await shop.make(shop.lines, *({"Order": [order]} for _ in range(27)))
    await work(shop)
    await shop.edit(order, Name="after")
    described = await shop.described("Order name", shop.lines)
    assert described["calculating"] == {"done": 0, "total": 35}
    assert (await shop.described("Told"))["calculating"] == {"done": 0, "total": 35}
    base = await shop.owner.get(f"/bases/{shop.world.base}")
    shown = {field["name"]: field["calculating"] for table in base["tables"] for field in table["fields"]}
    assert shown["Order name"] == {"done": 0, "total": 35}

    async with shop.database.records() as conn:
        [number] = await calculations.waiting(conn, 10)
        assert (await work_off(conn, number, size=10)).done == 10
    assert (await shop.described("Order name", shop.lines))["calculating"] == {"done": 10, "total": 35}
    assert len(await shop.wrong()) == 25

    # An edit meanwhile wins over what the calculation would have written.
    await shop.edit(lines[-1], Order=None)
    await shop.edit(lines[-2], Amount=5)
    await work(shop)
    assert await shop.wrong() == []
    assert (await shop.read(order))["Told"] == ["after"]
    assert (await shop.read(lines[-1]))["Order name"] is None
    [(changed, sets)] = await shop.rows(
        'SELECT count(*), count(DISTINCT change_set) FROM dataos.changes WHERE after @> \'{"13": ["after"]}\''
    )
    assert (changed, sets) == (34, 1)


async def test_a_batch_done_twice_changes_nothing(shop: Shop) -> None:
    order, _ = await category(shop)
    await shop.derive("lookup", "Order name", table=shop.lines, linkField="Order", field="Name")
    await work(shop)
    await shop.edit(order, Name="after")
    [(before,)] = await shop.rows("SELECT count(*) FROM dataos.changes")
    async with shop.database.records() as conn:
        [number] = await calculations.waiting(conn, 10)
        await work_off(conn, number, size=20)
        # A worker that was killed between its batch and the note of it is followed by one that begins before it.
        await conn.execute("UPDATE dataos.calculations SET after_key = 0, done = 0")
    await work(shop)
    [(after,)] = await shop.rows("SELECT count(*) FROM dataos.changes")
    assert after - before == 35
    assert await shop.wrong() == []


async def test_the_calculation_of_a_field_that_is_gone_ends(shop: Shop) -> None:
    order, _ = await category(shop)
    await shop.derive("lookup", "Order name", table=shop.lines, linkField="Order", field="Name")
    await shop.owner.delete(f"/fields/{shop.fields[shop.lines, 'Order name']}")
    await shop.derive("lookup", "Again", table=shop.lines, linkField="Order", field="Name")
    await shop.owner.delete(f"/tables/{shop.lines}")
    # In the trash they wait with it, for the columns are not what they should be.
    assert await work(shop) == 0
    assert len(await shop.rows("SELECT FROM dataos.calculations")) == 2
    await shop.owner.post(f"/tables/{shop.lines}/restore", None, 200)
    assert await work(shop) > 3
    assert await shop.wrong() == []
    assert len(await shop.rows("SELECT FROM dataos.calculations")) == 1
    await purge(shop.database, datetime.now(UTC) + timedelta(days=1))
    assert await work(shop) == 1
    assert await shop.rows("SELECT FROM dataos.calculations") == []
    async with shop.database.records() as conn:
        assert (await work_off(conn, 12345)).finished
    assert (await shop.read(order))["Name"] == "before"
