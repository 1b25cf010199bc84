"""Teams that a directory keeps, over SCIM."""

from typing import Any

import psycopg
import pytest

from tests.support.app import World
from tests.support.directory import Directory, user_body


def _ids(group: Any) -> set[str]:
    return {member["value"] for member in group["members"]}


async def test_a_group_is_a_team(directory: Directory, world: World, database_url: str) -> None:
    ann, ben = await directory.user("ann"), await directory.user("ben")
    body = {"displayName": "Guides", "externalId": "g-1", "members": [{"value": ann["id"]}, {"value": ben["id"]}]}
    made = await directory.call("POST", "/Groups", body, 201)

    assert (made["displayName"], made["externalId"], _ids(made)) == ("Guides", "g-1", {ann["id"], ben["id"]})
    assert (await directory.call("GET", f"/Groups/{made['id']}")) == made
    found = await directory.call("GET", f"/Users/{ann['id']}")
    assert [group["display"] for group in found["groups"]] == ["Guides"]
    with psycopg.connect(database_url) as connection:
        team = connection.execute("SELECT name, external_id, workspace_id FROM dataos.teams").fetchall()
    assert team == [("Guides", "g-1", world.workspace)]


async def test_members_come_and_go(directory: Directory, world: World, database_url: str) -> None:
    people = [(await directory.user(name))["id"] for name in "abc"]
    group = await directory.call("POST", "/Groups", {"displayName": "G", "members": [{"value": people[0]}]}, 201)
    path = f"/Groups/{group['id']}"

    added = await directory.patch(
        path, {"op": "Add", "path": "members", "value": [{"value": people[1]}, {"value": people[2]}]}
    )
    assert _ids(added) == set(people)
    removed = await directory.patch(path, {"op": "remove", "path": f'members[value eq "{people[0]}"]'})
    assert _ids(removed) == {people[1], people[2]}
    azure = await directory.patch(path, {"op": "Remove", "path": "members", "value": [{"value": people[1]}]})
    assert _ids(azure) == {people[2]}
    renamed = await directory.patch(path, {"op": "replace", "value": {"id": group["id"], "displayName": "H"}})
    assert (renamed["displayName"], _ids(renamed)) == ("H", {people[2]})
    replaced = await directory.call("PUT", path, {"displayName": "H", "members": []})
    assert replaced["members"] == []


async def test_who_was_put_into_the_team_by_hand_stays(directory: Directory, world: World, database_url: str) -> None:
    ann = await directory.user("ann")
    group = await directory.call("POST", "/Groups", {"displayName": "G", "members": [{"value": ann["id"]}]}, 201)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO dataos.team_members VALUES (%s, %s)", [group["id"], world.editor.id])
        after = await directory.call("PUT", f"/Groups/{group['id']}", {"displayName": "G", "members": []})
        found = connection.execute("SELECT user_id FROM dataos.team_members").fetchall()
    assert (after["members"], found) == ([], [(world.editor.id,)])


async def test_only_who_belongs_to_the_workspace_comes_into_a_team(
    directory: Directory, world: World, database_url: str
) -> None:
    body = user_body("stan", userName="stan", emails=[{"value": world.stranger.email}])
    ann, stan = await directory.user("ann"), await directory.call("POST", "/Users", body, 201)
    await directory.patch(f"/Users/{stan['id']}", {"op": "replace", "path": "active", "value": False})
    with psycopg.connect(database_url) as connection:
        suspended = connection.execute(
            "SELECT user_id FROM dataos.workspace_members WHERE suspended_at IS NOT NULL"
        ).fetchall()
    assert suspended == [(stan["id"],)]
    members = [{"value": ann["id"]}, {"value": stan["id"]}]
    made = await directory.call("POST", "/Groups", {"displayName": "G", "members": members}, 201)
    assert _ids(made) == {ann["id"]}


async def test_changes_of_members_raise_the_policy_version(
    directory: Directory, world: World, database_url: str
) -> None:
    ann = await directory.user("ann")
    group = await directory.call("POST", "/Groups", {"displayName": "G"}, 201)
    with psycopg.connect(database_url, autocommit=True) as connection:
        ask = "SELECT policy_version FROM dataos.workspaces WHERE id = %s"
        versions = [connection.execute(ask, [world.workspace]).fetchone()]
        await directory.patch(
            f"/Groups/{group['id']}", {"op": "add", "path": "members", "value": [{"value": ann["id"]}]}
        )
        versions.append(connection.execute(ask, [world.workspace]).fetchone())
        await directory.call("DELETE", f"/Groups/{group['id']}", status=204)
        versions.append(connection.execute(ask, [world.workspace]).fetchone())
    assert len(set(versions)) == 3


async def test_a_deleted_group_takes_its_grants_with_it(directory: Directory, world: World, database_url: str) -> None:
    group = await directory.call("POST", "/Groups", {"displayName": "G"}, 201)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.table_grants VALUES (%s, 'team', %s, 'read')", [world.table_id, group["id"]]
        )
        await directory.call("DELETE", f"/Groups/{group['id']}", status=204)
        left = connection.execute("SELECT count(*) FROM dataos.table_grants").fetchone()
    assert left == (0,)
    await directory.call("GET", f"/Groups/{group['id']}", status=404)


async def test_groups_are_found(directory: Directory) -> None:
    ann = await directory.user("ann")
    await directory.call("POST", "/Groups", {"displayName": "Guides", "externalId": "1"}, 201)
    await directory.call("POST", "/Groups", {"displayName": "Sales", "members": [{"value": ann["id"]}]}, 201)
    cases = {
        'displayName eq "guides"': ["Guides"],
        'externalId eq "1"': ["Guides"],
        f'members eq "{ann["id"]}"': ["Sales"],
        f'members[value eq "{ann["id"]}"]': ["Sales"],
        'displayName co "s"': ["Guides", "Sales"],
    }
    for text, expected in cases.items():
        found = (await directory.http.get("/scim/v2/Groups", params={"filter": text})).json()
        assert [item["displayName"] for item in found["Resources"]] == expected, text
    without = await directory.call("GET", "/Groups?excludedAttributes=members")
    assert all("members" not in item for item in without["Resources"])


async def test_teams_that_people_made_are_not_the_directorys(
    directory: Directory, world: World, database_url: str
) -> None:
    team = "tea_01h455vb4pex5vsknk084sn02q"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.teams (id, workspace_id, name) VALUES (%s, %s, 'Ours')", [team, world.workspace]
        )
    assert (await directory.call("GET", "/Groups"))["totalResults"] == 0
    await directory.call("DELETE", f"/Groups/{team}", status=404)
    refused = await directory.call("POST", "/Groups", {"displayName": "ours"}, 409)
    assert refused["scimType"] == "uniqueness"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"displayName": ""},
        {"displayName": "x" * 201},
        {"displayName": "G", "members": "x"},
        {"displayName": "G", "members": [{"value": "usr_01h455vb4pex5vsknk084sn02q"}]},
        {"displayName": "G", "members": [{}]},
        {"displayName": "G", "members": [{"value": "\0"}]},
    ],
)
async def test_groups_that_make_no_sense_are_refused(directory: Directory, body: Any) -> None:
    refused = await directory.call("POST", "/Groups", body, 400)
    assert refused["scimType"] == "invalidValue"
    assert (await directory.call("GET", "/Groups"))["totalResults"] == 0
