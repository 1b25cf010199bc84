"""Link fields: always two, made, changed and deleted together."""

from typing import Any

import psycopg
import pytest

from tests.support.app import Person, World

KINDS = {
    "manyToMany": "manyToMany",
    "manyToOne": "oneToMany",
    "oneToMany": "manyToOne",
    "oneToOne": "oneToOne",
}


async def companies(world: World, base: str | None = None) -> dict[str, Any]:
    fields = [{"name": "Title", "type": "text"}, {"name": "Country", "type": "text"}]
    made: dict[str, Any] = await world.owner.post(
        f"/bases/{base or world.base}/tables", {"name": "Companies", "fields": fields}
    )
    return made


def link(target: dict[str, Any] | str, cardinality: str = "manyToMany", **more: Any) -> dict[str, Any]:
    table = target if isinstance(target, str) else target["id"]
    return {"name": "Company", "type": "link", "config": {"tableId": table, "cardinality": cardinality, **more}}


async def field(person: Person, table: str, name: str) -> dict[str, Any]:
    described = await person.get(f"/tables/{table}")
    return next(item for item in described["fields"] if item["name"] == name)


@pytest.mark.parametrize(("here", "there"), KINDS.items())
async def test_a_link_has_a_field_in_both_tables(world: World, here: str, there: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target, here))

    back = await field(world.viewer, target["id"], "Deals")
    assert made["type"] == back["type"] == "link"
    assert made["config"] == {"tableId": target["id"], "cardinality": here, "symmetricFieldId": back["id"]}
    assert back["config"] == {"tableId": world.table_id, "cardinality": there, "symmetricFieldId": made["id"]}
    assert made["readOnly"] is back["readOnly"] is False
    shown = await world.viewer.get(f"/bases/{world.base}")
    configs = {item["name"]: item["config"] for table in shown["tables"] for item in table["fields"]}
    assert configs["Company"] == made["config"]


async def test_both_tables_have_a_new_version(world: World) -> None:
    target = await companies(world)
    await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    assert (await world.viewer.get(f"/tables/{world.table_id}"))["version"] > world.table["version"]
    assert (await world.viewer.get(f"/tables/{target['id']}"))["version"] > target["version"]


async def test_a_change_of_the_linked_table_raises_our_version(world: World) -> None:
    target = await companies(world)
    await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    before = (await world.viewer.get(f"/tables/{world.table_id}"))["version"]
    country = next(item["id"] for item in target["fields"] if item["name"] == "Country")
    await world.creator.patch(f"/tables/{target['id']}", {"primaryFieldId": country})
    between = (await world.viewer.get(f"/tables/{world.table_id}"))["version"]
    await world.creator.patch(f"/fields/{country}", {"name": "Land"})
    after = (await world.viewer.get(f"/tables/{world.table_id}"))["version"]
    assert before < between < after


async def test_the_symmetric_name_is_given_or_made_free(world: World) -> None:
    target = await companies(world)
    await world.creator.post(f"/tables/{world.table_id}/fields", link(target, symmetricName="Sold to us"))
    await world.creator.post(f"/tables/{world.table_id}/fields", {**link(target), "name": "Second"})
    await world.creator.post(f"/tables/{world.table_id}/fields", {**link(target), "name": "Third"})
    names = [item["name"] for item in (await world.viewer.get(f"/tables/{target['id']}"))["fields"]]
    assert names == ["Title", "Country", "Sold to us", "Deals", "Deals 2"]

    taken = {**link(target, symmetricName="COUNTRY"), "name": "Fourth"}
    answer = await world.creator.post(f"/tables/{world.table_id}/fields", taken, 409)
    assert answer["errors"][0]["path"] == "config.symmetricName"
    assert "Fourth" not in str(await world.viewer.get(f"/tables/{world.table_id}"))


async def test_a_link_to_the_same_table_has_two_fields_too(world: World) -> None:
    parent = {**link(world.table_id, "manyToOne"), "name": "Parent"}
    made = await world.creator.post(f"/tables/{world.table_id}/fields", parent)
    back = await field(world.viewer, world.table_id, "Parent of")
    assert back["config"]["cardinality"] == "oneToMany"
    assert back["config"]["symmetricFieldId"] == made["id"]

    same = {**link(world.table_id, symmetricName="Next"), "name": "Next"}
    assert (await world.creator.post(f"/tables/{world.table_id}/fields", same, 409))["code"] == "name_taken"


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({}, "config.tableId"),
        ({"tableId": "tbl_nothing"}, "config.tableId"),
        ({"tableId": 7}, "config.tableId"),
        ({"tableId": "SELF", "cardinality": "some"}, "config.cardinality"),
        ({"tableId": "SELF", "link": 1}, "config.link"),
        ({"tableId": "SELF", "target": 1, "side": "b"}, "config.side"),
        ({"tableId": "SELF", "symmetricFieldId": "fld_x"}, "config.symmetricFieldId"),
        ({"tableId": "SELF", "symmetricName": ""}, "config.symmetricName"),
        ({"tableId": "SELF", "choices": {"viewId": "viw_x"}}, "config.choices.viewId"),
        (
            {"tableId": "SELF", "choices": {"filter": {"field": "No", "operator": "isEmpty"}}},
            "config.choices.filter.field",
        ),
        ({"tableId": "SELF", "what": 1}, "config.what"),
    ],
)
async def test_a_bad_config_is_refused_with_its_path(world: World, config: dict[str, Any], path: str) -> None:
    given = {key: world.table_id if value == "SELF" else value for key, value in config.items()}
    body = {"name": "Company", "type": "link", "config": given}
    answer = await world.creator.post(f"/tables/{world.table_id}/fields", body, 422)
    assert path in [fault["path"] for fault in answer["errors"]]
    assert (await world.viewer.get(f"/tables/{world.table_id}"))["version"] == world.table["version"]


async def test_a_link_is_neither_primary_nor_unique(world: World) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    await world.creator.patch(f"/tables/{world.table_id}", {"primaryFieldId": made["id"]}, 422)
    unique = {**link(target), "name": "Second", "unique": True}
    await world.creator.post(f"/tables/{world.table_id}/fields", unique, 422)
    first = {"name": "New", "fields": [link(target)]}
    answer = await world.creator.post(f"/bases/{world.base}/tables", first, 422)
    assert answer["errors"][0]["path"] == "fields[0].type"


async def test_a_new_table_may_have_links(world: World) -> None:
    body = {"name": "Visits", "fields": [{"name": "Day", "type": "text"}, link(world.table_id)]}
    made = await world.creator.post(f"/bases/{world.base}/tables", body)
    assert [item["name"] for item in made["fields"]] == ["Day", "Company"]
    assert (await field(world.viewer, world.table_id, "Visits"))["config"]["tableId"] == made["id"]


async def test_deleting_one_deletes_the_other_and_keeps_the_pairs(world: World, database_url: str) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    before = (await world.viewer.get(f"/tables/{target['id']}"))["version"]
    await world.creator.delete(f"/fields/{made['id']}")
    for table in (world.table_id, target["id"]):
        shown = await world.viewer.get(f"/tables/{table}")
        assert all(item["type"] != "link" for item in shown["fields"])
    assert (await world.viewer.get(f"/tables/{target['id']}"))["version"] > before
    with psycopg.connect(database_url) as connection:
        kept = connection.execute("SELECT to_regclass('ws_1.l_' || number) IS NOT NULL FROM dataos.links").fetchall()
    assert kept == [(True,)]


async def test_only_some_settings_can_be_changed(world: World) -> None:
    target = await companies(world)
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target))
    path = f"/fields/{made['id']}"
    await world.creator.patch(path, {"name": "Firm", "config": made["config"]})
    answer = await world.creator.patch(path, {"config": {"tableId": world.table_id}}, 422)
    assert answer["errors"][0]["path"] == "config.tableId"
    await world.creator.patch(path, {"config": {"symmetricName": "Else"}}, 422)
    await world.creator.patch(path, {"config": {"link": 99}}, 422)
    changed = await world.creator.patch(path, {"config": {"cardinality": "oneToMany"}})
    assert changed["config"]["cardinality"] == "oneToMany"
    assert (await field(world.viewer, target["id"], "Deals"))["config"]["cardinality"] == "manyToOne"


async def test_choices_are_kept_by_ids(world: World) -> None:
    target = await companies(world)
    country = next(item["id"] for item in target["fields"] if item["name"] == "Country")
    view = target["views"][0]["id"]
    choices = {"filter": {"field": "Country", "operator": "equals", "value": "Greece"}, "viewId": view}
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target, choices=choices))
    bound = {"field": country, "operator": "equals", "value": "Greece"}
    assert made["config"]["choices"] == {"filter": bound, "viewId": view}
    cleared = await world.creator.patch(f"/fields/{made['id']}", {"config": {"choices": None}})
    assert "choices" not in cleared["config"]


async def test_the_maker_is_creator_on_both_sides(world: World) -> None:
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    target = await companies(world, elsewhere["id"])
    answer = await world.creator.post(f"/tables/{world.table_id}/fields", link(target), 403)
    assert "other table" in answer["detail"]
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.creator.email, "role": "none"})
    await world.creator.post(f"/tables/{world.table_id}/fields", link(target), 422)
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.creator.email, "role": "creator"})
    await world.creator.post(f"/tables/{world.table_id}/fields", link(target))


async def test_another_workspace_is_out_of_reach(world: World) -> None:
    workspace = await world.owner.post("/workspaces", {"name": "Second"})
    base = await world.owner.post(f"/workspaces/{workspace['id']}/bases", {"name": "Far"})
    target = await companies(world, base["id"])
    answer = await world.owner.post(f"/tables/{world.table_id}/fields", link(target), 422)
    assert answer["code"] == "other_workspace"
