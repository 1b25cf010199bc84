"""The inbox over HTTP: one's own, newest first, read or not."""

import psycopg
import pytest
from fastapi import FastAPI

from api.http.services import AppServices
from api.notifications.repository import NewNotification, add
from api.outbox import mail as mails
from api.outbox.mail import MailStatus, NewMail
from core.values import JsonValue
from tests.support.app import PASSWORD, Person, World, client_of, make_world, running, settings_for


async def tell(app: FastAPI, world: World, person: Person, *titles: str) -> None:
    services: AppServices = app.state.services
    async with services.database.records() as conn:
        row = await (await conn.execute("SELECT number FROM dataos.users WHERE id = %s", (person.id,))).fetchone()
        assert row is not None
        for title in titles:
            assert await add(conn, {row[0]}, NewNotification(world.workspace, title, "")) == 1


async def inbox(person: Person, query: str = "") -> dict[str, JsonValue]:
    found = await person.get(f"/notifications{query}")
    assert isinstance(found, dict)
    return found


def items(found: dict[str, JsonValue]) -> list[dict[str, JsonValue]]:
    listed = found["items"]
    assert isinstance(listed, list)
    return [item for item in listed if isinstance(item, dict)]


async def test_pages_go_from_new_to_old_and_belong_to_one_person(app: FastAPI, world: World) -> None:
    await tell(app, world, world.editor, *"abcde")
    first = await inbox(world.editor, "?limit=3")
    second = await inbox(world.editor, f"?limit=3&cursor={first['nextCursor']}")
    assert sorted(str(item["title"]) for item in items(first) + items(second)) == list("abcde")
    assert second["nextCursor"] is None
    assert first["unread"] == 5
    assert items(await inbox(world.viewer)) == []


async def test_reading_some_then_all(app: FastAPI, world: World) -> None:
    await tell(app, world, world.editor, "a", "b")
    await tell(app, world, world.viewer, "c")
    [one, *_] = items(await inbox(world.editor))
    [foreign] = items(await inbox(world.viewer))
    answer = await world.editor.http.post("/notifications/read", json={"ids": [one["id"], foreign["id"]]})
    assert answer.status_code == 204
    assert (await inbox(world.editor))["unread"] == 1
    assert (await inbox(world.viewer))["unread"] == 1
    assert (await world.editor.http.post("/notifications/read", json={"all": True})).status_code == 204
    assert (await inbox(world.editor))["unread"] == 0
    assert all(item["readTime"] for item in items(await inbox(world.editor)))


@pytest.mark.parametrize("body", [{}, {"all": False}, {"ids": []}, {"ids": ["x"], "all": True}, {"ids": [1]}])
async def test_saying_neither_or_both_is_refused(world: World, body: JsonValue) -> None:
    assert (await world.editor.http.post("/notifications/read", json=body)).status_code == 422


async def test_only_administrators_see_the_mails_of_their_workspace(app: FastAPI, world: World) -> None:
    services: AppServices = app.state.services
    async with services.database.records() as conn:
        await mails.add(conn, NewMail(world.workspace, ["a@example.org"], "Hi", "Body", MailStatus.CAPTURED))
    path = f"/workspaces/{world.workspace}/mails"
    expected = {world.owner: 200, world.admin: 200, world.creator: 403, world.viewer: 403, world.stranger: 404}
    for person, status in expected.items():
        assert (await person.http.get(path)).status_code == status, person.name


async def test_what_was_told_of_a_base_is_closed_together_with_it(app: FastAPI, world: World) -> None:
    services: AppServices = app.state.services
    async with services.database.records() as conn:
        rows = await (await conn.execute("SELECT number FROM dataos.users ORDER BY number")).fetchall()
        for title, table in (("of the table", world.table_id), ("of the workspace", None)):
            notice = NewNotification(world.workspace, title, "", table_id=table)
            await add(conn, {number for (number,) in rows}, notice)

    async def told(person: Person) -> tuple[list[str], JsonValue]:
        found = await inbox(person)
        return sorted(str(item["title"]) for item in items(found)), found["unread"]

    people = f"/bases/{world.base}/members"
    await world.creator.put(people, {"email": world.stranger.email, "role": "viewer"})
    assert await told(world.viewer) == (["of the table", "of the workspace"], 2)
    assert await told(world.stranger) == (["of the table"], 1)

    await world.creator.delete(f"{people}/{world.viewer.id}")
    await world.creator.delete(f"{people}/{world.stranger.id}")
    assert await told(world.viewer) == (["of the workspace"], 1)
    assert await told(world.stranger) == ([], 0)

    await world.owner.delete(f"/workspaces/{world.workspace}/members/{world.editor.id}")
    assert await told(world.editor) == ([], 0)
    await world.owner.delete(f"/workspaces/{world.workspace}")
    assert await told(world.owner) == ([], 0)


async def test_before_an_address_is_verified_the_inbox_shows_nothing(database_url: str) -> None:
    async with running(settings_for(database_url)) as app:
        world = await make_world(app)
        await tell(app, world, world.editor, "a")
    strict = settings_for(database_url, DATAOS_AUTH_VERIFY_EMAIL="true")
    found: list[dict[str, JsonValue]] = []
    for _ in range(2):
        async with running(strict) as app, client_of(app, token=world.editor.token) as client:
            found.append((await client.get("/notifications")).json())
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute("UPDATE dataos.users SET email_verified_at = now() WHERE id = %s", [world.editor.id])
    assert found[0] == {"items": [], "unread": 0, "nextCursor": None}
    assert found[1]["unread"] == 1


async def test_a_workspace_that_asks_for_a_second_factor_shows_nothing_without_one(
    app: FastAPI, world: World, database_url: str
) -> None:
    await tell(app, world, world.editor, "a")
    assert (await inbox(world.editor))["unread"] == 1
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.workspaces SET requires_two_factors = true WHERE id = %s", [world.workspace])
    async with client_of(app) as client:
        again = await client.post("/auth/login", json={"email": world.editor.email, "password": PASSWORD})
    async with client_of(app, token=again.json()["accessToken"]) as client:
        found = (await client.get("/notifications")).json()
    assert (found["items"], found["unread"]) == ([], 0)
