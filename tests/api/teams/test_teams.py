"""Teams: who sees and changes them, who is in them, and what goes with them."""

import asyncio

import httpx2
import psycopg

from tests.support.app import World


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def _team(world: World, name: str = "Sellers") -> str:
    made = await world.admin.post(f"/workspaces/{world.workspace}/teams", {"name": name})
    return str(made["id"])


async def _names(world: World, team: str) -> list[str]:
    return [item["name"] for item in (await world.viewer.get(f"/teams/{team}/members"))["items"]]


def _policy_version(database_url: str, world: World) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT policy_version FROM dataos.workspaces WHERE id = %s", [world.workspace]
        ).fetchone()
    assert row is not None
    return int(row[0])


async def test_admins_make_teams_and_members_see_them(world: World) -> None:
    teams = f"/workspaces/{world.workspace}/teams"
    made = await world.admin.post(teams, {"name": " Sellers ", "description": "They sell"})

    assert (made["name"], made["members"], made["externalId"]) == ("Sellers", 0, None)
    assert [item["id"] for item in (await world.viewer.get(teams))["items"]] == [made["id"]]
    assert (await world.viewer.get(f"/teams/{made['id']}"))["description"] == "They sell"
    assert _code(await world.creator.http.post(teams, json={"name": "Mine"})) == (403, "forbidden")
    assert _code(await world.creator.http.patch(f"/teams/{made['id']}", json={"name": "X"})) == (403, "forbidden")
    assert _code(await world.stranger.http.get(f"/teams/{made['id']}")) == (404, "team_not_found")


async def test_a_name_is_taken_once_in_any_case(world: World) -> None:
    await _team(world, "Sellers")
    other = await _team(world, "Buyers")

    assert _code(await world.admin.http.post(f"/workspaces/{world.workspace}/teams", json={"name": "SELLERS"})) == (
        409,
        "name_taken",
    )
    assert _code(await world.admin.http.patch(f"/teams/{other}", json={"name": "sellers"})) == (409, "name_taken")
    assert (await world.admin.patch(f"/teams/{other}", {"name": "BUYERS"}))["name"] == "BUYERS"


async def test_people_come_and_go(world: World) -> None:
    team = await _team(world)
    members = f"/teams/{team}/members"

    for _ in range(2):
        assert (await world.admin.post(members, {"userId": world.editor.id}))["members"] == 1
    await world.admin.post(members, {"userId": world.viewer.id})
    assert await _names(world, team) == ["Edda", "Vera"]

    assert (await world.admin.put(members, {"userIds": [world.viewer.id, world.creator.id]}))["members"] == 2
    assert await _names(world, team) == ["Cleo", "Vera"]
    await world.admin.delete(f"{members}/{world.viewer.id}")
    assert _code(await world.admin.http.delete(f"{members}/{world.viewer.id}")) == (404, "member_not_found")
    assert (await world.admin.put(members, {"userIds": []}))["members"] == 0


async def test_only_members_of_the_workspace_are_in_its_teams(world: World) -> None:
    team = await _team(world)
    answer = await world.admin.http.put(
        f"/teams/{team}/members", json={"userIds": [world.editor.id, world.stranger.id, "usr_x", "\0"]}
    )

    assert _code(answer) == (422, "member_not_found")
    assert [fault["path"] for fault in answer.json()["errors"]] == ["userIds[1]", "userIds[2]", "userIds[3]"]
    assert await _names(world, team) == []


async def test_every_change_of_who_is_in_a_team_raises_the_policy_version(world: World, database_url: str) -> None:
    team = await _team(world)
    members = f"/teams/{team}/members"
    versions = [_policy_version(database_url, world)]
    await world.admin.post(members, {"userId": world.editor.id})
    versions.append(_policy_version(database_url, world))
    await world.admin.put(members, {"userIds": [world.viewer.id]})
    versions.append(_policy_version(database_url, world))
    await world.admin.delete(f"{members}/{world.viewer.id}")
    versions.append(_policy_version(database_url, world))
    await world.admin.delete(f"/teams/{team}")
    versions.append(_policy_version(database_url, world))

    assert versions == sorted(set(versions))


async def test_a_deleted_team_takes_what_names_it_with_it(world: World, database_url: str) -> None:
    team, other = await _team(world), await _team(world, "Buyers")
    with psycopg.connect(database_url, autocommit=True) as connection:
        for each in (team, other):
            connection.execute(
                "INSERT INTO dataos.table_grants VALUES (%s, 'team', %s, 'read')", [world.table_id, each]
            )
            connection.execute(
                "INSERT INTO dataos.field_grants VALUES (%s, 'team', %s, 'read')", [world.field("Amount"), each]
            )
            connection.execute("INSERT INTO dataos.view_grants VALUES (%s, 'team', %s, 'read')", [world.view(), each])
            connection.execute(
                "INSERT INTO dataos.row_rules (id, table_id, subject_type, subject_id, access, filter)"
                " VALUES (%s, %s, 'team', %s, 'read', '{}')",
                [f"rul_{each}", world.table_id, each],
            )
    invited = await world.admin.post(
        f"/workspaces/{world.workspace}/invitations", {"role": "member", "teamIds": [team, other]}
    )
    await world.creator.put(f"/bases/{world.base}/members", {"teamId": team, "role": "viewer"})

    await world.admin.delete(f"/teams/{team}")

    with psycopg.connect(database_url) as connection:
        for table in ("table_grants", "field_grants", "view_grants", "row_rules"):
            rows = connection.execute(f"SELECT subject_id FROM dataos.{table}".encode()).fetchall()
            assert rows == [(other,)], table
    [listed] = (await world.admin.get(f"/workspaces/{world.workspace}/invitations"))["items"]
    assert (listed["id"], [item["id"] for item in listed["teams"]]) == (invited["id"], [other])
    assert [item for item in (await world.creator.get(f"/bases/{world.base}/members"))["items"] if item["team"]] == []
    assert _code(await world.admin.http.get(f"/teams/{team}")) == (404, "team_not_found")


async def test_of_two_who_delete_and_fill_a_team_at_once_nobody_is_left_in_nothing(
    world: World, database_url: str
) -> None:
    team = await _team(world)

    answers = await asyncio.gather(
        world.owner.http.delete(f"/teams/{team}"),
        world.admin.http.post(f"/teams/{team}/members", json={"userId": world.editor.id}),
    )

    assert answers[0].status_code == 204
    assert answers[1].status_code in {201, 404}
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.team_members").fetchone() == (0,)


async def test_leaving_the_workspace_is_leaving_its_teams(world: World) -> None:
    team = await _team(world)
    await world.admin.put(f"/teams/{team}/members", {"userIds": [world.editor.id, world.viewer.id]})

    await world.editor.delete(f"/workspaces/{world.workspace}/members/{world.editor.id}")

    assert await _names(world, team) == ["Vera"]
