"""Formulas as titles of linked records, and beside links that change."""

from urllib.parse import quote

import psycopg
import pytest

from tests.api.links.stage import Stage, make_stage
from tests.api.links.test_querying import found
from tests.support.app import World


@pytest.fixture
async def stage(world: World, database_url: str) -> Stage:
    return await make_stage(world, database_url)


async def _formula(world: World, table: str, name: str, expression: str) -> str:
    body = {"name": name, "type": "formula", "config": {"expression": expression}}
    return (await world.creator.post(f"/tables/{table}/fields", body))["id"]


async def test_a_formula_is_a_title(world: World, stage: Stage) -> None:
    await stage.set(a="A B", b="B")
    formula = await _formula(world, stage.right, "Label", 'IF(Title = "C", 1 / 0 & "", LOWER(Title) & " 100%")')
    await world.creator.patch(f"/tables/{stage.right}", {"primaryFieldId": formula})
    items = (await stage.person.get(f"/tables/{stage.left}/records"))["items"]
    assert [[cell["title"] for cell in item["fields"]["Company"] or []] for item in items] == [
        ["a 100%", "b 100%"], ["b 100%"], [], [],
    ]  # fmt: skip
    assert await found(stage, {"field": "Company", "operator": "contains", "value": "A 100%"}) == "a"
    assert await found(stage, {"field": "Company", "operator": "isEmpty"}) == "cd"
    assert await found(stage, {"field": "Company.Label", "operator": "equals", "value": "b 100%"}) == "ab"
    sort = quote('[{"field": "Company", "direction": "desc"}]')
    by_title = await stage.person.get(f"/tables/{stage.left}/records?sort={sort}")
    assert [item["fields"]["Name"] for item in by_title["items"]][:2] == ["b", "a"]
    typed = {"fields": {"Company": "b 100%"}, "typecast": True}
    answer = await stage.person.patch(f"/records/{stage.ids['d']}", typed)
    assert answer["fields"]["Company"] == [{"id": stage.ids["B"], "title": "b 100%"}]


async def test_what_reads_when_a_record_changed_is_in_the_changes_of_links(
    world: World, stage: Stage, database_url: str
) -> None:
    await _formula(world, stage.right, "Edited", "LAST_MODIFIED_TIME()")
    await _formula(world, stage.left, "Edited", "LAST_MODIFIED_TIME()")
    await stage.set(a="A")
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT before, after FROM dataos.changes WHERE operation = 'update' ORDER BY seq DESC LIMIT 2"
        ).fetchall()
    assert len(rows) == 2
    for before, after in rows:
        assert len(before) == len(after) == 2, (before, after)
        assert all(before[number] != after[number] for number in before)
