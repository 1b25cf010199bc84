"""Links by title: found, or made where that is allowed, all or nothing."""

import asyncio
from typing import Any

import pytest

from tests.api.links.stage import Stage, make_stage
from tests.support.app import World


@pytest.fixture
async def stage(world: World, database_url: str) -> Stage:
    return await make_stage(world, database_url)


async def cast(stage: Stage, title: str, value: Any, status: int = 200) -> Any:
    body = {"fields": {"Company": value}, "typecast": True}
    return await stage.person.patch(f"/records/{stage.ids[title]}", body, status)


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer["fields"]["Company"] or []]


async def test_titles_are_found_whatever_their_capitals(stage: Stage) -> None:
    assert titles(await cast(stage, "a", "b, A")) == ["B", "A"]
    assert titles(await cast(stage, "a", ["c", stage.ids["D"], "C"])) == ["C", "D"]
    assert titles(await cast(stage, "a", "")) == []


async def test_missing_ones_are_made_in_the_same_change_set(stage: Stage) -> None:
    body = {
        "records": [{"fields": {"Name": name, "Company": "New one; A"}} for name in ("x", "y")],
        "typecast": True,
    }
    made = await stage.person.post(f"/tables/{stage.left}/records", body)
    assert [titles(item) for item in made["items"]] == [["New one", "A"]] * 2
    records = (await stage.person.get(f"/tables/{stage.right}/records"))["items"]
    assert [item["fields"]["Title"] for item in records] == ["A", "B", "C", "D", "New one"]
    assert len(records[-1]["fields"]["Deals"]) == 2


async def test_taking_it_back_names_the_table_that_was_written_in(stage: Stage) -> None:
    await cast(stage, "a", "Made for it")
    for which in ("undo", "redo", "undo"):
        answer = await stage.person.post(f"/{which}", {}, 200)
        assert (answer["done"], answer["tableId"], answer["conflicts"]) == (True, stage.left, [])
        assert answer["recordIds"][0] == stage.ids["a"]
        assert titles(await stage.person.get(f"/records/{stage.ids['a']}")) == ["Made for it"] * (which == "redo")


async def test_without_typecast_titles_are_refused(stage: Stage) -> None:
    body = {"fields": {"Company": ["A"]}}
    answer = await stage.person.patch(f"/records/{stage.ids['a']}", body, 422)
    assert answer["errors"][0]["path"] == "fields.Company[0]"


async def test_a_fault_elsewhere_makes_nothing(stage: Stage) -> None:
    body = {
        "records": [
            {"fields": {"Name": "x", "Company": "Brand new"}},
            {"fields": {"Name": "y", "Company": [stage.ids["A"][:-1] + "f"]}},
        ],
        "typecast": True,
    }
    await stage.person.post(f"/tables/{stage.left}/records", body, 422)
    assert len((await stage.person.get(f"/tables/{stage.right}/records"))["items"]) == 4


async def test_who_may_not_add_records_there_is_told_where(world: World, database_url: str) -> None:
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    target = await world.owner.post(f"/bases/{elsewhere['id']}/tables", {"name": "Companies"})
    config = {"tableId": target["id"]}
    await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Company", "type": "link", "config": config})
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.editor.email, "role": "viewer"})
    body = {"records": [{"fields": {"Name": "x", "Company": ["Who"]}}], "typecast": True}
    answer = await world.editor.post(f"/tables/{world.table_id}/records", body, 422)
    assert answer["errors"][0]["path"] == "records[0].fields.Company[0]"
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.editor.email, "role": "editor"})
    made = await world.editor.post(f"/tables/{world.table_id}/records", body)
    assert titles(made["items"][0]) == ["Who"]


async def test_two_at_once_make_one_record(stage: Stage) -> None:
    await asyncio.gather(*(cast(stage, title, "Shared") for title in "abcd"))
    records = (await stage.person.get(f"/tables/{stage.right}/records"))["items"]
    assert [item["fields"]["Title"] for item in records] == ["A", "B", "C", "D", "Shared"]
