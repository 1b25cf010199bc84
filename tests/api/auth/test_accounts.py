"""Making accounts and signing in."""

import asyncio
import json

import httpx2
import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.support.app import PASSWORD, client_of, register, running, settings_for
from tests.support.statements import counted

ADA = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}


async def test_register_signs_in_and_me_shows_the_person(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.post("/auth/register", json=ADA)

    assert answer.status_code == 201
    body = answer.json()
    assert body["tokenType"] == "Bearer"
    assert body["expiresIn"] == 900
    assert body["user"] == {"id": body["user"]["id"], "name": "Ada", "email": "ada@example.org"}
    me = await anonymous.get("/me", headers={"Authorization": f"Bearer {body['accessToken']}"})
    assert me.json() == {**body["user"], "emailVerified": False, "twoFactors": False, "workspaces": []}


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
        ({"password": "\ud800 half a character"}, "password"),
        ({"password": "nul \0 inside"}, "password"),
        ({"email": "nobody"}, "email"),
        ({"email": "two@at@example.org"}, "email"),
        ({"email": "nul\0@example.org"}, "email"),
        ({"email": "\ud800@example.org"}, "email"),
        ({"email": "a" * 65 + "@example.org"}, "email"),
        ({"email": "ada@" + "example." * 40 + "org"}, "email"),
        ({"email": "a" * 60_000}, "email"),
        ({"email": "ada@example..org"}, "email"),
        ({"email": "ada@.example.org"}, "email"),
        ({"email": "ada@-example.org"}, "email"),
        ({"email": "Ada <ada@example.org>"}, "email"),
        ({"email": "ada@example.org,eve@example.org"}, "email"),
        ({"email": "ada@example.org\r\nBcc: eve@example.org"}, "email"),
        ({"email": "ad a@example.org"}, "email"),
        ({"email": "a\u200bda@example.org"}, "email"),
        ({"email": "ada@exam\u202eple.org"}, "email"),
        ({"email": "\u0430da@example.org"}, "email"),
        ({"email": "ada@ex\u0430mple.org"}, "email"),
        ({"email": "ad\u03b1@example.org"}, "email"),
        ({"email": "\uff41da@example.org"}, "email"),
        ({"email": "ada\u034f@example.org"}, "email"),
        ({"email": "ada\ufe0f@example.org"}, "email"),
        ({"email": "ada\u180b@example.org"}, "email"),
        ({"email": "ada\u180f@example.org"}, "email"),
        ({"email": "ada\u17b4@example.org"}, "email"),
        ({"email": "ada\u1160@example.org"}, "email"),
        ({"email": "ada\u2800@example.org"}, "email"),
        ({"email": "ada\U000e0101@example.org"}, "email"),
        ({"email": "ada@exam\u034fple.org"}, "email"),
        ({"email": "\u0430\u034fda@example.org"}, "email"),
        ({"email": "\u0430\u0323da@example.org"}, "email"),
        ({"email": "ada@ex\u0430\u0323mple.org"}, "email"),
        ({"email": None}, "email"),
        ({"name": "   "}, "name"),
        ({"name": "line\nbreak"}, "name"),
        ({"name": "next\u0085line"}, "name"),
        ({"name": "line\u2028separator"}, "name"),
        ({"name": "nul\0"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": "gro.elpmaxe \u202e Ada"}, "name"),
        ({"name": "\u2067Ada"}, "name"),
        ({"name": "\u200b\u200d"}, "name"),
        ({"name": "\u3164"}, "name"),
        ({"name": "\u034f"}, "name"),
        ({"name": "\ufe0f\ufe0f"}, "name"),
        ({"name": "\u2800\u17b4"}, "name"),
        ({"name": "\u0301"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": None}, "name"),
        ({"admin": True}, "admin"),
    ],
)
async def test_register_names_what_is_wrong(
    anonymous: httpx2.AsyncClient, change: dict[str, object], path: str
) -> None:
    # Written in ASCII, since JSON can say what UTF-8 cannot: half of a character.
    body = json.dumps({**ADA, **change})
    answer = await anonymous.post("/auth/register", content=body, headers={"Content-Type": "application/json"})

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


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("ελένη@παράδειγμα.gr", "Ελένη 👩🏽‍💻"),
        ("иван+work@пример.рф", "Иван Iván"),
        ("محمد@مثال.السعودية", "\u200fمحمد\u200f"),
        ("山田.taro@例え.jp", "山田 太郎"),
        ("o'brien_1+tag@sub-domain.example.org", "Conan O\u2019Brien Jr."),
        ("a@localhost", "A"),
        ("हिन्दी@उदाहरण.भारत", "हिन्दी ❤️"),
        ("ạ́@example.org", "👩🏽‍💻"),
    ],
)
async def test_names_and_addresses_may_be_in_any_script(app: FastAPI, email: str, name: str) -> None:
    async with client_of(app) as anonymous:
        body = {"email": email, "password": "κωδικός πρόσβασης", "name": name}
        made = await anonymous.post("/auth/register", json=body)
        login = await anonymous.post("/auth/login", json={"email": email, "password": body["password"]})

    assert made.status_code == 201, made.text
    assert made.json()["user"] == {**made.json()["user"], "name": name, "email": email}
    assert login.status_code == 200


async def test_an_address_is_one_however_the_keyboard_writes_it(anonymous: httpx2.AsyncClient) -> None:
    whole, in_parts = "ren\u00e9@example.org", "  rene\u0301@Example.org\t"
    made = await anonymous.post("/auth/register", json={**ADA, "email": in_parts, "name": "  René "})
    taken = await anonymous.post("/auth/register", json={**ADA, "email": whole})
    logins = [
        (await anonymous.post("/auth/login", json={"email": email, "password": PASSWORD})).status_code
        for email in (whole, in_parts, whole.upper())
    ]

    assert (made.json()["user"]["email"], made.json()["user"]["name"]) == ("ren\u00e9@Example.org", "René")
    assert taken.json()["code"] == "email_taken"
    assert logins == [200, 200, 200]


async def test_spaces_around_a_password_belong_to_it(anonymous: httpx2.AsyncClient) -> None:
    await anonymous.post("/auth/register", json={**ADA, "password": f" {PASSWORD} "})
    logins = [
        (await anonymous.post("/auth/login", json={"email": ADA["email"], "password": password})).status_code
        for password in (PASSWORD, f" {PASSWORD} ")
    ]

    assert logins == [401, 200]


@pytest.mark.parametrize(
    ("change", "status", "path"),
    [
        ({"email": "nul\0@example.org"}, 422, "email"),
        ({"email": "\ud800@example.org"}, 422, "email"),
        ({"email": "a" * 255}, 422, "email"),
        ({"email": None}, 422, "email"),
        ({"password": "\ud800"}, 422, "password"),
        ({"password": "x" * 1001}, 422, "password"),
        ({"password": ["x"]}, 422, "password"),
        ({"email": ""}, 401, None),
        ({"email": "'; DROP TABLE dataos.users; --"}, 401, None),
        ({"email": "%"}, 401, None),
        ({"email": "\u0430da@example.org"}, 401, None),
        ({"password": ""}, 401, None),
        ({"password": "nul \0"}, 401, None),
    ],
)
async def test_a_hostile_sign_in_is_a_clear_refusal(
    anonymous: httpx2.AsyncClient, change: dict[str, object], status: int, path: str | None
) -> None:
    await anonymous.post("/auth/register", json=ADA)
    body = json.dumps({"email": ADA["email"], "password": PASSWORD, **change})
    answer = await anonymous.post("/auth/login", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == status, answer.text
    assert [fault["path"] for fault in answer.json()["errors"]] == ([] if path is None else [path])


async def test_an_unknown_address_takes_as_many_statements_as_a_known_one(app: FastAPI) -> None:
    ada = await register(app, "Ada")
    sent: list[int] = []
    async with client_of(app) as client:
        for email in (ada.email, "eve@example.org"):
            with counted(app) as statements:
                answer = await client.post("/auth/login", json={"email": email, "password": "wrong wrong wrong"})
            assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")
            sent.append(len(statements))
    assert sent[0] == sent[1] > 0
