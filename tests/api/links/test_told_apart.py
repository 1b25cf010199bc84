"""What a picker says of records beside their title, which several may have."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.links.details import details_of
from core.access.levels import TableLevel
from core.access.policy import Policy
from tests.api.links.stage import Stage, make_stage
from tests.support.app import World
from tests.support.problems import assert_problem, paths
from tests.support.query_tables import field
from tests.support.query_tables import schema as schema_of
from tests.support.statements import counted


@pytest.fixture
async def stage(world: World, database_url: str) -> Stage:
    """Two companies are called Sun."""
    stage = await make_stage(world, database_url, right="AB")
    for more in (
        {"name": "Notes", "type": "longText"},
        {"name": "Level", "type": "singleSelect", "config": {"options": [{"name": "Gold"}]}},
        {"name": "Size", "type": "number"},
    ):
        await world.creator.post(f"/tables/{stage.right}/fields", more)
    rows = [
        {"Title": "Sun", "Country": "Greece", "Level": "Gold", "Notes": "n" * 1000},
        {"Title": "Sun", "Country": "x" * 300},
    ]
    await world.editor.post(f"/tables/{stage.right}/records", {"records": [{"fields": row} for row in rows]})
    return stage


async def ask(world: World, stage: Stage, query: str) -> Any:
    return await world.viewer.get(f"/fields/{stage.field}/choices?{query}")


async def test_records_of_one_title_are_told_apart(world: World, stage: Stage) -> None:
    answer = await ask(world, stage, "search=sun")
    told = {item["name"]: item["id"] for item in answer["fields"]}
    # Neither the other end of the link, nor long texts.
    assert list(told) == ["Country", "Level"]
    first, second = answer["items"]
    assert (first["title"], second["title"]) == ("Sun", "Sun")
    assert first["no"] != second["no"]
    level = answer["fields"][1]["config"]["options"][0]["id"]
    assert first["values"] == {told["Country"]: "Greece", told["Level"]: level}
    assert second["values"] == {told["Country"]: "x" * 200, told["Level"]: None}


async def test_certain_records_can_be_asked_for(world: World, stage: Stage) -> None:
    await world.creator.patch(
        f"/fields/{stage.field}",
        {"config": {"choices": {"filter": {"field": "Title", "operator": "equals", "value": "A"}}}},
    )
    wanted = [*stage.of("A B"), "rec_0000000c0000000fffff", "no id", world.table_id]
    answer = await ask(world, stage, f"ids={','.join(wanted)}&limit=1&search=zzz")
    assert [item["title"] for item in answer["items"]] == ["A", "B"]
    assert (await ask(world, stage, "ids="))["items"] == []
    await world.editor.delete(f"/records/{stage.ids['B']}")
    assert [item["title"] for item in (await ask(world, stage, f"ids={','.join(wanted)}"))["items"]] == ["A"]


async def test_no_more_than_a_picker_holds_are_asked_for(world: World, stage: Stage) -> None:
    many = ",".join(stage.of("A") * 101)
    answer = await world.viewer.http.get(f"/fields/{stage.field}/choices?ids={many}")
    assert_problem(answer)
    assert (answer.status_code, paths(answer)) == (422, ["ids"])


async def test_the_number_of_statements_does_not_depend_on_the_number_of_records(
    app: FastAPI, world: World, stage: Stage
) -> None:
    await ask(world, stage, "")
    counts: list[int] = []
    for limit in (1, 4):
        with counted(app) as seen:
            await ask(world, stage, f"limit={limit}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


async def test_encrypted_values_are_not_told(world: World, stage: Stage) -> None:
    fields = [{"name": "Name", "type": "text"}, {"name": "Pin", "type": "text", "encrypted": True}]
    target = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Safe", "fields": fields})
    config = {"tableId": target["id"], "cardinality": "manyToMany"}
    made = await world.owner.post(
        f"/tables/{world.table_id}/fields", {"name": "Safes", "type": "link", "config": config}
    )
    await world.owner.post(f"/tables/{target['id']}/records", {"records": [{"fields": {"Name": "a", "Pin": "1234"}}]})
    answer = await world.owner.get(f"/fields/{made['id']}/choices")
    assert (answer["fields"], [item["values"] for item in answer["items"]]) == ([], [{}])
    assert "1234" not in str(answer)


def test_hidden_fields_are_passed_over() -> None:
    fields = [field(1, "Name", "text"), field(2, "Pay", "number"), field(3, "Town", "text"), field(4, "Age", "number")]
    schema = schema_of(1, "People", fields)
    hiding = Policy(TableLevel.READ, 1, hidden=frozenset({schema.fields[1].id}))
    assert [item.name for item in details_of(schema, hiding)] == ["Town", "Age"]
    assert [item.name for item in details_of(schema, Policy(TableLevel.READ, 1))] == ["Pay", "Town"]
