"""What a link's picker offers."""

from typing import Any

import pytest

from tests.api.links.stage import make_stage
from tests.support.app import World


def titles(answer: Any) -> str:
    return "".join(item["title"] for item in answer["items"])


@pytest.mark.parametrize(
    ("cardinality", "offered"), [("manyToMany", "ABCD"), ("oneToMany", "BCD"), ("oneToOne", "BCD")]
)
async def test_those_that_are_taken_are_left_out(
    world: World, database_url: str, cardinality: str, offered: str
) -> None:
    stage = await make_stage(world, database_url, cardinality)
    await stage.set(a="A")
    path = f"/fields/{stage.field}/choices"
    assert titles(await world.viewer.get(path)) == offered
    assert titles(await world.viewer.get(f"{path}?search=c")) == "C"
    assert titles(await world.viewer.get(f"{path}?search=%25")) == ""
    assert len((await world.viewer.get(f"{path}?limit=2"))["items"]) == 2
    assert titles(await world.viewer.get(f"/fields/{stage.back}/choices?search=B")) == "b"


async def test_choices_limit_the_picker_and_nothing_else(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    condition = {"field": "Title", "operator": "in", "value": ["A", "B"]}
    await world.creator.patch(f"/fields/{stage.field}", {"config": {"choices": {"filter": condition}}})
    path = f"/fields/{stage.field}/choices"
    assert titles(await world.viewer.get(path)) == "AB"
    view = await world.editor.post(
        f"/tables/{stage.right}/views",
        {"name": "V", "type": "grid", "config": {"filter": {"field": "Title", "operator": "in", "value": ["B", "C"]}}},
    )
    choices = {"filter": condition, "viewId": view["id"]}
    await world.creator.patch(f"/fields/{stage.field}", {"config": {"choices": choices}})
    assert titles(await world.viewer.get(path)) == "B"
    await stage.set(a="D")
    await world.editor.delete(f"/views/{view['id']}")
    assert titles(await world.viewer.get(path)) == "AB"


async def test_who_may_not_ask(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    path = f"/fields/{stage.field}/choices"
    assert (await world.stranger.http.get(path)).status_code == 404
    assert (await world.viewer.http.get(f"/fields/{world.field('Name')}/choices")).status_code == 422
    assert (await world.viewer.http.get(f"{path}?limit=0")).status_code == 422
    await world.creator.delete(f"/tables/{stage.right}")
    assert (await world.viewer.http.get(path)).status_code == 409
