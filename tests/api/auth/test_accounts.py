"""Making accounts and signing in."""

import asyncio

import httpx2
import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.support.app import PASSWORD, client_of, register, running, settings_for

ADA = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}


async def test_register_signs_in_and_me_shows_the_person(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.post("/auth/register", json=ADA)

    assert answer.status_code == 201
    body = answer.json()
    assert body["tokenType"] == "Bearer"
    assert body["expiresIn"] == 900
    assert body["user"] == {"id": body["user"]["id"], "name": "Ada", "email": "ada@example.org"}
    me = await anonymous.get("/me", headers={"Authorization": f"Bearer {body['accessToken']}"})
    assert me.json() == {**body["user"], "workspaces": []}


async def test_an_email_has_one_account_whatever_its_case(anonymous: httpx2.AsyncClient) -> None:
    await anonymous.post("/auth/register", json=ADA)

    again = await anonymous.post("/auth/register", json={**ADA, "email": "ADA@Example.org"})

    assert again.status_code == 409
    assert again.json()["code"] == "email_taken"
    login = await anonymous.post("/auth/login", json={"email": "ADA@example.ORG", "password": PASSWORD})
    assert login.status_code == 200


async def test_two_registrations_at_once_make_one_account(anonymous: httpx2.AsyncClient) -> None:
    answers = await asyncio.gather(*(anonymous.post("/auth/register", json=ADA) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"password": "short"}, "password"),
        ({"password": "x" * 1001}, "password"),
        ({"password": 12345678}, "password"),
        ({"email": "nobody"}, "email"),
        ({"email": "two@at@example.org"}, "email"),
        ({"email": "nul\0@example.org"}, "email"),
        ({"name": "   "}, "name"),
        ({"name": "line\nbreak"}, "name"),
        ({"name": None}, "name"),
        ({"admin": True}, "admin"),
    ],
)
async def test_register_names_what_is_wrong(
    anonymous: httpx2.AsyncClient, change: dict[str, object], path: str
) -> None:
    answer = await anonymous.post("/auth/register", json={**ADA, **change})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [fault["path"] for fault in answer.json()["errors"]] == [path]


async def test_wrong_password_and_unknown_account_get_the_same_answer(app: FastAPI) -> None:
    await register(app, "Ada")
    async with client_of(app) as anonymous:
        wrong = await anonymous.post("/auth/login", json={"email": "ada@example.org", "password": "wrong wrong"})
        unknown = await anonymous.post("/auth/login", json={"email": "eve@example.org", "password": "wrong wrong"})

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.json()["code"] == unknown.json()["code"] == "invalid_credentials"
    assert wrong.json()["detail"] == unknown.json()["detail"]


async def test_registration_can_be_off(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_REGISTRATION="off")) as app, client_of(app) as anonymous:
        answer = await anonymous.post("/auth/register", json=ADA)

    assert answer.status_code == 403
    assert answer.json()["code"] == "registration_off"


async def test_an_administrator_can_be_created_while_registration_is_off(database_url: str) -> None:
    from api.auth.create_admin import run

    settings: Settings = settings_for(database_url, DATAOS_REGISTRATION="off")
    user_id = await run(settings, "root@example.org", PASSWORD, "Root")
    async with running(settings) as app, client_of(app) as anonymous:
        login = await anonymous.post("/auth/login", json={"email": "root@example.org", "password": PASSWORD})
        me = await anonymous.get("/me", headers={"Authorization": f"Bearer {login.json()['accessToken']}"})

    assert me.json()["id"] == user_id
    assert [item["role"] for item in me.json()["workspaces"]] == ["owner"]


async def test_names_and_addresses_may_be_in_any_script(app: FastAPI) -> None:
    async with client_of(app) as anonymous:
        body = {"email": "ελένη@παράδειγμα.gr", "password": "κωδικός πρόσβασης", "name": "Ελένη 👩🏽‍💻 \u202e"}
        made = await anonymous.post("/auth/register", json=body)
        login = await anonymous.post("/auth/login", json={"email": body["email"], "password": body["password"]})

    assert made.status_code == 201
    assert made.json()["user"]["name"] == body["name"]
    assert login.status_code == 200
