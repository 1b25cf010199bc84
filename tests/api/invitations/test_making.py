"""Who invites whom to what, the mail, and how often."""

import asyncio

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.api.invitations.conftest import Outbox
from tests.support.app import World, make_world, running, settings_for
from tests.support.furnished import Furnished

NEW = "new@example.org"


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _path(world: World) -> str:
    return f"/workspaces/{world.workspace}/invitations"


async def test_an_invitation_is_mailed_and_its_link_shown_to_nobody_else(world: World, outbox: Outbox) -> None:
    made = await world.admin.post(_path(world), {"email": f" {NEW} ", "role": "member"})

    assert (made["email"], made["role"], made["status"], made["url"]) == (NEW, "member", "pending", None)
    [mail] = await outbox.letters(NEW)
    assert mail["subject"] == "Invitation to the workspace Acme"
    assert "Adam (adam@example.org) invites you to the workspace Acme" in mail["body"]
    token = await outbox.token(NEW)
    assert mail["body"].count(f"http://127.0.0.1:8000/invite#{token}") == 1
    assert token not in str(await world.owner.get(_path(world)))


async def test_who_may_invite_as_what(world: World, outbox: Outbox) -> None:
    base = [{"baseId": world.base, "role": "viewer"}]
    for person, body, status in (
        (world.owner, {"email": NEW, "role": "owner"}, 201),
        (world.admin, {"email": NEW, "role": "owner"}, 403),
        (world.admin, {"email": NEW, "role": "admin"}, 201),
        (world.creator, {"email": NEW, "role": "member"}, 403),
        (world.creator, {"email": NEW, "bases": base}, 201),
        (world.editor, {"email": NEW, "bases": base}, 403),
        (world.stranger, {"email": NEW, "bases": base}, 404),
        (world.admin, {"role": "member"}, 201),
        (world.admin, {"role": "admin"}, 422),
        (world.creator, {"bases": base}, 201),
        (world.admin, {"email": NEW}, 422),
        (world.admin, {"email": NEW, "bases": base, "teamIds": ["tea_x"]}, 422),
        (world.admin, {"email": NEW, "role": "member", "teamIds": ["tea_x"]}, 404),
        (world.admin, {"email": NEW, "role": "member", "bases": [{"baseId": "bas_x", "role": "viewer"}]}, 404),
        (world.admin, {"email": NEW, "role": "member", "maxUses": 5}, 422),
        (world.admin, {"email": NEW, "role": "member", "days": 91}, 422),
        (world.admin, {"email": "nobody", "role": "member"}, 422),
        (world.admin, {"email": world.viewer.email.upper(), "role": "member"}, 409),
    ):
        answer = await person.http.post(_path(world), json=body)
        assert answer.status_code == status, (person.name, body, answer.text)
        outbox.an_hour_passes()


async def test_bases_and_teams_of_others_cannot_be_given(world: World) -> None:
    mine = await world.stranger.post("/workspaces", {"name": "Mine"})
    base = await world.stranger.post(f"/workspaces/{mine['id']}/bases", {"name": "B"})
    team = await world.stranger.post(f"/workspaces/{mine['id']}/teams", {"name": "T"})
    await world.stranger.put(f"/bases/{base['id']}/members", {"email": world.owner.email, "role": "creator"})

    for body, code in (
        ({"bases": [{"baseId": base["id"], "role": "viewer"}]}, "base_not_found"),
        ({"teamIds": [team["id"]]}, "team_not_found"),
    ):
        answer = await world.owner.http.post(_path(world), json={"email": NEW, "role": "member", **body})
        assert _code(answer) == (404, code)


async def test_inviting_an_address_again_replaces_what_it_was_invited_to(world: World, outbox: Outbox) -> None:
    await world.admin.post(_path(world), {"email": NEW, "role": "admin"})
    first = await outbox.token(NEW)
    outbox.an_hour_passes()
    await world.admin.post(_path(world), {"email": NEW.upper(), "role": "member"})

    statuses = [item["status"] for item in (await world.admin.get(_path(world)))["items"]]
    assert statuses == ["pending", "revoked"]
    assert _code(await world.stranger.http.get(f"/invitations/{first}")) == (404, "invitation_revoked")


async def test_a_link_is_shown_with_its_address_as_often_as_wanted(world: World) -> None:
    made = await world.admin.post(_path(world), {"role": "member", "maxUses": 3})
    [listed] = (await world.admin.get(_path(world)))["items"]
    assert made["url"] == listed["url"]
    assert listed["url"].startswith("http://127.0.0.1:8000/invite#")


async def test_sending_again_waits_a_minute_and_makes_the_same_link_live_longer(
    world: World, outbox: Outbox, database_url: str
) -> None:
    made = await world.admin.post(_path(world), {"email": NEW, "role": "member", "days": 1})
    again = f"{_path(world)}/{made['id']}/resend"

    early = await world.admin.http.post(again)
    assert _code(early) == (429, "too_many_requests")
    assert 0 < int(early.headers["Retry-After"]) <= 60
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.invitations SET sent_at = sent_at - interval '1 hour', expires_at = now()")
    sent = await world.admin.post(again, None, 200)

    assert sent["status"] == "pending"
    first, second = await outbox.letters(NEW)
    assert first["body"].split("/invite#")[1][:43] == second["body"].split("/invite#")[1][:43]


async def test_who_takes_an_invitation_back(world: World, outbox: Outbox) -> None:
    base = [{"baseId": world.base, "role": "viewer"}]
    mine = await world.creator.post(_path(world), {"email": NEW, "bases": base})
    token = await outbox.token(NEW)
    path = f"{_path(world)}/{mine['id']}"

    assert _code(await world.viewer.http.delete(path)) == (403, "forbidden")
    assert _code(await world.stranger.http.delete(path)) == (404, "workspace_not_found")
    assert _code(await world.admin.http.delete(f"{_path(world)}/inv_x")) == (404, "invitation_not_found")
    await world.creator.delete(path)
    assert _code(await world.admin.http.delete(path)) == (409, "invitation_over")
    assert _code(await world.admin.http.post(f"{path}/resend")) == (409, "invitation_over")
    assert _code(await world.stranger.http.get(f"/invitations/{token}")) == (404, "invitation_revoked")


async def test_what_somebody_offered_goes_when_they_go_or_step_down(world: World, outbox: Outbox) -> None:
    members = f"/workspaces/{world.workspace}/members"
    await world.admin.post(_path(world), {"email": NEW, "role": "member"})
    await world.creator.post(
        _path(world), {"email": "guest@example.org", "bases": [{"baseId": world.base, "role": "viewer"}]}
    )
    tokens = [await outbox.token(NEW), await outbox.token("guest@example.org")]

    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "member"})
    await world.owner.delete(f"{members}/{world.creator.id}")

    for token in tokens:
        assert _code(await world.stranger.http.get(f"/invitations/{token}")) == (404, "invitation_revoked")


async def test_a_workspace_invites_so_many_in_a_day(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_INVITATIONS_PER_DAY="2")) as app:
        world = await make_world(app)
        for at in range(2):
            await world.admin.post(_path(world), {"email": f"n{at}@example.org", "role": "member"})
        refused = await world.owner.http.post(_path(world), json={"email": NEW, "role": "member"})
        other = (await world.stranger.get("/workspaces"))["items"][0]["id"]
        theirs = await world.stranger.http.post(f"/workspaces/{other}/invitations", json={"role": "member"})

    assert _code(refused) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == "3600"
    assert theirs.status_code == 201


@pytest.mark.parametrize(
    "name",
    ["Buy at https://evil.example", "www.evil.example", "Win at Evil.com now", "evil。com", "Straße & Söhne v. 2.0"],
)
async def test_names_that_pass_for_links_are_not_mailed(app: FastAPI, world: World, outbox: Outbox, name: str) -> None:
    await world.owner.patch(f"/workspaces/{world.workspace}", {"name": name})
    await world.owner.post(_path(world), {"email": NEW, "role": "member"})

    [mail] = await outbox.letters(NEW)
    assert ("evil" in (mail["subject"] + mail["body"]).lower()) is False
    assert (name in mail["body"]) is ("evil" not in name.lower())


async def test_an_address_is_invited_so_often_in_a_day_over_all_workspaces(world: World, outbox: Outbox) -> None:
    made = await world.admin.post(_path(world), {"email": NEW, "role": "member"})
    soon = await world.owner.http.post(_path(world), json={"email": NEW.upper(), "role": "member"})
    assert _code(soon) == (429, "too_many_requests")
    assert 0 < int(soon.headers["Retry-After"]) <= 60
    await world.admin.delete(f"{_path(world)}/{made['id']}")
    revoked = await world.owner.http.post(_path(world), json={"email": NEW, "role": "member"})
    assert _code(revoked) == (429, "too_many_requests"), "nor after it was taken back"

    places = [(await world.stranger.post("/workspaces", {"name": f"W{at}"}))["id"] for at in range(5)]
    answers = await asyncio.gather(
        *(
            world.stranger.http.post(f"/workspaces/{place}/invitations", json={"email": NEW, "role": "member"})
            for place in places
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 4 + [429]
    outbox.an_hour_passes()
    late = await world.admin.http.post(_path(world), json={"email": NEW, "role": "member"})
    assert _code(late) == (429, "too_many_requests")
    await world.admin.post(_path(world), {"email": "other@example.org", "role": "member"})


async def test_mail_that_goes_out_shows_its_link_to_its_reader_alone(database_url: str, furnished: Furnished) -> None:
    async with running(settings_for(database_url, SMTP_URL="smtp://127.0.0.1:1")) as app:
        world = furnished.world(app)
        await world.owner.post(_path(world), {"email": NEW, "role": "member"})
        [mail] = (await world.owner.get(f"/workspaces/{world.workspace}/mails"))["items"]

    assert mail["status"] == "queued"
    assert "/invite#…" in mail["body"]


def test_invitations_to_an_address_are_found_by_an_index(database_url: str) -> None:
    """As they are counted in all workspaces each time that somebody is invited."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(
            "EXPLAIN SELECT sum(sends) FROM dataos.invitations WHERE lower(email) = lower(%s)", [NEW]
        ).fetchall()
    assert "invitations_email" in str(plan)


async def test_a_captured_link_is_shown_to_whoever_may_give_what_it_gives(world: World, outbox: Outbox) -> None:
    """An admin would else become an owner by the invitation that an owner sent."""
    guest = {"email": "guest@example.org", "bases": [{"baseId": world.base, "role": "viewer"}]}
    for body in ({"email": NEW, "role": "owner"}, {"email": "two@example.org", "role": "admin"}, guest):
        await world.owner.post(_path(world), body)

    seen = (await world.admin.get(f"/workspaces/{world.workspace}/mails"))["items"]

    hidden = {mail["to"][0]: "/invite#…" in mail["body"] for mail in seen}
    assert hidden == {NEW: True, "two@example.org": False, "guest@example.org": False}
    opened = await world.stranger.http.get(f"/invitations/{await outbox.token(NEW)}")
    assert opened.json()["role"] == "owner", "owners are shown it"
