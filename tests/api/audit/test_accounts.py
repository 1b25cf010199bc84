"""Acts that take a mailed link, a code or the password: each leaves one entry, which names whose account it is."""

import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP

from tests.api.audit.log import entries
from tests.support.app import PASSWORD, Person, World, client_of, register
from tests.support.letters import letters

NEW = "quiet otter paints fences"


@pytest.fixture
async def ada(app: FastAPI) -> Person:
    return await register(app, "Ada")


async def _acts(app: FastAPI, person: Person) -> list[str]:
    """What the log says that somebody did since they made their account, all of it in the installation's chain."""
    found = await entries(app, actor_id=person.id)
    assert {each["chain"] for each in found} == {"installation"}
    assert found[0]["action"] == "account.registered"
    return [each["action"] for each in found[1:]]


async def test_a_changed_and_a_forgotten_password(app: FastAPI, ada: Person, database_url: str) -> None:
    changed = await ada.http.put("/auth/password", json={"currentPassword": PASSWORD, "newPassword": NEW})
    assert changed.status_code == 204
    async with client_of(app) as anonymous:
        await anonymous.post("/auth/password/forgot", json={"email": ada.email})
        secret = letters(database_url, ada.email)[-1].secret
        for status in (204, 422):
            body = {"token": secret, "password": f"{NEW} twice"}
            assert (await anonymous.post("/auth/password/reset", json=body)).status_code == status

    assert await _acts(app, ada) == ["password.changed", "password.reset"]
    [asked] = await entries(app, action="password_reset.requested")
    assert (asked["actor_id"], asked["targets"], asked["detail"]) == ("nobody", [], {})
    assert secret not in str(await entries(app))


async def test_a_changed_address(app: FastAPI, ada: Person, database_url: str) -> None:
    asked = await ada.http.put("/auth/email", json={"email": "ada.new@example.org", "password": PASSWORD})
    assert asked.status_code == 202
    await ada.post("/auth/email/confirm", {"token": letters(database_url, "ada.new@example.org")[-1].secret}, 200)

    assert await _acts(app, ada) == ["email.changed", "email.confirmed"]


async def test_a_second_factor_from_its_beginning_to_its_end(app: FastAPI, ada: Person) -> None:
    secret = (await ada.post("/auth/two-factors", {"password": PASSWORD}, 200))["secret"]
    codes = await ada.post("/auth/two-factors/confirm", {"code": TOTP(secret).now()}, 200)
    first, second, *_ = codes["recoveryCodes"]
    async with client_of(app) as anonymous:
        login = await anonymous.post("/auth/login", json={"email": ada.email, "password": PASSWORD})
        challenge = login.json()["secondFactor"]["challenge"]
        wrong = await anonymous.post(
            "/auth/second-factor", json={"challenge": challenge, "code": "0000-0000-0000-0000"}
        )
        assert wrong.status_code == 422
        done = await anonymous.post("/auth/second-factor", json={"challenge": challenge, "code": first})
        assert done.status_code == 200, done.text
    fresh = await ada.post("/auth/two-factors/recovery-codes", {"code": second}, 200)
    body = {"password": PASSWORD, "code": fresh["recoveryCodes"][0]}
    assert (await ada.http.post("/auth/two-factors/end", json=body)).status_code == 204

    assert await _acts(app, ada) == [
        "two_factors.begun",
        "two_factors.confirmed",
        "session.challenged",
        "session.started",
        "recovery_codes.renewed",
        "two_factors.ended",
    ]
    [refused] = await entries(app, action="session.refused")
    assert (refused["outcome"], refused["detail"]) == ("refused", {"account": ada.email})
    log = str(await entries(app))
    assert [word for word in (secret, first, challenge) if word in log] == []


async def test_who_joins_by_an_invitation_is_in_the_log_of_the_workspace(
    app: FastAPI, world: World, ada: Person
) -> None:
    here = f"/workspaces/{world.workspace}"
    invitation = await world.owner.post(f"{here}/invitations", {"role": "member", "maxUses": 5})
    token = invitation["url"].partition("#")[2]
    await ada.post(f"/invitations/{token}/accept", None, 200)
    async with client_of(app) as anonymous:
        body = {"email": "nils@example.org", "password": PASSWORD, "name": "Nils"}
        assert (await anonymous.post(f"/invitations/{token}/register", json=body)).status_code == 201

    found = (await world.owner.get(f"{here}/audit-logs"))["items"]
    told = [(each["action"], each["actor"]["name"]) for each in found if invitation["id"] in each["targets"]]
    assert sorted(told) == [
        ("invitation.accepted", "Ada"),
        ("invitation.accepted", "Nils"),
        ("invitation.created", "Olga"),
    ]
    assert token not in str(found)
