"""Views: what is stored survives renames and deletions."""

import asyncio
from typing import Any

import pytest

from tests.support.app import World

ME = {"currentUser": True}


async def _view(world: World, config: dict[str, Any]) -> dict[str, Any]:
    return await world.editor.post(f"/tables/{world.table_id}/views", {"name": "Open ones", "config": config})


def _filter(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"conjunction": "and", "filters": list(conditions)}


async def test_a_view_is_stored_by_ids_of_fields_and_options(world: World) -> None:
    view = await _view(
        world,
        {
            "filter": _filter({"field": "Status", "operator": "equals", "value": "Open"}),
            "sorts": [{"field": "Amount", "direction": "desc"}],
            "columns": [{"field": "Name", "width": 320}, {"field": "Amount", "hidden": True}],
            "rowHeight": "tall",
        },
    )

    condition = view["config"]["filter"]["filters"][0]
    assert condition["field"] == world.field("Status")
    assert condition["value"].startswith("opt")
    assert view["config"]["sorts"] == [{"field": world.field("Amount"), "direction": "desc"}]
    assert [column["field"] for column in view["config"]["columns"]] == [world.field("Name"), world.field("Amount")]
    assert view["config"]["rowHeight"] == "tall"
    assert await world.viewer.get(f"/views/{view['id']}") == view
    table = await world.viewer.get(f"/tables/{world.table_id}")
    assert [item["name"] for item in table["views"]] == ["All records", "Open ones"]


async def test_renaming_a_field_changes_no_view(world: World) -> None:
    view = await _view(world, {"filter": _filter({"field": "Amount", "operator": "greaterThan", "value": 5})})

    await world.creator.patch(f"/fields/{world.field('Amount')}", {"name": "Sum"})

    assert await world.viewer.get(f"/views/{view['id']}") == view


async def test_deleting_a_field_takes_it_out_of_views(world: World) -> None:
    view = await _view(
        world,
        {
            "filter": _filter(
                {"field": "Amount", "operator": "greaterThan", "value": 5},
                _filter({"field": "Amount", "operator": "isEmpty"}),
                {"field": "Name", "operator": "contains", "value": "x"},
            ),
            "sorts": [{"field": "Amount", "direction": "asc"}, {"field": "Name", "direction": "asc"}],
            "columns": [{"field": "Amount", "width": 100}],
        },
    )

    await world.creator.delete(f"/fields/{world.field('Amount')}")

    config = (await world.viewer.get(f"/views/{view['id']}"))["config"]
    assert [item["field"] for item in config["filter"]["filters"]] == [world.field("Name")]
    assert [item["field"] for item in config["sorts"]] == [world.field("Name")]
    assert config["columns"] == []


async def test_a_view_by_a_removed_option_still_opens_and_shows_nothing(world: World) -> None:
    await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Status": "Open"}}]})
    view = await _view(world, {"filter": _filter({"field": "Status", "operator": "equals", "value": "Done"})})

    await world.creator.patch(f"/fields/{world.field('Status')}", {"config": {"options": [{"name": "Open"}]}})

    assert await world.viewer.get(f"/views/{view['id']}") == view
    assert (await world.viewer.get(f"/tables/{world.table_id}/records?view={view['id']}"))["items"] == []


async def test_people_in_filters_are_stored_by_id(world: World) -> None:
    await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Maker", "type": "createdBy"})

    view = await _view(
        world,
        {
            "filter": _filter(
                {"field": "Maker", "operator": "equals", "value": "Vera@example.org"},
                {"field": "Maker", "operator": "equals", "value": ME},
            )
        },
    )

    assert [item["value"] for item in view["config"]["filter"]["filters"]] == [world.viewer.id, ME]
    assert (await world.viewer.get(f"/views/{view['id']}"))["config"] == view["config"]
    foreign = {"filter": _filter({"field": "Maker", "operator": "equals", "value": world.stranger.email})}
    answer = await world.editor.http.post(f"/tables/{world.table_id}/views", json={"name": "X", "config": foreign})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"filter": _filter({"field": "Nope", "operator": "equals", "value": 1})}, "config.filter.filters[0].field"),
        ({"filter": _filter({"field": "Name", "operator": "near", "value": 1})}, "config.filter.filters[0].operator"),
        (
            {"filter": _filter({"field": "Amount", "operator": "equals", "value": "x"})},
            "config.filter.filters[0].value",
        ),
        ({"filter": []}, "config.filter"),
        ({"sorts": [{"field": "Nope"}]}, "config.sorts[0].field"),
        ({"sorts": [{"field": "Name", "direction": "up"}]}, "config.sorts[0].direction"),
        ({"columns": [{"field": "Nope"}]}, "config.columns[0].field"),
        ({"columns": [{"field": "Name"}, {"field": "Name"}]}, "config.columns[1].field"),
        ({"columns": [{"field": "Name", "width": 1}]}, "config.columns[0].width"),
        ({"columns": [{"field": "Name", "width": "wide"}]}, "config.columns[0].width"),
        ({"rowHeight": "huge"}, "config.rowHeight"),
        ({"search": "nul\0"}, "config.search"),
        ({"color": "red"}, "config.color"),
    ],
)
async def test_bad_configs_are_refused_with_their_path(world: World, config: dict[str, Any], path: str) -> None:
    answer = await world.editor.http.post(f"/tables/{world.table_id}/views", json={"name": "Bad", "config": config})

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["path"].startswith(path)
    changed = await world.editor.http.patch(f"/views/{world.view()}", json={"config": config})
    assert changed.status_code == 422


async def test_a_patch_of_the_name_keeps_the_config(world: World) -> None:
    view = await _view(world, {"sorts": [{"field": "Name", "direction": "asc"}]})

    renamed = await world.editor.patch(f"/views/{view['id']}", {"name": "Ανοιχτά"})

    assert renamed == {**view, "name": "Ανοιχτά"}


async def test_viewers_look_but_do_not_shape(world: World) -> None:
    for http in (world.viewer.http, world.commenter.http):
        for answer in (
            await http.post(f"/tables/{world.table_id}/views", json={"name": "X"}),
            await http.patch(f"/views/{world.view()}", json={"name": "X"}),
            await http.delete(f"/views/{world.view()}"),
        ):
            assert answer.status_code == 403


async def test_the_last_view_stays_also_when_two_go_at_once(world: World) -> None:
    only = await world.editor.http.delete(f"/views/{world.view()}")
    assert (only.status_code, only.json()["code"]) == (409, "last_view")
    second = await _view(world, {})

    answers = await asyncio.gather(
        world.editor.http.delete(f"/views/{world.view()}"), world.owner.http.delete(f"/views/{second['id']}")
    )

    assert sorted(answer.status_code for answer in answers) == [204, 409]


async def test_groups_and_footers_are_kept_by_id_and_go_with_what_they_need(world: World) -> None:
    config = {
        "groups": [{"field": "Status", "direction": "desc"}, {"field": "Amount"}],
        "columns": [
            {"field": "Amount", "footer": {"fn": "percentile", "p": 90}},
            {"field": "Name", "footer": {"fn": "percentFilled"}},
        ],
    }
    view = await _view(world, config)

    assert view["config"]["groups"] == [
        {"field": world.field("Status"), "bucket": None, "direction": "desc"},
        {"field": world.field("Amount"), "bucket": None, "direction": "asc"},
    ]
    assert [column["footer"] for column in view["config"]["columns"]] == [
        {"fn": "percentile", "p": 90},
        {"fn": "percentFilled", "p": None},
    ]
    assert await world.viewer.get(f"/views/{view['id']}") == view

    await world.creator.post(f"/fields/{world.field('Amount')}/convert", {"type": "text", "dryRun": False}, 200)
    kept = (await world.viewer.get(f"/views/{view['id']}"))["config"]
    assert kept["columns"][0]["footer"] is None
    await world.creator.delete(f"/fields/{world.field('Status')}")
    kept = (await world.viewer.get(f"/views/{view['id']}"))["config"]
    assert [group["field"] for group in kept["groups"]] == [world.field("Amount")]


async def test_deciles_are_a_footer_of_numbers(world: World) -> None:
    view = await _view(world, {"columns": [{"field": "Amount", "footer": {"fn": "deciles"}}]})
    assert view["config"]["columns"][0]["footer"] == {"fn": "deciles", "p": None}
    assert await world.viewer.get(f"/views/{view['id']}") == view


async def test_a_distribution_is_a_footer_of_all_that_can_be_grouped(world: World) -> None:
    view = await _view(world, {"columns": [{"field": "Name", "footer": {"fn": "distribution"}}]})
    assert view["config"]["columns"][0]["footer"] == {"fn": "distribution", "p": None}
    assert await world.viewer.get(f"/views/{view['id']}") == view


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"groups": [{"field": "Nope"}]}, "config.groups[0].field"),
        ({"groups": [{"field": "Name"}, {"field": "Name"}]}, "config.groups[1].field"),
        ({"groups": [{"field": "Name", "bucket": "day"}]}, "config.groups[0].bucket"),
        ({"groups": [{"field": "Name"}] * 4}, "config.groups"),
        ({"columns": [{"field": "Name", "footer": {"fn": "sum"}}]}, "config.columns[0].footer.fn"),
        ({"columns": [{"field": "Name", "footer": {"fn": "distribution", "p": 3}}]}, "config.columns[0].footer.p"),
        ({"columns": [{"field": "Name", "footer": {"fn": "deciles"}}]}, "config.columns[0].footer.fn"),
        ({"columns": [{"field": "Amount", "footer": {"fn": "deciles", "p": 3}}]}, "config.columns[0].footer.p"),
        ({"columns": [{"field": "Amount", "footer": {"fn": "percentile"}}]}, "config.columns[0].footer.p"),
        ({"columns": [{"field": "Amount", "footer": {"fn": "sum", "p": 3}}]}, "config.columns[0].footer.p"),
    ],
)
async def test_groups_and_footers_that_make_no_sense_are_refused(
    world: World, config: dict[str, Any], path: str
) -> None:
    answer = await world.editor.http.post(f"/tables/{world.table_id}/views", json={"name": "V", "config": config})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == path
