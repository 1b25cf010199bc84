"""Owners and admins look at things as somebody else: what that person sees, and nothing more."""

from typing import Any

import httpx2
from fastapi import FastAPI

from tests.support.app import Person, World, client_of


def _as(app: FastAPI, person: Person, other: str) -> httpx2.AsyncClient:
    client = client_of(app, token=person.token)
    client.headers["X-View-As"] = other
    return client


async def _world_with_rules(world: World) -> list[dict[str, Any]]:
    table = f"/tables/{world.table_id}"
    rows = [{"fields": {"Name": f"n{number}", "Amount": number}} for number in range(4)]
    records: list[dict[str, Any]] = (await world.owner.post(f"{table}/records", {"records": rows}))["items"]
    editor = {"type": "user", "email": world.editor.email}
    rule = {"subject": editor, "access": "read", "filter": {"field": "Amount", "operator": "lessThan", "value": 2}}
    assert (await world.owner.http.put(f"{table}/rules", json={"rules": [rule]})).status_code == 200
    hidden = {"grants": [{"subject": editor, "level": "hidden"}]}
    assert (await world.owner.http.put(f"/fields/{world.field('Status')}/grants", json=hidden)).status_code == 200
    return records


async def test_what_is_seen_is_what_they_see(app: FastAPI, world: World) -> None:
    records = await _world_with_rules(world)
    table = f"/tables/{world.table_id}"
    paths = [table, f"{table}/records", f"/bases/{world.base}", f"/workspaces/{world.workspace}/bases"]
    paths += [f"/records/{record['id']}" for record in records]
    paths += [f"{table}/explain", f"{table}/grants", f"/views/{world.view()}"]
    for seer, said in ((world.owner, world.editor.email), (world.admin, world.editor.id)):
        async with _as(app, seer, said) as looking:
            for path in paths:
                theirs, seen = await world.editor.http.get(path), await looking.get(path)
                assert seen.status_code == theirs.status_code, path
                if theirs.status_code == 200:
                    assert seen.json() == theirs.json(), path
            asked = {"aggregates": [{"fn": "count"}]}
            seen = await looking.post(f"{table}/query", json=asked)
            assert seen.json() == (await world.editor.http.post(f"{table}/query", json=asked)).json()


async def test_nothing_can_be_changed_and_nothing_of_their_own_is_seen(app: FastAPI, world: World) -> None:
    records = await _world_with_rules(world)
    async with _as(app, world.owner, world.editor.email) as looking:
        for method, path, body in (
            ("PATCH", f"/records/{records[0]['id']}", {"fields": {"Name": "x"}}),
            ("POST", f"/tables/{world.table_id}/records", {"records": [{"fields": {}}]}),
            ("PUT", f"/tables/{world.table_id}/grants", {"grants": []}),
            ("DELETE", f"/tables/{world.table_id}", None),
            ("POST", "/undo", {}),
            ("GET", "/me", None),
            ("GET", "/auth/sessions", None),
            ("GET", "/notifications", None),
            ("GET", "/workspaces", None),
        ):
            answer = await looking.request(method, path, json=body)
            assert (answer.status_code, answer.json()["code"]) == (403, "view_as_read_only"), path


async def test_others_may_not(app: FastAPI, world: World) -> None:
    table = f"/tables/{world.table_id}"
    for person, said in (
        (world.creator, world.editor.email),
        (world.editor, world.owner.email),
        (world.stranger, world.editor.email),
        (world.owner, world.stranger.email),
        (world.owner, "nobody@example.org"),
    ):
        async with _as(app, person, said) as looking:
            answer = await looking.get(table)
            assert (answer.status_code, answer.json()["code"]) == (403, "view_as_forbidden")


async def test_what_they_have_elsewhere_stays_theirs(app: FastAPI, world: World) -> None:
    """An admin of one workspace sees a person there, and not what that person has in another one."""
    elsewhere = await world.stranger.post("/workspaces", {"name": "Elsewhere"})
    base = await world.stranger.post(f"/workspaces/{elsewhere['id']}/bases", {"name": "B"})
    table = await world.stranger.post(f"/bases/{base['id']}/tables", {"name": "T"})
    await world.stranger.put(f"/bases/{base['id']}/members", {"email": world.editor.email, "role": "editor"})
    paths = [f"/tables/{table['id']}", f"/tables/{table['id']}/records", f"/bases/{base['id']}"]
    paths.append(f"/workspaces/{elsewhere['id']}/bases")
    assert [(await world.editor.http.get(path)).status_code for path in paths] == [200] * 4
    async with _as(app, world.owner, world.editor.email) as looking:
        assert [(await looking.get(path)).status_code for path in paths] == [404] * 4


async def test_a_suspended_admin_learns_from_nobody_who_belongs(world: World) -> None:
    asked = (world.editor.email, world.editor.id, world.stranger.email, "nobody@example.org")
    headers = [{"X-View-As": said} for said in asked]
    assert (await world.admin.http.get(f"/tables/{world.table_id}", headers=headers[0])).status_code == 200
    await world.owner.patch(f"/workspaces/{world.workspace}/members/{world.admin.id}", {"suspended": True})

    answers = [await world.admin.http.get(f"/tables/{world.table_id}", headers=said) for said in headers]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "view_as_forbidden")}
