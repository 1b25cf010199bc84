"""The list of what is in the trash: what, of whom, in which order, for whom."""

from tests.api.recompute.shop import Shop


async def trash(shop: Shop, query: str = "", person: str = "owner") -> list[dict[str, object]]:
    """All pages."""
    asked = getattr(shop.world, person)
    items: list[dict[str, object]] = []
    cursor = ""
    while True:
        page = await asked.get(f"/bases/{shop.world.base}/trash?limit=3{query}{cursor}")
        assert len(page["items"]) <= 3
        items += page["items"]
        if page["nextCursor"] is None:
            return items
        cursor = f"&cursor={page['nextCursor']}"


async def filled(shop: Shop) -> None:
    """Ten records of two tables that went at two moments, and one of everything else."""
    orders = await shop.make(shop.orders, *({"Name": f"o{at}"} for at in range(4)))
    lines = await shop.make(shop.lines, *({"Name": f"l{at}" if at else None} for at in range(6)))
    await shop.owner.delete(f"/tables/{shop.lines}/records?ids={','.join(lines)}", 200)
    await shop.owner.delete(f"/fields/{(await shop.described('Amount', shop.lines))['id']}")
    view = await shop.owner.post(f"/tables/{shop.lines}/views", {"name": "Ones"})
    await shop.owner.delete(f"/views/{view['id']}")
    await shop.world.editor.delete(f"/tables/{shop.orders}/records?ids={','.join(orders)}", 200)
    await shop.owner.delete(f"/tables/{shop.world.table_id}")


async def test_everything_in_order_each_once(shop: Shop) -> None:
    assert await trash(shop) == []
    await filled(shop)
    items = await trash(shop)
    assert [(item["type"], item["name"]) for item in items] == [
        ("table", "Deals"),
        *(("record", f"o{at}") for at in (3, 2, 1, 0)),
        ("view", "Ones"),
        ("field", "Amount"),
        *(("record", f"l{at}" if at else None) for at in (5, 4, 3, 2, 1, 0)),
    ]
    assert len({item["id"] for item in items}) == len(items)
    assert [item["tableName"] for item in items] == [None, *["Orders"] * 4, *["Lines"] * 8]
    people = [item["deletedBy"]["name"] for item in items]  # type: ignore[index]
    assert people == ["Olga", *["Edda"] * 4, *["Olga"] * 8]
    assert all(str(item["purgeTime"]) > str(item["deletedTime"]) for item in items)


async def test_things_of_one_moment(shop: Shop) -> None:
    await filled(shop)
    await shop.owner.post(f"/tables/{shop.world.table_id}/restore", None, 200)
    for relation in ("dataos.fields", "dataos.views"):
        await shop.rows(f"UPDATE {relation} SET deleted_at = '2026-01-01' WHERE deleted_at IS NOT NULL RETURNING 1")
    for (relation,) in await shop.rows(
        "SELECT format('ws_%%s.t_%%s', w.number, t.number) FROM dataos.tables t, dataos.workspaces w"
        " WHERE w.name = 'Acme'"
    ):
        await shop.rows(f"UPDATE {relation} SET deleted_at = '2026-01-01' WHERE deleted_at IS NOT NULL RETURNING 1")
    items = await trash(shop)
    assert len(items) == 12
    assert len({item["id"] for item in items}) == 12


async def test_a_kind_alone(shop: Shop) -> None:
    await filled(shop)
    for kind, count in (("record", 10), ("field", 1), ("view", 1), ("table", 1)):
        items = await trash(shop, f"&type={kind}")
        assert [item["type"] for item in items] == [kind] * count
    answer = await shop.owner.http.get(f"/bases/{shop.world.base}/trash?type=base")
    assert answer.status_code == 422


async def test_who_sees_what(shop: Shop) -> None:
    await filled(shop)
    assert {item["type"] for item in await trash(shop, person="editor")} == {"record", "view"}
    assert len(await trash(shop, person="creator")) == 13
    path = f"/bases/{shop.world.base}/trash"
    for person, status in ((shop.world.viewer, 403), (shop.world.commenter, 403), (shop.world.stranger, 404)):
        assert (await person.http.get(path)).status_code == status


async def test_what_is_in_a_deleted_table_is_not_listed_beside_it(shop: Shop) -> None:
    await filled(shop)
    await shop.owner.delete(f"/tables/{shop.lines}")
    items = await trash(shop)
    assert {item["tableName"] for item in items if item["type"] != "table"} == {"Orders"}


async def test_restored_records_leave_the_list(shop: Shop) -> None:
    await filled(shop)
    first = (await trash(shop, "&type=record"))[0]
    await shop.owner.post(f"/records/{first['id']}/restore", None, 200)
    assert first["id"] not in [item["id"] for item in await trash(shop)]


async def test_cursors_that_are_not_ours(shop: Shop) -> None:
    for cursor in ("x", "MS4xLng", "LTEuMC5h", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OS4wLmE", "%F0%9F%98%80", "a" * 201):
        answer = await shop.owner.http.get(f"/bases/{shop.world.base}/trash?cursor={cursor}")
        assert answer.status_code == 422, (cursor, answer.text)
