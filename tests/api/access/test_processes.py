"""Two API processes on one database: what one of them changes, the other obeys with its next answer."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, Person, World, client_of, make_world, running, settings_for


@dataclass(frozen=True)
class Pair:
    """``world`` lives in the first process; ``there`` speaks to the second one, and ``again`` in a second session."""

    world: World
    first: FastAPI
    second: FastAPI

    def there(self, person: Person) -> httpx2.AsyncClient:
        return client_of(self.second, token=person.token)

    async def again(self, person: Person) -> httpx2.AsyncClient:
        async with client_of(self.second) as anonymous:
            answer = await anonymous.post("/auth/login", json={"email": person.email, "password": PASSWORD})
        return client_of(self.second, token=answer.json()["accessToken"])


@pytest.fixture
async def pair(database_url: str) -> AsyncGenerator[Pair]:
    settings = settings_for(database_url)
    async with running(settings) as first, running(settings) as second:
        yield Pair(await make_world(first), first, second)


async def _all(http: httpx2.AsyncClient, world: World, record: str) -> list[int]:
    """What a person asks for in a day; the answers about records come from what the process remembers."""
    table = f"/tables/{world.table_id}"
    answers = [
        await http.get(f"{table}/records"),
        await http.post(f"{table}/query", json={"limit": 1, "count": True}),
        await http.post(f"{table}/query", json={"aggregates": [{"fn": "count"}]}),
        await http.get(f"/records/{record}"),
        await http.get(f"/records/{record}/history"),
        await http.patch(f"/records/{record}", json={"fields": {"Amount": 2}}),
        await http.post(f"{table}/records", json={"records": [{"fields": {"Name": "x"}}]}),
        await http.get(table),
        await http.get(f"/bases/{world.base}"),
        await http.get(f"{table}/automations"),
    ]
    return [answer.status_code for answer in answers]


READS, WRITES = [200, 200, 200, 200, 200], [200, 201]
METADATA = [200, 200, 200]


async def _record(world: World) -> str:
    made = await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "a"}}]})
    return str(made["items"][0]["id"])


@pytest.mark.parametrize("way", ["workspace", "base"])
async def test_a_removed_person_is_out_of_every_process_and_session(pair: Pair, way: str) -> None:
    world, record = pair.world, await _record(pair.world)
    sessions = [pair.there(world.editor), await pair.again(world.editor), world.editor.http]
    for http in sessions:
        assert await _all(http, world, record) == READS + WRITES + METADATA

    place = f"/workspaces/{world.workspace}" if way == "workspace" else f"/bases/{world.base}"
    await world.owner.delete(f"{place}/members/{world.editor.id}")

    for http in sessions:
        assert await _all(http, world, record) == [404] * 10
        undone = await http.post("/undo", json={})
        assert (undone.json()["done"], undone.json().get("recordIds", [])) == (False, [])


async def test_a_lowered_role_is_obeyed_by_every_process(pair: Pair) -> None:
    world, record = pair.world, await _record(pair.world)
    there = pair.there(world.editor)
    assert await _all(there, world, record) == READS + WRITES + METADATA

    await world.owner.put(f"/bases/{world.base}/members", {"email": world.editor.email, "role": "viewer"})

    assert await _all(there, world, record) == [*READS, 403, 403, 200, 200, 403]


async def test_a_demoted_admin_is_no_creator_in_any_process(pair: Pair) -> None:
    world, there = pair.world, pair.there(pair.world.admin)
    fields = f"/tables/{world.table_id}/fields"
    assert (await there.post(fields, json={"name": "One", "type": "text"})).status_code == 201

    await world.owner.patch(f"/workspaces/{world.workspace}/members/{world.admin.id}", {"role": "member"})

    assert (await there.post(fields, json={"name": "Two", "type": "text"})).status_code == 403
    body = {"email": world.stranger.email}
    assert (await there.post(f"/workspaces/{world.workspace}/members", json=body)).status_code == 403


async def test_a_deleted_token_is_never_wider_than_it_was(pair: Pair) -> None:
    """The grants that narrow it go with it, and the other process still knows it for some seconds."""
    world, owner = pair.world, pair.world.owner
    record = await _record(world)
    token = await owner.post("/tokens", {"name": "t", "scopes": ["data:read", "data:write"]})
    there = client_of(pair.second, token=token["token"])
    subject = {"type": "token", "id": token["id"]}
    hidden = {"grants": [{"subject": subject, "level": "hidden"}]}
    await owner.put(f"/fields/{world.field('Amount')}/grants", hidden)
    assert "Amount" not in (await there.get(f"/records/{record}")).json()["fields"]

    await owner.delete(f"/tokens/{token['id']}")

    for _ in range(2):
        assert (await there.get(f"/records/{record}")).status_code in (401, 404)
        assert (await there.get(f"/tables/{world.table_id}/records")).status_code in (401, 404)


async def test_a_deleted_workspace_is_gone_for_everybody_in_every_process(pair: Pair) -> None:
    world, record = pair.world, await _record(pair.world)
    await world.creator.put(f"/bases/{world.base}/members", {"email": world.stranger.email, "role": "editor"})
    people = [world.owner, world.admin, world.creator, world.editor, world.stranger]
    for person in people:
        assert await _all(pair.there(person), world, record) == READS + WRITES + METADATA

    await world.owner.delete(f"/workspaces/{world.workspace}")

    for person in people:
        there = pair.there(person)
        assert await _all(there, world, record) == [404] * 10, person.name
        assert (await there.get(f"/workspaces/{world.workspace}")).status_code == 404
        assert (await there.get(f"/workspaces/{world.workspace}/members")).status_code == 404
        listed: list[Any] = (await there.get("/workspaces")).json()["items"] + (await there.get("/me")).json()[
            "workspaces"
        ]
        assert world.workspace not in [item["id"] for item in listed]


async def test_of_two_owners_who_demote_each_other_through_two_processes_one_stays(pair: Pair) -> None:
    world, members = pair.world, f"/workspaces/{pair.world.workspace}/members"
    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "owner"})

    answers = await asyncio.gather(
        world.owner.http.patch(f"{members}/{world.admin.id}", json={"role": "member"}),
        pair.there(world.admin).patch(f"{members}/{world.owner.id}", json={"role": "member"}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 403]
    listed = await world.viewer.get(members)
    assert [item["role"] for item in listed["items"]].count("owner") == 1


async def test_two_tabs_that_refresh_through_two_processes_stay_signed_in(pair: Pair) -> None:
    async with client_of(pair.first) as here, client_of(pair.second) as there:
        login = await here.post("/auth/login", json={"email": pair.world.editor.email, "password": PASSWORD})
        token = {"refreshToken": login.json()["refreshToken"]}

        answers = await asyncio.gather(*(http.post("/auth/refresh", json=token) for http in (here, there) * 3))

        assert [answer.status_code for answer in answers] == [200] * 6
        assert len({answer.json()["refreshToken"] for answer in answers}) == 1
        again = await there.post("/auth/refresh", json={"refreshToken": answers[0].json()["refreshToken"]})
        assert again.status_code == 200


async def test_a_copied_token_ends_the_session_whoever_is_first(pair: Pair, database_url: str) -> None:
    async with client_of(pair.first) as owner, client_of(pair.second) as thief:
        login = await owner.post("/auth/login", json={"email": pair.world.editor.email, "password": PASSWORD})
        copied = {"refreshToken": login.json()["refreshToken"]}
        present = (await owner.post("/auth/refresh", json=copied)).json()
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute("UPDATE dataos.spent_refresh_tokens SET spent_at = spent_at - interval '11 seconds'")

        answers = await asyncio.gather(
            owner.post("/auth/refresh", json={"refreshToken": present["refreshToken"]}),
            thief.post("/auth/refresh", json=copied),
        )

        assert answers[1].json()["code"] == "session_revoked"
        for tokens in [present, *(answer.json() for answer in answers if answer.is_success)]:
            late = await owner.post("/auth/refresh", json={"refreshToken": tokens["refreshToken"]})
            assert late.status_code == 401
            bearer = {"Authorization": f"Bearer {tokens['accessToken']}"}
            async with client_of(pair.second) as elsewhere:
                assert (await elsewhere.get("/me", headers=bearer)).status_code == 401
