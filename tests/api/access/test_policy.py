"""What grants and row rules do to the records of a table, over HTTP: for each way in, who sees and changes what."""

import asyncio
import json
from typing import Any

import psycopg
import pytest

from tests.support.app import Person, World

EVERYONE, EDITORS, CREATORS = (
    {"type": "everyone"},
    {"type": "role", "role": "editor"},
    {"type": "role", "role": "creator"},
)
EVERY: dict[str, Any] = {"conjunction": "and", "filters": []}
TEAMS = ("tea_01h2xcejqtf2nbrexx3vqjhp41", "tea_01h2xcejqtf2nbrexx3vqjhp42")


def _user(person: Person) -> dict[str, str]:
    return {"type": "user", "id": person.id}


def _is(field: str, value: Any, operator: str = "equals") -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


async def _grant(world: World, path: str, *grants: tuple[dict[str, str], str]) -> None:
    body = {"grants": [{"subject": subject, "level": level} for subject, level in grants]}
    await world.owner.put(f"{path}/grants", body)


async def _rules(world: World, *rules: tuple[dict[str, str], str, dict[str, Any]]) -> None:
    body = [{"subject": subject, "access": access, "filter": asked} for subject, access, asked in rules]
    await world.owner.put(f"/tables/{world.table_id}/rules", {"rules": body})


async def _rows(world: World, *rows: dict[str, Any]) -> list[str]:
    body = {"records": [{"fields": row} for row in rows]}
    return [item["id"] for item in (await world.owner.post(f"/tables/{world.table_id}/records", body))["items"]]


async def _names(person: Person, world: World) -> list[str]:
    page = await person.get(f"/tables/{world.table_id}/records")
    return [item["fields"]["Name"] for item in page["items"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"filter": _is("{}", 3)},
        {"sorts": [{"field": "{}"}]},
        {"groups": [{"field": "{}"}]},
        {"aggregates": [{"fn": "sum", "field": "{}"}]},
        {"fields": ["{}"]},
        {"search": "3", "searchFields": ["{}"]},
    ],
)
async def test_a_hidden_field_is_told_like_one_that_never_was(world: World, asked: dict[str, Any]) -> None:
    await _grant(world, f"/fields/{world.field('Amount')}", (EDITORS, "hidden"))

    told = []
    for name in ("Amount", world.field("Amount"), "Amuont"):
        answer = await world.editor.http.post(
            f"/tables/{world.table_id}/query", json=json.loads(json.dumps(asked).replace("{}", name))
        )
        problem = answer.json()
        told.append((answer.status_code, problem["code"], [fault["path"] for fault in problem["errors"]]))
        assert "Amount" not in answer.text.replace(name, "")

    assert told[0] == told[1] == told[2]
    assert told[0][:2] == (422, "unknown_field")


async def test_a_hidden_field_is_not_in_records_and_cannot_be_written(world: World) -> None:
    record, *_ = await _rows(world, {"Name": "a", "Amount": 3})
    await _grant(world, f"/fields/{world.field('Amount')}", (_user(world.editor), "hidden"), (CREATORS, "hidden"))
    records = f"/tables/{world.table_id}/records"

    for person, sees in ((world.editor, False), (world.creator, False), (world.viewer, True), (world.owner, True)):
        assert ("Amount" in (await person.get(f"/records/{record}"))["fields"]) is sees
    for name in ("Amount", "Nothing"):
        change = await world.editor.http.patch(f"/records/{record}", json={"fields": {name: 5}})
        making = await world.editor.http.post(records, json={"records": [{"fields": {name: 5}}]})
        assert [answer.json()["code"] for answer in (change, making)] == ["unknown_field"] * 2
    made = await world.editor.post(records, {"records": [{"fields": {"Name": "b"}}]})

    assert "Amount" not in made["items"][0]["fields"]
    assert (await world.owner.get(f"/records/{record}"))["fields"]["Amount"] == 3


async def test_a_field_that_may_be_read_only_is_read_and_not_written(world: World) -> None:
    record, *_ = await _rows(world, {"Name": "a", "Amount": 3})
    await _grant(world, f"/fields/{world.field('Amount')}", (EDITORS, "read"))
    path = f"/records/{record}"

    refused = await world.editor.http.patch(path, json={"fields": {"Amount": 5}})
    both = await world.editor.http.patch(path, json={"fields": {"Name": "b", "Amount": 5}})

    assert {refused.status_code, both.status_code} <= {403, 422}
    assert (await world.editor.get(path))["fields"] | {"Status": None} == {"Name": "a", "Amount": 3, "Status": None}
    await world.editor.patch(path, {"fields": {"Name": "b"}})
    await world.creator.patch(path, {"fields": {"Amount": 7}})
    assert (await world.owner.get(path))["fields"]["Amount"] == 7


async def test_a_viewer_changes_only_the_field_that_is_open_to_them(world: World) -> None:
    record, *_ = await _rows(world, {"Name": "a", "Amount": 3})
    await _grant(world, f"/fields/{world.field('Amount')}", (_user(world.viewer), "edit"))

    await world.viewer.patch(f"/records/{record}", {"fields": {"Amount": 4}})

    codes = [
        (await world.viewer.http.patch(f"/records/{record}", json={"fields": {"Name": "b"}})).status_code,
        (await world.viewer.http.post(f"/tables/{world.table_id}/records", json={"records": [{}]})).status_code,
        (await world.viewer.http.delete(f"/records/{record}")).status_code,
    ]
    assert set(codes) <= {403, 422}
    assert (await world.owner.get(f"/records/{record}"))["fields"]["Name"] == "a"


async def test_the_nearest_grant_decides_and_the_best_of_the_teams(world: World, database_url: str) -> None:
    table, team = f"/tables/{world.table_id}", [{"type": "team", "id": key} for key in TEAMS]
    with psycopg.connect(database_url) as connection:
        for key in TEAMS:
            connection.execute(
                "INSERT INTO dataos.teams (id, workspace_id, name) VALUES (%s, %s, %s)", [key, world.workspace, key]
            )
            connection.execute(
                "INSERT INTO dataos.team_members (team_id, user_id) VALUES (%s, %s)", [key, world.editor.id]
            )
    making = {"records": [{"fields": {"Name": "x"}}]}
    cases: list[tuple[list[tuple[dict[str, str], str]], int, int]] = [
        ([(EVERYONE, "none")], 404, 404),
        ([(EVERYONE, "none"), (EDITORS, "read")], 200, 403),
        ([(EDITORS, "none"), (team[0], "read")], 200, 403),
        ([(EDITORS, "none"), (team[0], "read"), (team[1], "edit")], 200, 201),
        ([(team[0], "edit"), (team[1], "admin"), (_user(world.editor), "read")], 200, 403),
        ([(team[0], "admin"), (_user(world.editor), "none")], 404, 404),
        ([(_user(world.viewer), "none")], 200, 201),
    ]
    for grants, reads, writes in cases:
        await _grant(world, table, *grants)
        found = (await world.editor.http.get(f"{table}/records")).status_code
        made = (await world.editor.http.post(f"{table}/records", json=making)).status_code
        assert (found, made) == (reads, writes), grants
        assert (await world.owner.http.get(f"{table}/records")).status_code == 200


async def test_rules_bind_before_and_after_a_change(world: World) -> None:
    mine, seen, unseen = await _rows(
        world, {"Name": "mine", "Amount": 1}, {"Name": "seen", "Amount": 5}, {"Name": "unseen", "Amount": 9}
    )
    await _rules(world, (EDITORS, "write", _is("Amount", 2, "lessOrEqual")), (EDITORS, "read", _is("Amount", 5)))
    records = f"/tables/{world.table_id}/records"

    assert await _names(world.editor, world) == ["mine", "seen"]
    await world.editor.patch(f"/records/{mine}", {"fields": {"Amount": 2}})
    out_of_sight = await world.editor.http.patch(f"/records/{mine}", json={"fields": {"Amount": 9}})
    out_of_reach = await world.editor.http.patch(f"/records/{mine}", json={"fields": {"Amount": 5}})
    not_mine = await world.editor.http.patch(f"/records/{seen}", json={"fields": {"Amount": 1}})
    not_there = await world.editor.http.patch(f"/records/{unseen}", json={"fields": {"Amount": 1}})
    making = await world.editor.http.post(records, json={"records": [{"fields": {"Name": "x", "Amount": 9}}]})
    deleting = [(await world.editor.http.delete(f"/records/{key}")).status_code for key in (seen, unseen)]

    assert all(answer.status_code in {403, 422} for answer in (out_of_sight, out_of_reach, not_mine, making))
    assert not_there.status_code == 404
    assert deleting == [not_mine.status_code, 404]
    kept = await world.owner.get(records)
    assert [item["fields"]["Amount"] for item in kept["items"]] == [2, 5, 9]
    made = await world.editor.post(records, {"records": [{"fields": {"Name": "y", "Amount": 0}}]})
    await world.editor.delete(f"/records/{made['items'][0]['id']}")


async def test_rules_ask_for_the_current_user_and_over_links(world: World) -> None:
    firms = await world.owner.post(
        f"/bases/{world.base}/tables", {"name": "Firms", "fields": [{"name": "Country", "type": "text"}]}
    )
    made = await world.owner.post(
        f"/tables/{firms['id']}/records", {"records": [{"fields": {"Country": name}} for name in ("GR", "FR")]}
    )
    greek, french = (item["id"] for item in made["items"])
    fields = f"/tables/{world.table_id}/fields"
    await world.owner.post(fields, {"name": "Firm", "type": "link", "config": {"tableId": firms["id"]}})
    await world.owner.post(fields, {"name": "Person", "type": "user"})
    await _rows(
        world,
        {"Name": "a", "Firm": [greek]},
        {"Name": "b", "Firm": [french], "Person": world.viewer.id},
        {"Name": "c", "Person": world.viewer.id},
        {"Name": "d"},
    )

    await _rules(
        world,
        (EDITORS, "read", _is("Firm.Country", "GR")),
        (_user(world.viewer), "read", _is("Person", {"currentUser": True})),
    )
    assert (await _names(world.editor, world), await _names(world.viewer, world)) == (["a"], ["b", "c"])

    await _rules(world, (EVERYONE, "read", EVERY), (EVERYONE, "none", _is("Firm.Country", "FR")))
    assert await _names(world.editor, world) == ["a", "c", "d"]


async def test_a_rule_that_is_not_understood_any_more_fails_closed(world: World) -> None:
    await _rows(world, {"Name": "a", "Amount": 1}, {"Name": "b", "Amount": 2})
    open_to_editors = (EDITORS, "read", EVERY)
    await _rules(
        world,
        open_to_editors,
        (EDITORS, "none", _is("Amount", 1)),
        (_user(world.viewer), "read", _is("Amount", 1)),
    )
    assert (await _names(world.editor, world), await _names(world.viewer, world)) == (["b"], ["a"])

    await world.owner.delete(f"/fields/{world.field('Amount')}")

    assert (await _names(world.editor, world), await _names(world.viewer, world)) == ([], [])
    assert await _names(world.commenter, world) == ["a", "b"]


async def test_owners_and_admins_are_above_rules_and_creators_are_not(world: World) -> None:
    record, *_ = await _rows(world, {"Name": "a"})
    await _rules(world, (EVERYONE, "none", EVERY), (EVERYONE, "write", EVERY))

    assert [await _names(person, world) for person in (world.owner, world.admin)] == [["a"], ["a"]]
    assert await _names(world.creator, world) == []
    assert (await world.creator.http.get(f"/records/{record}")).status_code == 404
    await world.creator.put(f"/tables/{world.table_id}/rules", {"rules": []})
    assert await _names(world.creator, world) == ["a"]


async def test_a_grant_that_is_taken_away_while_requests_run_ends_with_its_answer(world: World) -> None:
    await _rows(world, {"Name": "a"})
    table = f"/tables/{world.table_id}"
    await _grant(world, table, (_user(world.viewer), "edit"))
    ended = asyncio.Event()
    late: list[int] = []

    async def ask() -> None:
        while not late:
            was = ended.is_set()
            read = await world.viewer.http.get(f"{table}/records")
            write = await world.viewer.http.post(f"{table}/records", json={"records": [{"fields": {"Name": "x"}}]})
            assert {read.status_code, write.status_code} <= {200, 201, 404}
            if was:
                late.extend([read.status_code, write.status_code])

    async def close() -> None:
        await asyncio.sleep(0.2)
        await _grant(world, table, (_user(world.viewer), "none"))
        ended.set()

    await asyncio.gather(ask(), ask(), ask(), close())

    assert set(late) == {404}
