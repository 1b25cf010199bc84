"""Requests that are sent again under one Idempotency-Key: done once, answered alike."""

import asyncio
import json
import time
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, World, client_of
from tests.support.bodies import BODIES, SENT
from tests.support.problems import assert_problem, paths
from tests.support.routes import Route, routes

KEY, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
# What takes others with it goes last.
LAST = (
    "delete_records",
    "restore_record",
    "delete_record",
    "delete_automation",
    "delete_view",
    "delete_field",
    "delete_table",
    "reset_base_member",
    "remove_base_member",
    "delete_base",
    "revoke_invitation",
    "delete_team",
    "delete_scim_token",
    "delete_identity_provider",
    "remove_member",
    "delete_service_account_token",
    "delete_service_account",
    "delete_workspace",
)


def _repeated(app: FastAPI) -> list[Route]:
    """All writes but those of sessions: their answers are tokens, which nothing keeps. Queries and checks only read.
    Whoever has given a workspace away could delete it no more (``tests/api/members``)."""
    found = [
        route
        for route in routes(app)
        if route.method != "GET"
        and not route.path.startswith(("/auth/", "/shared/"))
        and route.name not in ("query_records", "check_formula", "check_identity_provider")
        and route.name not in ("join_by_invitation", "transfer_workspace")
        # Their answers are secrets, which nothing keeps either.
        and route.name not in ("create_token", "create_service_account_token", "create_scim_token")
        # Its offset says where the bytes belong: sent again, they are refused.
        and route.name != "append_to_upload"
    ]
    return sorted(found, key=lambda route: LAST.index(route.name) if route.name in LAST else -1)


def _body(route: Route, ids: dict[str, str]) -> dict[str, Any]:
    """Names are those of the route, so that no two routes want the same one."""
    if not route.has_body:
        return {"content": SENT[route.name][0]} if route.name in SENT else {}
    if route.name == "update_member":
        # An administrator could no longer be taken off a base.
        return {"json": {"role": "member"}}
    body = json.loads(json.dumps(BODIES[route.name]).replace("{userId}", ids["user"]))
    # Views filter by this field's name.
    name = "Amount" if route.name == "update_field" else route.name
    return {"json": {**body, "name": name} if "name" in body else body}


def _headers(route: Route) -> dict[str, str]:
    return SENT[route.name][1] if route.name in SENT else {}


async def test_every_write_is_done_once_and_answered_alike(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    await world.owner.post(f"/tables/{world.table_id}/views", {"name": "Second"})
    http = world.owner.http
    for route in _repeated(app):
        path, headers = route.fill(ids), {**_headers(route), KEY: f"once-{route.name}"}
        first = await http.request(route.method, path, headers=headers, **_body(route, ids))
        again = await http.request(route.method, path, headers=headers, **_body(route, ids))

        assert first.status_code < 300, (route.name, first.text)
        assert REPLAYED not in first.headers, route.name
        assert again.headers.get(REPLAYED) == "true", (route.name, again.text)
        assert (again.status_code, again.content) == (first.status_code, first.content), route.name
        assert not first.content or again.headers["content-type"] == first.headers["content-type"], route.name


async def test_a_key_belongs_to_one_request(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    await world.owner.http.post("/workspaces", json={"name": "A"}, headers={KEY: "k"})
    for route in _repeated(app):
        headers = {**_headers(route), KEY: "k"}
        answer = await world.owner.http.request(route.method, route.fill(ids), headers=headers, **_body(route, ids))

        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused"), route.name
        assert_problem(answer, route.name)
        assert paths(answer) == [KEY]


async def test_a_key_belongs_to_one_person(world: World) -> None:
    mine = await world.owner.http.post("/workspaces", json={"name": "A"}, headers={KEY: "k"})
    theirs = await world.stranger.http.post("/workspaces", json={"name": "A"}, headers={KEY: "k"})

    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert mine.json()["id"] != theirs.json()["id"]


@pytest.mark.parametrize(
    ("path", "body", "count"),
    [
        ("/workspaces", {"name": "Same"}, "SELECT count(*) FROM dataos.workspaces WHERE name = 'Same'"),
        ("/bases/{base}/tables", {"name": "Same"}, "SELECT count(*) FROM dataos.tables WHERE name = 'Same'"),
        (
            "/tables/{table}/fields",
            {"name": "Same", "type": "text"},
            "SELECT count(*) FROM dataos.fields WHERE name = 'Same'",
        ),
        ("/tables/{table}/views", {"name": "Same"}, "SELECT count(*) FROM dataos.views WHERE name = 'Same'"),
        ("/automations/{automation}/run", {}, "SELECT count(*) FROM dataos.runs WHERE trigger_type = 'manual'"),
        ("/automations/{automation}/publish", None, "SELECT count(*) FROM dataos.automation_versions"),
    ],
)
async def test_at_the_same_time_there_is_one_effect(
    world: World, ids: dict[str, str], database_url: str, path: str, body: object, count: str
) -> None:
    target = path.format(base=world.base, table=world.table_id, automation=ids["automation"])
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DELETE FROM dataos.runs")

        async def send() -> httpx2.Response:
            return await world.owner.http.post(target, json=body, headers={KEY: "at-once"})

        answers = await asyncio.gather(*(send() for _ in range(6)))

        done = [answer for answer in answers if answer.is_success]
        assert {answer.status_code for answer in done} in ({200}, {201}, {202})
        assert len({answer.content for answer in done}) == 1
        assert sorted(answer.headers.get(REPLAYED, "") for answer in done) == ["", *["true"] * (len(done) - 1)]
        # Whoever waited too long for the first is asked to come again.
        early = [answer for answer in answers if not answer.is_success]
        assert {answer.json()["code"] for answer in early} <= {"request_in_progress"}
        assert connection.execute(count.encode()).fetchone() == (1,)

        late = await send()
        assert (late.status_code, late.content) == (done[0].status_code, done[0].content)
        assert late.headers[REPLAYED] == "true"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/bases/{base}/tables", {"name": "Same"}),
        ("/tables/{table}/records", {"records": [{"fields": {"Name": "Same"}}]}),
    ],
)
async def test_duplicates_of_a_slow_request_come_again_and_stand_in_nobodys_way(
    world: World, database_url: str, path: str, body: dict[str, Any]
) -> None:
    target = path.format(base=world.base, table=world.table_id)

    async def send() -> httpx2.Response:
        return await world.owner.http.post(target, json=body, headers={KEY: "slow"})

    with psycopg.connect(database_url) as first:
        first.execute(
            "INSERT INTO dataos.idempotency_keys (actor_number, key, request_hash)"
            " SELECT number, 'slow', 'x' FROM dataos.users WHERE id = %s",
            [world.owner.id],
        )
        duplicates = asyncio.gather(*(send() for _ in range(12)))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await world.owner.get(f"/tables/{world.table_id}")
        seconds = time.monotonic() - began
        early = await duplicates
        first.rollback()
    made = await send()

    for answer in early:
        assert (answer.status_code, answer.json()["code"]) == (409, "request_in_progress")
        assert answer.headers["Retry-After"] == "1"
        assert paths(answer) == [KEY]
    assert seconds < 2
    assert (made.status_code, REPLAYED in made.headers) == (201, False)


@pytest.mark.parametrize(
    ("path", "body", "locked"),
    [
        ("/bases/{base}/tables", {"name": "Same"}, "dataos.tables"),
        ("/tables/{table}/records", {"records": [{"fields": {"Name": "Same"}}]}, "dataos.changes"),
    ],
)
async def test_the_work_under_a_key_waits_for_locks_like_any_other(
    world: World, database_url: str, path: str, body: dict[str, Any], locked: str
) -> None:
    target = path.format(base=world.base, table=world.table_id)
    with psycopg.connect(database_url) as other:
        other.execute(f"LOCK TABLE {locked} IN EXCLUSIVE MODE".encode())
        sending = asyncio.create_task(world.owner.http.post(target, json=body, headers={KEY: "patient"}))
        await asyncio.sleep(0.8)
        assert not sending.done()
        other.rollback()
    assert (await sending).status_code == 201


async def test_the_version_that_was_seen_belongs_to_the_request(world: World) -> None:
    made = await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "A"}}]})
    target, body = f"/records/{made['items'][0]['id']}", {"fields": {"Name": "B"}}

    async def change(seen: str | None) -> httpx2.Response:
        headers = {KEY: "k"} if seen is None else {KEY: "k", "If-Match": seen}
        return await world.owner.http.patch(target, json=body, headers=headers)

    first, again, other, without = [await change(seen) for seen in ('"1"', '"1"', '"2"', None)]

    assert (first.status_code, again.status_code, again.headers.get(REPLAYED)) == (200, 200, "true")
    for refused in (other, without):
        assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_request_that_failed_may_be_sent_again(world: World) -> None:
    path, headers = f"/bases/{world.base}/tables", {KEY: "k"}
    taken = await world.owner.http.post(path, json={"name": "Deals"}, headers=headers)
    malformed = await world.owner.http.post(path, json={"name": 5}, headers=headers)
    await world.owner.patch(f"/tables/{world.table_id}", {"name": "Old deals"})

    made = await world.owner.http.post(path, json={"name": "Deals"}, headers=headers)

    assert [taken.status_code, malformed.status_code, made.status_code] == [409, 422, 201]
    assert REPLAYED not in made.headers


async def test_a_failed_request_keeps_no_key(world: World, database_url: str) -> None:
    await world.viewer.http.patch(f"/tables/{world.table_id}", json={"name": "X"}, headers={KEY: "k"})

    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT key FROM dataos.idempotency_keys").fetchall() == []


async def test_an_undo_sent_again_takes_back_nothing_more(world: World) -> None:
    path = f"/tables/{world.table_id}/records"
    for name in ("first", "second"):
        await world.owner.post(path, {"records": [{"fields": {"Name": name}}]})

    answers = [await world.owner.http.post("/undo", headers={KEY: "k"}) for _ in range(3)]

    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["done"] is True
    left = await world.owner.get(path)
    assert [item["fields"]["Name"] for item in left["items"]] == ["first"]


async def test_what_a_repeated_run_starts_is_one_run(world: World, ids: dict[str, str], database_url: str) -> None:
    path = f"/automations/{ids['automation']}/run"
    answers = [await world.owner.http.post(path, json={}, headers={KEY: "k"}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT id FROM dataos.runs WHERE trigger_type = 'manual' AND started_at IS NULL")
        assert found.fetchall() == [(answers[0].json()["runId"],)]


@pytest.mark.parametrize("key", ["", "x" * 256, "\x80"])
async def test_a_key_that_cannot_be_kept_is_refused(world: World, key: str) -> None:
    headers = [(KEY.encode(), key.encode("latin-1"))]
    answer = await world.owner.http.post("/workspaces", json={"name": "A"}, headers=headers)

    assert (answer.status_code, paths(answer)) == (422, [KEY])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/workspaces/{workspace}/bases", {"name": "Once"}),
        ("/tables/{table}/records", {"records": [{"fields": {"Name": "Once"}}]}),
    ],
)
async def test_a_token_gets_no_answer_that_another_one_got(
    app: FastAPI, world: World, path: str, body: dict[str, Any]
) -> None:
    target = path.format(workspace=world.workspace, table=world.table_id)
    scopes = ["schema", "data:write"]
    tokens = [await world.owner.post("/tokens", {"name": name, "scopes": scopes}) for name in ("A", "B")]
    async with client_of(app, token=tokens[0]["token"]) as one, client_of(app, token=tokens[1]["token"]) as other:
        answers = [
            await http.post(target, json=body, headers={KEY: "k"})
            for http in (world.owner.http, one, one, other, world.owner.http)
        ]
    assert [REPLAYED in answer.headers for answer in answers] == [False, False, True, False, True]
    assert answers[1].content == answers[2].content
    assert answers[0].content == answers[4].content
    assert len({answer.content for answer in answers}) == 3


async def test_sessions_are_never_kept(app: FastAPI, world: World, database_url: str) -> None:
    body = {"email": world.owner.email, "password": PASSWORD}
    async with client_of(app) as anonymous:
        tokens = {
            (await anonymous.post("/auth/login", json=body, headers={KEY: "k"})).json()["accessToken"] for _ in range(2)
        }

    assert len(tokens) == 2
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.idempotency_keys").fetchone() == (0,)
