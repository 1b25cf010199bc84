"""How records spread over the records that they are linked with."""

from typing import Any

import pytest

from tests.api.fields.test_closed_ends import Closed, closed
from tests.api.links.stage import Stage, make_stage
from tests.support.app import Person, World

__all__ = ["closed"]


async def told(person: Person, table: str, field: str = "Company", **more: Any) -> dict[str, Any]:
    body = {"aggregates": [{"fn": "distribution", "field": field}], **more}
    [group] = (await person.post(f"/tables/{table}/query", body, 200))["groups"]
    return group["aggregates"][0]


def counted(found: dict[str, Any]) -> list[tuple[str | None, int]]:
    return [(item["value"]["title"], item["count"]) for item in found["values"]]


@pytest.fixture
async def stage(world: World, database_url: str) -> Stage:
    made = await make_stage(world, database_url)
    await made.set(a="B A", b="B", c="C D")
    return made


async def test_linked_records_come_by_how_often_and_then_by_title(stage: Stage) -> None:
    await stage.person.patch(f"/records/{stage.ids['C']}", {"fields": {"Title": None}})
    found = await told(stage.person, stage.left)
    assert counted(found) == [("B", 2), (None, 1), ("A", 1), ("D", 1)]
    assert found["values"][0] == {"value": {"id": stage.ids["B"], "title": "B"}, "count": 2, "percent": 50.0}
    assert found["others"] == {"values": 0, "count": 0, "percent": 0.0}
    assert found["empty"] == {"count": 1, "percent": 25.0}
    assert "buckets" not in found
    assert counted(await told(stage.person, stage.right, "Deals")) == [("a", 2), ("c", 2), ("b", 1)]


async def test_the_trash_is_no_company_and_the_filter_holds(stage: Stage) -> None:
    await stage.person.delete(f"/records/{stage.ids['B']}")
    found = await told(stage.person, stage.left)
    assert counted(found) == [("A", 1), ("C", 1), ("D", 1)]
    assert found["empty"]["count"] == 2
    only = {"field": "Name", "operator": "equals", "value": "c"}
    found = await told(stage.person, stage.left, filter=only)
    assert counted(found) == [("C", 1), ("D", 1)]
    assert found["empty"] == {"count": 0, "percent": 0.0}


async def test_a_link_to_one(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, "manyToOne")
    await stage.set(a="B", b="A", c="B")
    found = await told(stage.person, stage.left)
    assert counted(found) == [("B", 2), ("A", 1)]
    assert found["empty"] == {"count": 1, "percent": 25.0}


async def test_many_links_are_ten_and_the_others(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, right="ABCDEFGHIJKL")
    await stage.set(a="A B C D E F G H I J K L", b="L")
    found = await told(stage.person, stage.left)
    assert counted(found) == [("L", 2), *((title, 1) for title in "ABCDEFGHI")]
    assert found["others"] == {"values": 2, "count": 2, "percent": 50.0}


async def test_titles_that_are_closed_are_not_told(closed: Closed) -> None:
    found = await told(closed.cleo, closed.deals["id"], "Firm")
    assert counted(found) == [(None, 1)]
    assert "Secret" not in str(found)
    assert counted(await told(closed.world.owner, closed.deals["id"], "Firm")) == [("Secret", 1)]
