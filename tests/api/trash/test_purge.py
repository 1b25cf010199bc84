"""What has been in the trash for long enough goes for good, and nothing else."""

from datetime import UTC, datetime, timedelta

from api.trash.purge import Purged, purge
from tests.api.recompute.shop import Shop

LATER = timedelta(days=31)


async def after(shop: Shop, days: timedelta = LATER, **limits: int) -> Purged:
    """A round of upkeep so many days from now, with a trash that keeps things for 30."""
    return await purge(shop.database, datetime.now(UTC) + days - timedelta(days=30), **limits)


async def columns(shop: Shop, table: str) -> set[str]:
    rows = await shop.rows(
        "SELECT a.attname FROM pg_attribute a JOIN dataos.tables t ON t.id = %s"
        " WHERE a.attrelid = (SELECT c.oid FROM pg_class c WHERE c.relname = 't_' || t.number AND c.relkind = 'r')"
        " AND a.attnum > 0 AND NOT a.attisdropped",
        table,
    )
    return {row[0] for row in rows}


async def test_nothing_goes_before_its_time_or_while_it_is_live(shop: Shop) -> None:
    [line, kept] = await shop.make(shop.lines, {"Name": "gone"}, {"Name": "kept"})
    await shop.owner.delete(f"/records/{line}")
    amount = (await shop.described("Amount", shop.lines))["id"]
    await shop.owner.delete(f"/fields/{amount}")
    assert await after(shop, timedelta(days=29)) == Purged()
    await shop.owner.post(f"/fields/{amount}/restore", None, 200)
    assert await after(shop) == Purged(0, 1)
    assert await after(shop) == Purged()
    assert (await shop.read(kept))["Name"] == "kept"
    assert (await shop.owner.http.get(f"/records/{line}")).status_code == 404
    assert (await shop.owner.http.post(f"/records/{line}/restore")).status_code == 404


async def test_records_go_with_their_pairs_so_many_a_round(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    lines = await shop.make(shop.lines, *({"Order": [order]} for _ in range(5)))
    await shop.owner.delete(f"/tables/{shop.lines}/records?ids={','.join(lines[:4])}", 200)
    assert await after(shop, records=3) == Purged(0, 3)
    assert await after(shop, records=3) == Purged(0, 1)
    [(number,)] = await shop.rows("SELECT l.number FROM dataos.links l WHERE %s IN (table_a, table_b)", shop.lines)
    [(workspace,)] = await shop.rows("SELECT number FROM dataos.workspaces WHERE name = 'Acme'")
    assert await shop.rows(f"SELECT count(*) FROM ws_{workspace}.l_{number}") == [(1,)]
    assert [item["id"] for item in (await shop.read(order))["Lines"]] == [lines[4]]


async def test_taking_a_purged_deletion_back_says_why_not(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Name": "gone"})
    tab = {"X-Client-Tab": "one"}
    await shop.owner.http.delete(f"/records/{line}", headers=tab)
    await after(shop)
    answer = (await shop.owner.http.post("/undo", json={}, headers=tab)).json()
    assert answer["done"] is False
    assert "deleted for good" in answer["conflicts"][0]["reason"]


async def test_a_field_loses_its_column_and_stays_in_the_history(shop: Shop) -> None:
    amount = await shop.described("Amount", shop.lines)
    [line] = await shop.make(shop.lines, {"Amount": 3})
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    before = await columns(shop, shop.lines)
    await shop.owner.delete(f"/fields/{amount['id']}")
    assert await after(shop) == Purged(1, 0)
    assert len(before - await columns(shop, shop.lines)) == 1
    await shop.owner.post(f"/fields/{amount['id']}/restore", None, 404)
    assert (await shop.owner.get(f"/bases/{shop.world.base}/trash"))["items"] == []
    assert (await shop.described("Total"))["invalid"] == "The field Amount of Lines was deleted."
    assert (await shop.owner.get(f"/records/{line}/history"))["items"]
    made = await shop.owner.post(f"/tables/{shop.lines}/fields", {"name": "Amount", "type": "number"})
    assert (await shop.edit(line, Amount=4))["Amount"] == 4
    assert made["id"] != amount["id"]


async def test_a_converted_field_goes_with_its_former_columns(shop: Shop) -> None:
    note = await shop.described("Note", shop.lines)
    before = await columns(shop, shop.lines)
    await shop.make(shop.lines, {"Note": "5"})
    await shop.owner.post(f"/fields/{note['id']}/convert", {"type": "number", "config": {}}, 200)
    await shop.owner.delete(f"/fields/{note['id']}")
    assert await after(shop) == Purged(1, 0)
    assert await columns(shop, shop.lines) < before


async def test_a_link_goes_with_its_pairs_and_its_other_end(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    [line] = await shop.make(shop.lines, {"Order": [order]})
    lines, order_field = await shop.described("Lines"), await shop.described("Order", shop.lines)
    await shop.owner.delete(f"/fields/{lines['id']}")
    assert (await after(shop)).things >= 1
    await after(shop)
    assert await shop.rows("SELECT 1 FROM dataos.links") == []
    assert await shop.rows("SELECT 1 FROM pg_class WHERE relname ~ '^l_[0-9]+$'") == []
    for key in (lines["id"], order_field["id"]):
        await shop.owner.post(f"/fields/{key}/restore", None, 404)
    assert (await shop.edit(line, Name="still there"))["Name"] == "still there"


async def test_a_table_goes_and_links_to_it_stay_empty(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, {"Order": [order]})
    await shop.derive("count", "Size")
    await shop.owner.delete(f"/tables/{shop.lines}")
    assert await after(shop) == Purged(1, 0)
    await shop.owner.post(f"/tables/{shop.lines}/restore", None, 404)
    found = await shop.read(order)
    assert (found["Lines"], found["Size"]) == (None, None)
    lines = await shop.described("Lines")
    await shop.owner.delete(f"/fields/{lines['id']}")
    await shop.owner.post(f"/fields/{lines['id']}/restore", None, 200)
    assert (await shop.edit(order, Name="p"))["Name"] == "p"


async def test_a_base_goes_with_its_tables_so_many_things_a_round(shop: Shop) -> None:
    await shop.owner.delete(f"/bases/{shop.world.base}")
    rounds = [(await after(shop, things=2)).things for _ in range(4)]
    assert (rounds[0], sum(rounds)) == (2, 4)
    await shop.owner.post(f"/bases/{shop.world.base}/restore", None, 404)
    assert await shop.rows("SELECT 1 FROM pg_class WHERE relname ~ '^[tl]_[0-9]+$'") == []
    assert (await shop.owner.get(f"/workspaces/{shop.world.workspace}/trash"))["items"] == []


async def test_a_base_comes_back_whole_or_not_at_all(shop: Shop) -> None:
    await shop.owner.delete(f"/bases/{shop.world.base}")
    assert await after(shop, things=2) == Purged(2, 0)
    assert (await shop.owner.get(f"/workspaces/{shop.world.workspace}/trash"))["items"] == []
    await shop.owner.post(f"/bases/{shop.world.base}/restore", None, 404)
    for table in (shop.orders, shop.lines):
        assert (await shop.owner.http.post(f"/tables/{table}/restore")).status_code == 404
    assert await after(shop) == Purged(2, 0)
    assert await shop.rows("SELECT 1 FROM dataos.tables WHERE purged_at IS NULL") == []


async def test_what_is_busy_waits_for_the_next_round(shop: Shop) -> None:
    await shop.owner.delete(f"/fields/{(await shop.described('Amount', shop.lines))['id']}")
    await shop.owner.delete(f"/fields/{(await shop.described('Name', shop.orders))['id']}", 409)
    async with shop.database.records() as conn, conn.transaction():
        await conn.execute(b"SELECT 1 FROM dataos.tables FOR UPDATE")
        assert await after(shop) == Purged()
    assert await after(shop) == Purged(1, 0)
