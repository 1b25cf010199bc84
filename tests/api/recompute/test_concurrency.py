"""Writers that meet in one parent: none of them gets lost, whoever waits for whom."""

import asyncio

import psycopg
import pytest

from tests.api.recompute.shop import Shop


async def totals(shop: Shop) -> tuple[str, list[str]]:
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("count", "Size")
    [order] = await shop.make(shop.orders, {"Name": "o"})
    lines = await shop.make(shop.lines, *({"Amount": 1, "Order": [order]} for _ in range(8)))
    return order, lines


async def test_all_children_of_one_parent_are_changed_at_once(shop: Shop) -> None:
    order, lines = await totals(shop)
    for amount in range(2, 6):
        await asyncio.gather(*(shop.edit(line, Amount=amount) for line in lines))
        assert (await shop.read(order))["Total"] == 8 * amount
    assert await shop.wrong() == []


async def waiting(database_url: str) -> None:
    """Until somebody waits for a lock."""
    async with asyncio.timeout(10):
        with psycopg.connect(database_url, autocommit=True) as conn:
            while not conn.execute(
                "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            ).fetchall():
                await asyncio.sleep(0.01)


async def test_who_waits_for_a_parent_reads_the_children_after_the_wait(shop: Shop, database_url: str) -> None:
    """The anomaly of READ COMMITTED: a sum whose snapshot is older than its lock."""
    order, [first, second, *_] = await totals(shop)
    [(relation,)] = await shop.rows("SELECT 'ws_1.t_' || number FROM dataos.tables WHERE id = %s", shop.orders)
    [(lines,)] = await shop.rows("SELECT 'ws_1.t_' || number FROM dataos.tables WHERE id = %s", shop.lines)
    column = await number_of(shop, "Amount", shop.lines)
    with psycopg.connect(database_url) as holder:
        # As another writer in the middle of its act: a child changed, the parent locked, nothing committed.
        holder.execute(f"UPDATE {lines} SET f_{column} = 100 WHERE id = %s".encode(), [int(second[-12:], 16)])
        holder.execute(f"SELECT FROM {relation} FOR NO KEY UPDATE".encode())
        edit = asyncio.create_task(shop.edit(first, Amount=10))
        await waiting(database_url)
        holder.commit()
        await edit
    assert (await shop.read(order))["Total"] == 10 + 100 + 6
    assert await shop.wrong() == []


async def number_of(shop: Shop, name: str, table: str) -> int:
    field = (await shop.described(name, table))["id"]
    [(number,)] = await shop.rows("SELECT number FROM dataos.fields WHERE id = %s", field)
    return int(number)


@pytest.mark.slow
async def test_edits_moves_links_and_deletions_at_once(shop: Shop) -> None:
    order, lines = await totals(shop)
    [other] = await shop.make(shop.orders, {"Name": "other"})
    await shop.derive("lookup", "Order total", table=shop.lines, linkField="Order", field="Total")

    async def send(method: str, path: str, body: object) -> int:
        answer = await shop.owner.http.request(method, path, json=body)
        return answer.status_code

    for amount in range(5):
        statuses = await asyncio.gather(
            *(send("PATCH", f"/records/{line}", {"fields": {"Amount": amount}}) for line in lines[:3]),
            *(send("PATCH", f"/records/{line}", {"fields": {"Order": [other]}}) for line in lines[3:5]),
            send("PATCH", f"/records/{order}", {"fields": {"Lines": lines[:6]}}),
            send("PATCH", f"/records/{other}", {"fields": {"Lines": lines[4:]}}),
            send("DELETE", f"/records/{lines[6]}", None),
            send("PATCH", f"/records/{lines[7]}", {"fields": {"Amount": 100, "Order": [order]}}),
        )
        # 422: the line to be linked was deleted at that moment. Nobody is turned away.
        assert set(statuses) <= {200, 204, 422}
        await send("POST", f"/records/{lines[6]}/restore", {})
        assert await shop.wrong() == []


async def test_fields_at_both_ends_of_connected_tables_are_changed_at_once(shop: Shop) -> None:
    """A change of a line's field reaches the deals, two links away, while the deals are changed themselves."""
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    deals = shop.world.table_id
    link = {"name": "Orders", "type": "link", "config": {"tableId": shop.orders, "symmetricName": "Deal"}}
    await shop.owner.post(f"/tables/{deals}/fields", link)
    await shop.derive("rollup", "All", table=deals, linkField="Orders", field="Total", aggregate="sum")
    amount = (await shop.described("Amount", shop.lines))["id"]
    for turn in range(6):
        answers = await asyncio.gather(
            shop.owner.http.patch(f"/fields/{amount}", json={"config": {"precision": turn % 3}}),
            shop.owner.http.patch(f"/fields/{shop.world.field('Status')}", json={"name": f"Status {turn}"}),
            shop.owner.http.patch(f"/fields/{shop.world.field('Name')}", json={"description": f"{turn}"}),
        )
        assert [answer.status_code for answer in answers] == [200] * 3, [answer.text for answer in answers]
    assert (await shop.described("All", deals))["config"]["result"]["config"]["precision"] == 2
