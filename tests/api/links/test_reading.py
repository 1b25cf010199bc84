"""Link cells in pages: ids and titles, in order, whatever the primary field is."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.links.pairs import pair
from tests.api.links.test_fields import companies, link
from tests.support.app import Person, World
from tests.support.statements import counted


async def records(person: Person, table: str, *cells: dict[str, Any]) -> list[str]:
    made = await person.post(f"/tables/{table}/records", {"records": [{"fields": each} for each in cells]})
    return [item["id"] for item in made["items"]]


async def cells(person: Person, table: str, name: str) -> list[Any]:
    return [item["fields"][name] for item in (await person.get(f"/tables/{table}/records"))["items"]]


async def test_a_page_shows_ids_and_titles_in_order_on_both_sides(world: World, database_url: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    acme, beta, none = await records(world.editor, target["id"], {"Title": "Acme"}, {"Title": "Beta"}, {"Title": None})
    one, two = await records(world.editor, world.table_id, {"Name": "One"}, {"Name": "Two"})
    pair(database_url, made["id"], [(one, beta), (one, acme), (one, none)])

    linked = [{"id": beta, "title": "Beta"}, {"id": acme, "title": "Acme"}, {"id": none, "title": None}]
    assert await cells(world.viewer, world.table_id, "Company") == [linked, None]
    back = [{"id": one, "title": "One"}]
    assert await cells(world.viewer, target["id"], "Deals") == [back, back, back]
    assert (await world.viewer.get(f"/records/{one}"))["fields"]["Company"] == linked
    assert (await world.viewer.get(f"/records/{two}"))["fields"]["Company"] is None


PRIMARY = [
    ("number", {"precision": 2}, 1234.5, "1234.50"),
    ("number", None, 0.1, "0.1"),
    ("currency", {"precision": 0}, 12, "12"),
    ("checkbox", None, True, "true"),
    ("date", None, "2026-11-27", "2026-11-27"),
    ("datetime", None, "2026-11-27T10:00:00+02:00", "2026-11-27T08:00:00Z"),
    ("singleSelect", {"options": [{"name": "50 % {off}"}]}, "50 % {off}", "50 % {off}"),
    ("multiSelect", {"options": [{"name": "a"}, {"name": "b"}]}, ["b", "a"], "b, a"),
    ("rating", None, 4, "4"),
    ("email", None, "a@b.example", "a@b.example"),
]


@pytest.mark.parametrize(("kind", "config", "value", "title"), PRIMARY)
async def test_titles_are_texts_of_any_kind(
    world: World, database_url: str, kind: str, config: Any, value: Any, title: str
) -> None:
    first = {"name": "Key", "type": kind, "config": config}
    target = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Others", "fields": [first]})
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    [other] = await records(world.editor, target["id"], {"Key": value})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, other)])
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": other, "title": title}]]


async def test_people_are_titles_by_name(world: World, database_url: str) -> None:
    fields = [{"name": "By", "type": "createdBy"}, {"name": "No", "type": "autoNumber"}]
    target = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Others", "fields": fields})
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    [other] = await records(world.editor, target["id"], {})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, other)])
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": other, "title": "Edda"}]]


async def test_another_primary_field_is_noticed_at_once(world: World, database_url: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    [acme] = await records(world.editor, target["id"], {"Title": "Acme", "Country": "Greece"})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, acme)])
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": acme, "title": "Acme"}]]
    country = next(item["id"] for item in target["fields"] if item["name"] == "Country")
    await world.creator.patch(f"/tables/{target['id']}", {"primaryFieldId": country})
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": acme, "title": "Greece"}]]


async def test_deleted_records_and_tables_are_hidden(world: World, database_url: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    acme, beta = await records(world.editor, target["id"], {"Title": "Acme"}, {"Title": "Beta"})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, acme), (one, beta)])
    await world.editor.delete(f"/records/{acme}")
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": beta, "title": "Beta"}]]
    await world.editor.post(f"/records/{acme}/restore", {}, 200)
    shown = await cells(world.viewer, world.table_id, "Company")
    assert [item["title"] for item in shown[0]] == ["Acme", "Beta"]

    await world.creator.delete(f"/tables/{target['id']}")
    assert await cells(world.viewer, world.table_id, "Company") == [None]
    await world.editor.patch(f"/records/{one}", {"fields": {"Name": "Still"}})
    described = await world.viewer.get(f"/tables/{world.table_id}")
    assert described["fields"][-1]["config"]["tableId"] == target["id"]


async def test_a_link_into_a_base_that_one_may_not_read_is_not_there(world: World, database_url: str) -> None:
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    target = await companies(world, elsewhere["id"])
    made = await world.owner.post(f"/tables/{world.table_id}/fields", link(target))
    [acme] = await records(world.owner, target["id"], {"Title": "Acme"})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, acme)])
    await world.owner.patch(f"/records/{one}", {"fields": {"Company": []}})
    await world.owner.patch(f"/records/{one}", {"fields": {"Company": [acme]}})
    members = f"/bases/{elsewhere['id']}/members"
    await world.owner.put(members, {"email": world.editor.email, "role": "none"})
    [change] = (await world.viewer.get(f"/records/{one}/history"))["items"][0]["changes"]
    assert change["after"] == [{"id": acme, "title": "Acme"}]
    history = await world.editor.http.get(f"/records/{one}/history")
    page = await world.editor.http.get(f"/tables/{world.table_id}/records")
    for answer in (history, page):
        assert acme not in answer.text
        assert "Company" not in answer.text
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": acme, "title": "Acme"}]]
    await world.owner.put(members, {"email": world.editor.email, "role": "viewer"})
    assert await cells(world.editor, world.table_id, "Company") == [[{"id": acme, "title": "Acme"}]]
    await world.owner.delete(f"/bases/{elsewhere['id']}")
    assert await cells(world.editor, world.table_id, "Company") == [None]


async def test_five_links_cost_no_further_statement(world: World, app: FastAPI) -> None:
    target = await companies(world)
    await cells(world.viewer, world.table_id, "Name")
    with counted(app) as before:
        await world.viewer.get(f"/tables/{world.table_id}/records")
    for at in range(5):
        await world.creator.post(f"/tables/{world.table_id}/fields", {**link(target), "name": f"Link {at}"})
    await cells(world.viewer, world.table_id, "Name")
    with counted(app) as after:
        await world.viewer.get(f"/tables/{world.table_id}/records")
    assert len(after) == len(before)


async def test_a_converted_primary_field_is_noticed_at_once(world: World, database_url: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    [acme] = await records(world.editor, target["id"], {"Title": "7.50"})
    [one] = await records(world.editor, world.table_id, {"Name": "One"})
    pair(database_url, made["id"], [(one, acme)])
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": acme, "title": "7.50"}]]
    title = target["fields"][0]["id"]
    await world.creator.post(f"/fields/{title}/convert", {"type": "number", "config": {}, "dryRun": False}, 200)
    assert await cells(world.viewer, world.table_id, "Company") == [[{"id": acme, "title": "7.5"}]]
    seen = await world.creator.post(f"/fields/{made['id']}/convert", {"type": "text", "dryRun": True}, 200)
    assert [each["after"] for each in seen["kept"]] == ["7.5"]
