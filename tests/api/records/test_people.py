"""People in cells, through the whole application."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.support.app import Person, World, make_world, running, settings_for
from tests.support.problems import paths
from tests.support.statements import counted


@pytest.fixture
async def acme(database_url: str):
    async with running(settings_for(database_url)) as app:
        yield await make_world(app), app


FIELDS: list[dict[str, Any]] = [
    {"name": "Name", "type": "text"},
    {"name": "Owner", "type": "user"},
    {"name": "Team", "type": "multiUser"},
]


async def table_of(world: World) -> str:
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Work", "fields": FIELDS})
    return str(table["id"])


def wire(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "email": person.email}


async def test_people_are_written_by_id_or_address_and_read_as_people(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{await table_of(world)}/records"
    team = [world.viewer.email.upper(), {"id": world.editor.id}]
    made = await world.editor.post(
        path, {"records": [{"fields": {"Name": "A", "Owner": world.viewer.id, "Team": team}}]}
    )
    record = made["items"][0]
    assert record["fields"]["Owner"] == wire(world.viewer)
    assert record["fields"]["Team"] == [wire(world.viewer), wire(world.editor)]

    # What was read is accepted back, and changes nothing.
    again = await world.editor.patch(f"/records/{record['id']}", {"fields": record["fields"]})
    assert again["version"] == 1
    cleared = await world.editor.patch(f"/records/{record['id']}", {"fields": {"Owner": None, "Team": []}})
    assert (cleared["fields"]["Owner"], cleared["fields"]["Team"]) == (None, None)

    history = await world.viewer.get(f"/records/{record['id']}/history")
    changes = {change["name"]: change for change in history["items"][0]["changes"]}
    assert changes["Owner"]["before"] == wire(world.viewer)
    assert changes["Team"]["before"] == [wire(world.viewer), wire(world.editor)]
    assert changes["Team"]["after"] is None


async def test_only_people_who_can_open_the_base_are_taken(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{await table_of(world)}/records"
    said: list[dict[str, Any]] = [
        {"Owner": world.stranger.email},
        {"Team": [world.editor.id, "nobody@example.org"]},
        {"Owner": 1},
        {"Owner": world.editor.name},
    ]
    refused = await world.editor.http.post(path, json={"records": [{"fields": fields} for fields in said]})
    assert refused.status_code == 422
    assert paths(refused) == [
        f"records[{n}].fields.{name}" for n, name in enumerate(("Owner", "Team", "Owner", "Owner"))
    ]
    assert "Invite them" in refused.json()["detail"]

    await world.creator.put(f"/bases/{world.base}/members", {"email": world.viewer.email, "role": "none"})
    await world.creator.put(f"/bases/{world.base}/members", {"email": world.stranger.email, "role": "viewer"})
    assert (await world.editor.http.post(path, json={"records": [{"fields": {"Owner": world.viewer.id}}]})).is_error
    await world.editor.post(path, {"records": [{"fields": {"Owner": world.stranger.email}}]})


@pytest.mark.parametrize("typecast", [False, True])
async def test_nobody_is_called_what_cannot_be_stored(acme: tuple[World, FastAPI], typecast: bool) -> None:
    world, _ = acme
    path = f"/tables/{await table_of(world)}/records"
    for cells in ({"Owner": "a\0b"}, {"Team": ["a\0b"]}, {"Team": "a\0b"}):
        body = {"records": [{"fields": cells}], "typecast": typecast}
        answer = await world.editor.http.post(path, json=body)
        assert answer.status_code == 422, answer.text


async def test_paste_takes_names_and_lists(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{await table_of(world)}/records"
    fields = {"Owner": world.editor.name.lower(), "Team": f"{world.viewer.name}; {world.editor.email}"}
    made = await world.editor.post(path, {"records": [{"fields": fields}], "typecast": True})
    assert made["items"][0]["fields"]["Owner"] == wire(world.editor)
    assert made["items"][0]["fields"]["Team"] == [wire(world.viewer), wire(world.editor)]
    nobody = await world.editor.http.post(path, json={"records": [{"fields": {"Owner": "Zed"}}], "typecast": True})
    assert (nobody.status_code, paths(nobody)) == (422, ["records[0].fields.Owner"])


async def test_filters_know_the_reader(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    table = await table_of(world)
    people = [[world.editor.id], [world.viewer.id, world.editor.id], [world.viewer.id], None]
    records = [{"fields": {"Name": str(n), "Team": team}} for n, team in enumerate(people)]
    await world.editor.post(f"/tables/{table}/records", {"records": records})

    async def names(who: Person, operator: str, value: object) -> list[str]:
        asked = {"filter": {"field": "Team", "operator": operator, "value": value}}
        found = await who.post(f"/tables/{table}/query", asked, 200)
        return [item["fields"]["Name"] for item in found["items"]]

    assert await names(world.editor, "hasAny", {"currentUser": True}) == ["0", "1"]
    assert await names(world.viewer, "hasAny", {"currentUser": True}) == ["1", "2"]
    assert await names(world.viewer, "hasExactly", [world.viewer.email]) == ["2"]
    assert await names(world.viewer, "hasNone", [world.viewer.id]) == ["0", "3"]
    groups = await world.viewer.post(f"/tables/{table}/query", {"groups": [{"field": "Team"}]}, 200)
    assert groups["groups"][0]["keys"] == [None]
    # A group is of all records with the same people, in whatever order.
    assert [wire(world.editor), wire(world.viewer)] in [group["keys"][0] for group in groups["groups"]]
    assert sum(group["count"] for group in groups["groups"]) == 4


async def test_the_number_of_statements_never_depends_on_the_number_of_people(acme: tuple[World, FastAPI]) -> None:
    world, app = acme
    path = f"/tables/{await table_of(world)}/records"
    staff = [world.owner, world.admin, world.creator, world.editor, world.viewer]

    async def statements(count: int) -> tuple[int, int]:
        fields = [
            {"Owner": staff[n % 5].email, "Team": [person.id for person in staff[: n % 5 + 1]]} for n in range(count)
        ]
        with counted(app) as written:
            await world.editor.post(path, {"records": [{"fields": each} for each in fields]})
        with counted(app) as read:
            await world.editor.get(f"{path}?limit={count}")
        return len(written), len(read)

    await statements(1)
    few, many = await statements(2), await statements(100)
    assert few == many
    with counted(app) as nobody:
        await world.editor.post(path, {"records": [{"fields": {"Name": "x"}}]})
    with counted(app) as somebody:
        await world.editor.post(path, {"records": [{"fields": {"Owner": world.editor.id}}]})
    assert len(somebody) == len(nobody) + 1


async def test_people_of_a_base_are_searched_by_name_and_address(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/bases/{world.base}/people"
    everybody = await world.viewer.get(path)
    assert wire(world.viewer) in everybody["items"]
    assert world.stranger.id not in {item["id"] for item in everybody["items"]}
    assert (await world.viewer.get(f"{path}?search={world.editor.name.upper()}"))["items"] == [wire(world.editor)]
    assert (await world.viewer.get(f"{path}?search=%25"))["items"] == []
    assert (await world.viewer.get(f"{path}?search=%00"))["items"] == []
    assert len((await world.viewer.get(f"{path}?limit=2"))["items"]) == 2
    assert (await world.stranger.http.get(path)).status_code == 404
    await world.creator.put(f"/bases/{world.base}/members", {"email": world.editor.email, "role": "none"})
    assert (await world.viewer.get(f"{path}?search={world.editor.name}"))["items"] == []
