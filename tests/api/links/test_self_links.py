"""Links of a table to itself: a field for each direction."""

from typing import Any

import pytest

from tests.api.links.test_fields import link
from tests.support.app import Person, World


async def tree(world: World, cardinality: str = "manyToOne") -> dict[str, str]:
    """Records by name; Parent and Parent of are their links."""
    await world.creator.post(
        f"/tables/{world.table_id}/fields", {**link(world.table_id, cardinality), "name": "Parent"}
    )
    records = [{"fields": {"Name": name}} for name in "abcd"]
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": records})
    return {item["fields"]["Name"]: item["id"] for item in made["items"]}


async def show(person: Person, table: str) -> dict[str, tuple[str, str]]:
    def titles(cell: Any) -> str:
        return "".join(each["title"] for each in cell or [])

    return {
        item["fields"]["Name"]: (titles(item["fields"]["Parent"]), titles(item["fields"]["Parent of"]))
        for item in (await person.get(f"/tables/{table}/records"))["items"]
    }


async def test_both_directions_agree(world: World) -> None:
    ids = await tree(world)
    await world.editor.patch(f"/records/{ids['a']}", {"fields": {"Parent of": [ids["c"], ids["b"]]}})
    await world.editor.patch(f"/records/{ids['d']}", {"fields": {"Parent": [ids["b"]]}})
    expected = {"a": ("", "cb"), "b": ("a", "d"), "c": ("a", ""), "d": ("b", "")}
    assert await show(world.viewer, world.table_id) == expected


async def test_a_record_may_link_to_itself_and_its_version_is_the_last(world: World) -> None:
    ids = await tree(world)
    answer = await world.editor.patch(f"/records/{ids['a']}", {"fields": {"Parent": [ids["a"]]}})
    assert (await show(world.viewer, world.table_id))["a"] == ("a", "a")
    assert answer["version"] == (await world.viewer.get(f"/records/{ids['a']}"))["version"] == 3
    await world.editor.delete(f"/records/{ids['a']}")
    await world.editor.post(f"/records/{ids['a']}/restore", {}, 200)
    assert (await show(world.viewer, world.table_id))["a"] == ("a", "a")


async def test_both_fields_in_one_request(world: World) -> None:
    ids = await tree(world)
    edits = [
        {"id": ids["a"], "fields": {"Parent of": [ids["b"]]}},
        {"id": ids["b"], "fields": {"Parent of": [ids["c"]]}},
        {"id": ids["d"], "fields": {"Parent": [ids["c"]]}},
    ]
    await world.editor.patch(f"/tables/{world.table_id}/records", {"records": edits})
    expected = {"a": ("", "b"), "b": ("a", "c"), "c": ("b", "d"), "d": ("c", "")}
    assert await show(world.viewer, world.table_id) == expected


@pytest.mark.parametrize("cardinality", ["manyToMany", "manyToOne", "oneToMany", "oneToOne"])
async def test_undo_is_exact(world: World, cardinality: str) -> None:
    world.editor.http.headers["X-Client-Tab"] = "tab"
    ids = await tree(world, cardinality)
    await world.editor.patch(f"/records/{ids['a']}", {"fields": {"Parent": [ids["b"]]}})
    before = await show(world.viewer, world.table_id)
    edits = [{"id": ids[one], "fields": {"Parent": [ids[two]]}} for one, two in ("ba", "cd", "dc")]
    await world.editor.patch(f"/tables/{world.table_id}/records", {"records": edits})
    after = await show(world.viewer, world.table_id)
    assert after["b"][0] == "a"
    for which, expected in (("undo", before), ("redo", after), ("undo", before)):
        assert (await world.editor.post(f"/{which}", {}, 200))["conflicts"] == []
        assert await show(world.viewer, world.table_id) == expected


async def test_a_history_tells_of_both_directions(world: World) -> None:
    ids = await tree(world)
    await world.editor.patch(f"/records/{ids['a']}", {"fields": {"Parent": [ids["b"]]}})
    entries = (await world.viewer.get(f"/records/{ids['b']}/history"))["items"]
    assert [(entry["operation"], [change["name"] for change in entry["changes"]]) for entry in entries[:1]] == [
        ("update", ["Parent of"])
    ]
    assert entries[0]["changes"][0]["after"] == [{"id": ids["a"], "title": "a"}]
    assert entries[0]["changes"][0]["before"] is None
    await world.editor.delete(f"/records/{ids['a']}")
    [change] = (await world.viewer.get(f"/records/{ids['b']}/history"))["items"][-2]["changes"]
    assert change["after"] == [{"id": ids["a"], "title": "a"}]
