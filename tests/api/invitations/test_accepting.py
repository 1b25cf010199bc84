"""Opening, accepting and joining by an invitation, one after another and at once."""

import asyncio
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.api.invitations.conftest import Outbox
from tests.support.app import PASSWORD, Person, World, client_of, register, running, settings_for
from tests.support.letters import letters

NEW = "new@example.org"


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def _invite(world: World, outbox: Outbox, email: str = NEW, **more: Any) -> str:
    body = {"email": email, "role": "member", **more}
    await world.owner.post(f"/workspaces/{world.workspace}/invitations", body)
    return await outbox.token(email)


async def _link(world: World, uses: int) -> str:
    made = await world.owner.post(f"/workspaces/{world.workspace}/invitations", {"role": "member", "maxUses": uses})
    return str(made["url"].partition("#")[2])


async def _join(app: FastAPI, token: str, email: str = NEW) -> httpx2.Response:
    async with client_of(app) as anonymous:
        return await anonymous.post(
            f"/invitations/{token}/register", json={"email": email, "password": PASSWORD, "name": "Nora"}
        )


async def _roles(world: World) -> dict[str, str]:
    found = (await world.owner.get(f"/workspaces/{world.workspace}/members"))["items"]
    return {item["user"]["email"]: item["role"] for item in found}


async def test_whoever_has_the_link_sees_what_it_invites_to(app: FastAPI, world: World, outbox: Outbox) -> None:
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    token = await _invite(
        world, outbox, bases=[{"baseId": world.base, "role": "commenter"}], teamIds=[team["id"]], days=3
    )
    known = await _invite(world, outbox, world.stranger.email)

    async with client_of(app) as anonymous:
        seen = (await anonymous.get(f"/invitations/{token}")).json()
        other = (await anonymous.get(f"/invitations/{known}")).json()

    assert seen["workspace"] == {"id": world.workspace, "name": "Acme"}
    assert (seen["invitedBy"], seen["email"], seen["role"], seen["registered"]) == ("Olga", NEW, "member", False)
    assert seen["bases"] == [{"id": world.base, "name": "Sales", "role": "commenter"}]
    assert [item["name"] for item in seen["teams"]] == ["Sellers"]
    assert other["registered"] is True


@pytest.mark.parametrize("token", ["x", "inv_01h455vb4pex5vsknk084sn02q", "%00", "a" * 43, "ß", "a" * 200])
async def test_a_token_that_was_never_made_opens_nothing(app: FastAPI, world: World, token: str) -> None:
    for answer in (
        await world.viewer.http.get(f"/invitations/{token}"),
        await world.viewer.http.post(f"/invitations/{token}/accept"),
        await _join(app, token),
    ):
        assert _code(answer) == (404, "invitation_not_found")


async def test_an_account_is_made_with_an_invitation_and_is_in_at_once(
    app: FastAPI, world: World, outbox: Outbox
) -> None:
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    token = await _invite(world, outbox, bases=[{"baseId": world.base, "role": "commenter"}], teamIds=[team["id"]])

    answer = await _join(app, token, NEW.upper())

    assert answer.status_code == 201
    async with client_of(app, token=answer.json()["accessToken"]) as http:
        assert (await http.get(f"/bases/{world.base}")).json()["role"] == "commenter"
        assert [item["id"] for item in (await http.get("/me")).json()["workspaces"]] == [world.workspace]
    assert (await world.owner.get(f"/teams/{team['id']}"))["members"] == 1
    [made] = (await world.owner.get(f"/workspaces/{world.workspace}/invitations"))["items"]
    assert (made["status"], made["uses"]) == ("accepted", 1)
    assert _code(await _join(app, token, "second@example.org"))[1] in {"invitation_for_another", "invitation_used"}


async def test_registration_may_be_off_for_everybody_else(database_url: str) -> None:
    async with running(settings_for(database_url)) as app:
        owner = await register(app, "Olga")
        workspace = await owner.post("/workspaces", {"name": "Acme"})
        made = await owner.post(f"/workspaces/{workspace['id']}/invitations", {"role": "member"})
    token = made["url"].partition("#")[2]
    async with running(settings_for(database_url, DATAOS_REGISTRATION="off")) as app, client_of(app) as anonymous:
        body = {"email": NEW, "password": PASSWORD, "name": "Nora"}
        assert _code(await anonymous.post("/auth/register", json=body)) == (403, "registration_off")
        assert (await anonymous.post(f"/invitations/{token}/register", json=body)).status_code == 201


async def test_an_invitation_by_mail_is_for_its_address_only(app: FastAPI, world: World, outbox: Outbox) -> None:
    token = await _invite(world, outbox)

    assert _code(await world.stranger.http.post(f"/invitations/{token}/accept")) == (403, "invitation_for_another")
    joined = await _join(app, token, "thief@example.org")
    assert _code(joined) == (422, "invitation_for_another")
    assert "thief@example.org" not in await _roles(world)


async def test_a_registered_person_accepts_and_accepting_twice_is_once(world: World, outbox: Outbox) -> None:
    token = await _invite(world, outbox, world.stranger.email.upper())

    answers = [await world.stranger.http.post(f"/invitations/{token}/accept") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == {"workspaceId": world.workspace, "baseId": None}
    assert (await _roles(world))[world.stranger.email] == "member"
    assert _code(await world.stranger.http.get(f"/invitations/{token}")) == (404, "invitation_used")


async def test_nobody_has_less_after_accepting(world: World) -> None:
    made = await world.owner.post(
        f"/workspaces/{world.workspace}/invitations",
        {"role": "member", "bases": [{"baseId": world.base, "role": "viewer"}], "maxUses": 9},
    )
    token = made["url"].partition("#")[2]
    for person, role in ((world.admin, "creator"), (world.creator, "creator"), (world.editor, "editor")):
        await person.post(f"/invitations/{token}/accept", None, 200)
        assert (await person.get(f"/bases/{world.base}"))["role"] == role
    assert (await _roles(world))[world.admin.email] == "admin"


@pytest.mark.parametrize("role", ["member", None])
async def test_a_guest_has_no_less_after_accepting(world: World, outbox: Outbox, role: str | None) -> None:
    person = world.stranger
    await world.owner.put(f"/bases/{world.base}/members", {"email": person.email, "role": "creator"})
    token = await _invite(world, outbox, person.email, role=role, bases=[{"baseId": world.base, "role": "viewer"}])
    await person.post(f"/invitations/{token}/accept", None, 200)
    assert (await person.get(f"/bases/{world.base}"))["role"] == "creator"


async def test_a_link_lets_in_as_many_as_it_says(app: FastAPI, world: World) -> None:
    token = await _link(world, 3)
    people = [await register(app, f"P{at}") for at in range(6)]

    answers = await asyncio.gather(*(person.http.post(f"/invitations/{token}/accept") for person in people))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 404, 404, 404]
    assert {_code(answer) for answer in answers if answer.status_code == 404} == {(404, "invitation_used")}
    assert len([email for email in await _roles(world) if email.startswith("p")]) == 3


async def test_one_person_who_accepts_many_times_at_once_uses_one_place(world: World) -> None:
    token = await _link(world, 2)

    answers = await asyncio.gather(*(world.stranger.http.post(f"/invitations/{token}/accept") for _ in range(4)))

    assert [answer.status_code for answer in answers] == [200] * 4
    [made] = (await world.owner.get(f"/workspaces/{world.workspace}/invitations"))["items"]
    assert (made["uses"], made["status"]) == (1, "pending")


async def test_of_accounts_made_at_once_by_one_invitation_one_is_made(
    app: FastAPI, world: World, database_url: str
) -> None:
    token = await _link(world, 1)

    answers = await asyncio.gather(*(_join(app, token, f"q{at}@example.org") for at in range(3)))

    assert sorted(answer.status_code for answer in answers) == [201, 404, 404]
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT count(*) FROM dataos.users WHERE email LIKE 'q%@example.org'").fetchone()
    assert row == (1,)


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("UPDATE dataos.invitations SET expires_at = now()", "invitation_expired"),
        ("UPDATE dataos.invitations SET revoked_at = now()", "invitation_revoked"),
        ("UPDATE dataos.users SET disabled_at = now() WHERE name = 'Olga'", "invitation_revoked"),
        ("UPDATE dataos.workspace_members SET role = 'member' WHERE role = 'owner'", "invitation_revoked"),
        ("UPDATE dataos.workspace_members SET suspended_at = now() WHERE role = 'owner'", "invitation_revoked"),
        ("UPDATE dataos.workspaces SET deleted_at = now() WHERE name = 'Acme'", "invitation_not_found"),
    ],
)
async def test_what_is_over_lets_nobody_in(
    app: FastAPI, world: World, outbox: Outbox, database_url: str, ending: str, code: str
) -> None:
    token = await _invite(world, outbox, world.stranger.email)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ending.encode())

    assert _code(await world.stranger.http.post(f"/invitations/{token}/accept")) == (404, code)
    assert (await world.stranger.http.get(f"/workspaces/{world.workspace}")).status_code == 404


async def test_of_accepting_and_taking_back_at_once_one_happens(world: World, outbox: Outbox) -> None:
    for at in range(4):
        outbox.an_hour_passes()
        person: Person = world.stranger
        await world.owner.http.delete(f"/workspaces/{world.workspace}/members/{person.id}")
        made = await world.owner.post(
            f"/workspaces/{world.workspace}/invitations", {"email": person.email, "role": "member"}
        )
        token = await outbox.token(person.email)
        path = f"/workspaces/{world.workspace}/invitations/{made['id']}"

        accepted, revoked = await asyncio.gather(
            person.http.post(f"/invitations/{token}/accept"), world.owner.http.delete(path)
        )

        assert (accepted.status_code, revoked.status_code) in {(200, 409), (404, 204)}, at
        assert (person.email in await _roles(world)) is (accepted.status_code == 200)


async def test_a_suspended_member_is_not_let_in_by_a_link(world: World) -> None:
    token = await _link(world, 5)
    await world.owner.patch(f"/workspaces/{world.workspace}/members/{world.viewer.id}", {"suspended": True})

    assert _code(await world.viewer.http.post(f"/invitations/{token}/accept")) == (409, "member_suspended")


async def test_a_guest_comes_into_their_base_alone(app: FastAPI, world: World, outbox: Outbox) -> None:
    other = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    guest = {"email": NEW, "bases": [{"baseId": world.base, "role": "editor"}]}
    await world.creator.post(f"/workspaces/{world.workspace}/invitations", guest)

    answer = await _join(app, await outbox.token(NEW))

    async with client_of(app, token=answer.json()["accessToken"]) as http:
        assert (await http.get(f"/bases/{world.base}")).json()["role"] == "editor"
        assert (await http.get(f"/bases/{other['id']}")).status_code == 404
        assert (await http.get(f"/workspaces/{world.workspace}")).json()["role"] == "guest"
    assert NEW not in await _roles(world)


@pytest.mark.parametrize(("environ", "proved"), [({}, False), ({"SMTP_URL": "smtp://127.0.0.1:1"}, True)])
async def test_an_invitation_proves_the_address_only_where_it_was_mailed(
    database_url: str, environ: dict[str, str], *, proved: bool
) -> None:
    """Where no mail goes out its link is shown to administrators, who could make the account of anybody."""
    async with running(settings_for(database_url, **environ)) as app:
        eve = await register(app, "Eve")
        workspace = (await eve.post("/workspaces", {"name": "Acme"}))["id"]
        await eve.post(f"/workspaces/{workspace}/invitations", {"email": NEW, "role": "member"})
        joined = await _join(app, letters(database_url, NEW)[-1].secret)
        async with client_of(app, token=joined.json()["accessToken"]) as http:
            assert (await http.get("/me")).json()["emailVerified"] is proved
