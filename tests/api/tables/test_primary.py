"""Which fields can be the primary one, whose text is a record's title."""

from typing import Any

import pytest

from core.fields.primary import can_be_primary
from core.fields.registry import FIELD_TYPES
from tests.api.fields.test_convert import convert, field_id, table_with, take_back
from tests.support.app import World
from tests.support.problems import assert_problem, paths

NEVER = [name for name, kind in FIELD_TYPES.items() if not can_be_primary(kind)]


def test_files_links_buttons_and_what_looks_across_links_are_no_titles() -> None:
    assert sorted(NEVER) == ["attachment", "button", "count", "link", "lookup", "rollup"]


@pytest.mark.parametrize("type", NEVER)
async def test_a_new_table_does_not_begin_with_one(world: World, type: str) -> None:
    body = {"name": "T", "fields": [{"name": "First", "type": type}, {"name": "Name", "type": "text"}]}
    answer = await world.owner.http.post(f"/bases/{world.base}/tables", json=body)
    assert_problem(answer)
    assert (answer.status_code, paths(answer)) == (422, ["fields[0].type"]), answer.text
    assert f"a field of type {type} cannot be it. These can: text, longText, number" in answer.json()["detail"]


@pytest.mark.parametrize("made", [{"type": "attachment"}, {"type": "button", "config": {"label": "Go"}}])
async def test_they_are_not_made_primary_later(world: World, made: dict[str, Any]) -> None:
    field = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "It", **made})
    answer = await world.owner.http.patch(f"/tables/{world.table_id}", json={"primaryFieldId": field["id"]})
    assert_problem(answer)
    assert (answer.status_code, paths(answer)) == (422, ["primaryFieldId"])
    assert "These can: text" in answer.json()["detail"]
    assert (await world.owner.get(f"/tables/{world.table_id}"))["primaryFieldId"] == world.field("Name")


async def test_the_primary_field_does_not_become_one(world: World) -> None:
    name = world.field("Name")
    for kind in ("attachment", "link"):
        for dry in (True, False):
            refused = await convert(world.owner, name, kind, 422, dryRun=dry)
            assert (refused["code"], refused["errors"][0]["path"]) == ("not_convertible", "type")
    able = {item["type"] for item in (await world.owner.get(f"/fields/{name}/conversions"))["items"]}
    assert able.isdisjoint(NEVER)


async def test_undo_does_not_make_the_primary_field_files_again(world: World) -> None:
    fields = [{"name": "Name", "type": "text"}, {"name": "Files", "type": "attachment"}]
    table = await table_with(world.owner, world.base, fields, {"Name": "a"})
    files = field_id(table, "Files")
    await convert(world.owner, files, "text", config={})
    await world.owner.patch(f"/tables/{table['id']}", {"primaryFieldId": files})
    said = await take_back(world.owner)
    assert "is the primary field" in str(said["conflicts"]), said
    after = await world.owner.get(f"/tables/{table['id']}")
    assert next(item["type"] for item in after["fields"] if item["id"] == files) == "text"
