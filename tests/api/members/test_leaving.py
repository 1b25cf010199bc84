"""What goes with somebody who leaves a workspace, and who takes over their automations."""

import asyncio
from typing import Any

import httpx2
import psycopg
import pytest

from tests.support.app import Person, World
from tests.support.bodies import AUTOMATION


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _member(world: World, person: Person) -> str:
    return f"/workspaces/{world.workspace}/members/{person.id}"


async def _automation(person: Person, world: World, name: str = "Stamp") -> str:
    made = await person.post(f"/tables/{world.table_id}/automations", {**AUTOMATION, "name": name})
    await person.post(f"/automations/{made['id']}/publish", None, 200)
    return str(made["id"])


async def _titles(person: Person) -> list[tuple[str, str]]:
    return [(item["title"], item["body"]) for item in (await person.get("/notifications"))["items"]]


async def test_the_preview_counts_what_would_go(world: World) -> None:
    await _automation(world.creator, world)
    off = await _automation(world.creator, world, "Off")
    await world.creator.post(f"/automations/{off}/disable", None, 200)
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await world.owner.post(f"/teams/{team['id']}/members", {"userId": world.creator.id})
    guest = {"email": "new@example.org", "bases": [{"baseId": world.base, "role": "viewer"}]}
    await world.creator.post(f"/workspaces/{world.workspace}/invitations", guest)

    expected = {"automations": 2, "automationsOn": 1, "bases": 1, "teams": 1, "invitations": 1}
    for person in (world.admin, world.creator):
        assert await person.get(f"{_member(world, world.creator)}/removal") == expected
    for person, target, status in (
        (world.viewer, world.creator, (403, "forbidden")),
        (world.admin, world.owner, (403, "forbidden")),
        (world.admin, world.stranger, (404, "member_not_found")),
    ):
        answer = await person.http.get(f"{_member(world, target)}/removal")
        assert _code(answer) == status


async def test_automations_of_somebody_who_leaves_are_switched_off_and_owners_told(world: World) -> None:
    kept = await _automation(world.owner, world, "Kept")
    gone = await _automation(world.creator, world, "Gone")

    await world.creator.delete(_member(world, world.creator))

    assert (await world.owner.get(f"/automations/{gone}"))["enabled"] is False
    assert (await world.owner.get(f"/automations/{kept}"))["enabled"] is True
    [(title, body)] = await _titles(world.owner)
    assert title == "1 automation switched off: Cleo left the workspace"
    assert body.startswith("Gone. They acted as Cleo.")
    assert await _titles(world.admin) == []


async def test_nobody_is_told_of_nothing(world: World) -> None:
    await world.viewer.delete(_member(world, world.viewer))
    assert await _titles(world.owner) == []


async def test_an_admin_hands_the_automations_on(world: World) -> None:
    automation = await _automation(world.creator, world)

    await world.admin.delete(f"{_member(world, world.creator)}?handTo={world.admin.id}")

    found = await world.owner.get(f"/automations/{automation}")
    assert (found["enabled"], found["createdBy"]["id"]) == (True, world.admin.id)
    assert await _titles(world.owner) == []


@pytest.mark.parametrize(
    ("taker", "status"),
    [
        ("editor", (409, "cannot_take_over")),
        ("stranger", (404, "member_not_found")),
        ("owner", (403, "forbidden")),
        ("creator", (409, "cannot_take_over")),
    ],
)
async def test_who_cannot_take_over(world: World, taker: str, status: tuple[int, str]) -> None:
    automation = await _automation(world.creator, world)
    person: Person = getattr(world, taker)

    answer = await world.admin.http.delete(f"{_member(world, world.creator)}?handTo={person.id}")

    assert _code(answer) == status
    assert (await world.creator.get(f"/automations/{automation}"))["enabled"] is True


async def test_nobody_who_leaves_makes_their_automations_act_as_somebody_else(world: World) -> None:
    await _automation(world.creator, world)
    answer = await world.creator.http.delete(f"{_member(world, world.creator)}?handTo={world.owner.id}")
    assert _code(answer) == (403, "forbidden")


async def test_grants_that_give_somebody_something_go_with_them_here_only(world: World, database_url: str) -> None:
    theirs = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    base = await world.stranger.post(f"/workspaces/{theirs}/bases", {"name": "B"})
    table: dict[str, Any] = await world.stranger.post(f"/bases/{base['id']}/tables", {"name": "T"})
    with psycopg.connect(database_url, autocommit=True) as connection:
        for each in (world.table, table):
            for person in (world.editor, world.viewer):
                _name(connection, each, person.id)

    await world.owner.delete(_member(world, world.editor))

    with psycopg.connect(database_url) as connection:
        for noun, kept in (("table_grants", 0), ("field_grants", 0), ("view_grants", 0), ("row_rules", 1)):
            rows = connection.execute(f"SELECT subject_id FROM dataos.{noun}".encode()).fetchall()
            named = [world.viewer.id] * 2 + [world.editor.id] * (1 + kept)
            assert sorted(row[0] for row in rows) == sorted(named), noun


def _name(connection: psycopg.Connection, table: dict[str, Any], user: str) -> None:
    field, view = table["fields"][0]["id"], table["views"][0]["id"]
    connection.execute("INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'read')", [table["id"], user])
    connection.execute("INSERT INTO dataos.field_grants VALUES (%s, 'user', %s, 'read')", [field, user])
    connection.execute("INSERT INTO dataos.view_grants VALUES (%s, 'user', %s, 'read')", [view, user])
    connection.execute(
        "INSERT INTO dataos.row_rules (id, table_id, subject_type, subject_id, access, filter)"
        " VALUES (%s, %s, 'user', %s, 'read', '{}')",
        [f"{table['id']}{user}", table["id"], user],
    )


async def test_of_two_removals_at_once_one_finds_nobody(world: World) -> None:
    await _automation(world.creator, world)
    answers = await asyncio.gather(
        world.owner.http.delete(_member(world, world.creator)),
        world.admin.http.delete(f"{_member(world, world.creator)}?handTo={world.admin.id}"),
    )
    assert sorted(answer.status_code for answer in answers) == [204, 404]


async def test_what_closes_something_to_a_person_is_still_closed_when_they_come_back(world: World) -> None:
    editor, owner = world.editor, world.owner
    subject = {"type": "user", "id": editor.id}
    closed = await owner.post(
        f"/bases/{world.base}/tables", {"name": "Closed", "fields": [{"name": "A", "type": "text"}]}
    )
    other = await owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    await owner.put(f"/bases/{other['id']}/members", {"email": editor.email, "role": "none"})
    narrow = {"conjunction": "and", "filters": [{"field": "Name", "operator": "equals", "value": "Mine"}]}
    grants, rules = f"/fields/{world.field('Amount')}/grants", f"/tables/{world.table_id}/rules"
    await owner.put(f"/tables/{closed['id']}/grants", {"grants": [{"subject": subject, "level": "none"}]})
    await owner.put(f"/tables/{world.table_id}/grants", {"grants": [{"subject": subject, "level": "admin"}]})
    await owner.put(grants, {"grants": [{"subject": subject, "level": "hidden"}]})
    await owner.put(rules, {"rules": [{"subject": subject, "access": "read", "filter": narrow}]})
    for name in ("Mine", "Theirs"):
        await owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": name, "Amount": 1}}]})

    await editor.delete(_member(world, editor))
    # Lists that name somebody who has left can still be saved.
    for path, key in ((grants, "grants"), (rules, "rules")):
        told = (await owner.get(path))[key]
        again = [
            {name: value for name, value in item.items() if name in {"id", "level", "access", "filter"}}
            | {"subject": {"type": "user", "id": item["subject"]["id"]}}
            for item in told
        ]
        assert (await owner.put(path, {key: again}))[key] == told
    assert (await owner.get(f"/tables/{world.table_id}/grants"))["grants"] == []
    assert (await editor.http.get(f"/tables/{world.table_id}")).status_code == 404
    await owner.post(f"/workspaces/{world.workspace}/members", {"email": editor.email, "role": "member"})

    records = (await editor.get(f"/tables/{world.table_id}/records"))["items"]
    assert [record["fields"] for record in records] == [{"Name": "Mine", "Status": None}]
    assert (await editor.http.get(f"/tables/{closed['id']}")).status_code == 404
    assert (await editor.http.get(f"/bases/{other['id']}")).status_code == 404
