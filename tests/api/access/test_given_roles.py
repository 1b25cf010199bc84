"""Own role in a base > best of the teams' > the workspace's usual one: SQL says what the model in core says."""

import itertools
from typing import Any

import psycopg
from fastapi import FastAPI

from api.access.service import Access
from core.access.roles import GivenRole, Guest, Standing, WorkspaceRole, effective_base_role, given_role
from tests.support.app import Person, World, register

OWN: tuple[GivenRole | None, ...] = (None, GivenRole.NONE, GivenRole.VIEWER, GivenRole.CREATOR)
TEAMS: tuple[tuple[GivenRole, ...], ...] = (
    (),
    (GivenRole.NONE,),
    (GivenRole.NONE, GivenRole.COMMENTER),
    (GivenRole.EDITOR, GivenRole.VIEWER),
    (GivenRole.CREATOR,),
)
USUAL = (GivenRole.NONE, GivenRole.VIEWER, GivenRole.EDITOR)


async def _seen(person: Person, world: World) -> str | None:
    base = await person.http.get(f"/bases/{world.base}")
    listed = await person.http.get(f"/workspaces/{world.workspace}/bases")
    items: list[dict[str, Any]] = listed.json().get("items", [])
    assert [item["role"] for item in items] == ([base.json()["role"]] if base.is_success else [])
    table = await person.http.get(f"/tables/{world.table_id}/records")
    assert table.is_success == base.is_success
    return base.json()["role"] if base.is_success else None


async def test_every_combination_gives_the_role_that_the_model_gives(
    app: FastAPI, world: World, database_url: str
) -> None:
    person = await register(app, "Nora")
    found: dict[tuple[Any, ...], str | None] = {}
    expected: dict[tuple[Any, ...], str | None] = {}
    standings: tuple[Standing, ...] = (Guest.GUEST, WorkspaceRole.MEMBER, WorkspaceRole.ADMIN)
    teams = [await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": f"T{at}"}) for at in range(2)]
    with psycopg.connect(database_url, autocommit=True) as connection:
        for standing, own, given, usual in itertools.product(standings, OWN, TEAMS, USUAL):
            for table in ("base_teams", "team_members"):
                connection.execute(f"DELETE FROM dataos.{table}".encode())
            connection.execute("DELETE FROM dataos.base_members WHERE user_id = %s", [person.id])
            connection.execute("DELETE FROM dataos.workspace_members WHERE user_id = %s", [person.id])
            connection.execute(
                "UPDATE dataos.workspaces SET default_base_role = %s, policy_version = policy_version + 1",
                [usual.value],
            )
            if not isinstance(standing, Guest):
                connection.execute(
                    "INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (%s, %s, %s)",
                    [world.workspace, person.id, standing.value],
                )
            if own is not None:
                connection.execute(
                    "INSERT INTO dataos.base_members VALUES (%s, %s, %s)", [world.base, person.id, own.value]
                )
            for team, role in zip(teams, given, strict=False):
                connection.execute(
                    "INSERT INTO dataos.team_members (team_id, user_id) VALUES (%s, %s)", [team["id"], person.id]
                )
                connection.execute(
                    "INSERT INTO dataos.base_teams VALUES (%s, %s, %s)", [world.base, team["id"], role.value]
                )
            case = (standing, own, given, usual)
            role = effective_base_role(standing, given_role(own, given), usual)
            expected[case] = None if role is None else role.value
            app.state.services.get(Access).forget_table(_number(connection, world))
            found[case] = await _seen(person, world)

    assert found == expected


def _number(connection: psycopg.Connection, world: World) -> int:
    row = connection.execute("SELECT number FROM dataos.tables WHERE id = %s", [world.table_id]).fetchone()
    assert row is not None
    return int(row[0])


async def test_a_team_opens_a_base_and_closes_it(world: World) -> None:
    here = f"/workspaces/{world.workspace}"
    await world.owner.patch(here, {"defaultBaseRole": "none"})
    await world.owner.post(f"{here}/members", {"email": world.stranger.email})
    assert (await world.stranger.get(f"{here}/bases"))["items"] == []
    team = await world.owner.post(f"{here}/teams", {"name": "Sellers"})
    await world.owner.post(f"/teams/{team['id']}/members", {"userId": world.stranger.id})

    await world.creator.put(f"/bases/{world.base}/members", {"teamId": team["id"], "role": "commenter"})

    assert (await world.stranger.get(f"/bases/{world.base}"))["role"] == "commenter"
    listed = await world.creator.get(f"/bases/{world.base}/members")
    assert listed["defaultRole"] == "none"
    assert [(item["team"]["name"], item["role"]) for item in listed["items"] if item["team"]] == [
        ("Sellers", "commenter")
    ]
    people = (await world.stranger.get(f"/bases/{world.base}/people?search=stan"))["items"]
    assert [item["id"] for item in people] == [world.stranger.id]

    await world.creator.delete(f"/bases/{world.base}/teams/{team['id']}")
    assert (await world.stranger.http.get(f"/bases/{world.base}")).status_code == 404
    assert (await world.stranger.http.get(f"/tables/{world.table_id}/records")).status_code == 404


async def test_taking_a_persons_own_role_away_gives_them_the_usual_one(world: World) -> None:
    await world.creator.delete(f"/bases/{world.base}/members/{world.viewer.id}/role")

    assert (await world.viewer.get(f"/bases/{world.base}"))["role"] == "editor"
    again = await world.creator.http.delete(f"/bases/{world.base}/members/{world.viewer.id}/role")
    assert (again.status_code, again.json()["code"]) == (404, "member_not_found")


async def test_teams_of_other_workspaces_are_not_found(world: World) -> None:
    other = await world.stranger.post("/workspaces", {"name": "Theirs"})
    team = await world.stranger.post(f"/workspaces/{other['id']}/teams", {"name": "Theirs"})
    for key in (team["id"], "tea_x", "\0"):
        answer = await world.creator.http.put(f"/bases/{world.base}/members", json={"teamId": key, "role": "viewer"})
        assert (answer.status_code, answer.json()["code"]) == (404, "team_not_found")
    both = {"teamId": team["id"], "email": world.viewer.email, "role": "viewer"}
    for body in (both, {"role": "viewer"}):
        assert (await world.creator.http.put(f"/bases/{world.base}/members", json=body)).status_code == 422


async def test_the_usual_role_is_for_admins_to_change_and_holds_at_once(world: World) -> None:
    here = f"/workspaces/{world.workspace}"
    await world.owner.post(f"{here}/members", {"email": world.stranger.email})
    assert (await world.stranger.get(f"/tables/{world.table_id}/records"))["items"] == []

    refused = await world.creator.http.patch(here, json={"defaultBaseRole": "viewer"})
    assert refused.status_code == 403
    assert (await world.admin.patch(here, {"defaultBaseRole": "viewer"}))["defaultBaseRole"] == "viewer"

    body = {"records": [{"fields": {"Name": "A"}}]}
    assert (await world.stranger.http.post(f"/tables/{world.table_id}/records", json=body)).status_code == 403
    assert (await world.creator.get(f"/bases/{world.base}"))["role"] == "creator"
