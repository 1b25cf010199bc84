"""Passwords and addresses: changed by their owner alone, and nothing tells who has an account."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from api.auth.strength import check_password
from api.settings import Settings
from core.errors import Invalid
from tests.support.app import PASSWORD, Person, client_of, register, running, settings_for
from tests.support.letters import letters

NEW = "quiet otter paints fences"


@pytest.fixture
async def ada(app: FastAPI) -> Person:
    return await register(app, "Ada")


async def signs_in(app: FastAPI, email: str, password: str) -> bool:
    async with client_of(app) as client:
        answer = await client.post("/auth/login", json={"email": email, "password": password})
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("password123", True),
        ("qwertyuiop", True),
        ("1234567890", True),
        ("aaaaaaaaaaaaaaaa", True),
        ("2026-11-28", True),
        ("lovelace!!X9qk", True),
        ("Ada.Lovelace.84", True),
        (NEW, False),
        ("Wq7#mPz!2vKd", False),
        ("κωδικός πρόσβασης", False),
        (NEW + "ab" * 400, False),
    ],
)
async def test_what_is_easy_to_guess_is_refused(password: str, *, weak: bool) -> None:
    checked = check_password(password, email="ada.lovelace@example.org", name="Ada King")
    if not weak:
        await checked
        return
    with pytest.raises(Invalid) as refused:
        await checked
    assert (refused.value.code, refused.value.faults[0].path) == ("weak_password", "password")


async def test_a_changed_password_ends_the_other_sessions(app: FastAPI, ada: Person, database_url: str) -> None:
    async with client_of(app) as other:
        login = await other.post("/auth/login", json={"email": ada.email, "password": PASSWORD})
        elsewhere = {"Authorization": f"Bearer {login.json()['accessToken']}"}
        assert (await other.get("/me", headers=elsewhere)).status_code == 200

        answer = await ada.http.put("/auth/password", json={"currentPassword": PASSWORD, "newPassword": NEW})

        assert answer.status_code == 204, answer.text
        assert (await other.get("/me", headers=elsewhere)).status_code == 401
    assert (await ada.http.get("/me")).status_code == 200
    assert not await signs_in(app, ada.email, PASSWORD)
    assert await signs_in(app, ada.email, NEW)
    assert [letter.subject for letter in letters(database_url)] == ["Your password was changed"]


async def test_a_wrong_present_password_changes_nothing(app: FastAPI, ada: Person) -> None:
    body = {"currentPassword": "wrong wrong wrong", "newPassword": NEW}
    answer = await ada.http.put("/auth/password", json=body)

    assert answer.status_code == 422
    assert [(fault["path"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("currentPassword", "wrong_password")
    ]
    assert await signs_in(app, ada.email, PASSWORD)


async def test_a_stolen_session_cannot_guess_the_password(ada: Person) -> None:
    body = {"currentPassword": "wrong wrong wrong", "newPassword": NEW}
    statuses = [(await ada.http.put("/auth/password", json=body)).status_code for _ in range(12)]
    assert statuses[:10] == [422] * 10
    assert statuses[10:] == [429] * 2


async def test_a_forgotten_password_is_set_by_the_mailed_link_once(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    asked = await anonymous.post("/auth/password/forgot", json={"email": "ADA@example.org"})
    assert asked.status_code == 202
    [letter] = letters(database_url)
    assert (letter.to, letter.workspace) == (ada.email, None)
    assert "http://127.0.0.1:8000/reset-password#" in letter.body

    weak = await anonymous.post("/auth/password/reset", json={"token": letter.secret, "password": "password123"})
    assert weak.json()["code"] == "weak_password"
    done = await anonymous.post("/auth/password/reset", json={"token": letter.secret, "password": NEW})
    again = await anonymous.post("/auth/password/reset", json={"token": letter.secret, "password": PASSWORD})

    assert done.status_code == 204, done.text
    assert (again.status_code, again.json()["code"]) == (422, "link_not_valid")
    assert await signs_in(app, ada.email, NEW)
    assert (await ada.http.get("/me")).status_code == 401, "all sessions have ended"


async def test_of_two_uses_of_a_link_at_once_one_succeeds(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    for _ in range(2):
        await anonymous.post("/auth/password/forgot", json={"email": ada.email})
    first, second = letters(database_url)
    passwords = [f"{NEW} {n}" for n in range(6)]
    answers = await asyncio.gather(
        *(
            anonymous.post("/auth/password/reset", json={"token": letter.secret, "password": password})
            for letter, password in zip([first, second] * 3, passwords, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [204, 422, 422, 422, 422, 422]
    [won] = [password for answer, password in zip(answers, passwords, strict=True) if answer.status_code == 204]
    assert await signs_in(app, ada.email, won)


async def test_a_sign_in_under_way_does_not_outlive_the_old_password(
    app: FastAPI, ada: Person, database_url: str
) -> None:
    """However the two meet, no session of the old password lives afterwards."""
    async with client_of(app) as client:
        for turn in range(5):
            await client.post("/auth/password/forgot", json={"email": ada.email})
            secret = letters(database_url, ada.email)[-1].secret
            old = PASSWORD if turn == 0 else f"{NEW} {turn - 1}"
            login, reset = await asyncio.gather(
                client.post("/auth/login", json={"email": ada.email, "password": old}),
                client.post("/auth/password/reset", json={"token": secret, "password": f"{NEW} {turn}"}),
            )
            assert reset.status_code == 204
            if login.status_code == 200:
                headers = {"Authorization": f"Bearer {login.json()['accessToken']}"}
                assert (await client.get("/me", headers=headers)).status_code == 401


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 200, "../../etc", "a b", "\x00", "é"])
async def test_made_up_links_open_nothing(anonymous: httpx2.AsyncClient, ada: Person, token: str) -> None:
    for path, body in (
        ("/auth/password/reset", {"token": token, "password": NEW}),
        ("/auth/email/confirm", {"token": token}),
    ):
        answer = await anonymous.post(path, json=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["path"] == "token"


async def test_an_expired_link_opens_nothing(ada: Person, anonymous: httpx2.AsyncClient, database_url: str) -> None:
    await anonymous.post("/auth/password/forgot", json={"email": ada.email})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.one_time_links SET expires_at = now() - interval '1 second'")
    secret = letters(database_url)[0].secret
    answer = await anonymous.post("/auth/password/reset", json={"token": secret, "password": NEW})
    assert answer.json()["code"] == "link_not_valid"


async def test_nothing_tells_whether_an_address_has_an_account(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    known = await anonymous.post("/auth/password/forgot", json={"email": ada.email})
    unknown = await anonymous.post("/auth/password/forgot", json={"email": "eve@example.org"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert {*known.headers} == {*unknown.headers}
    assert [letter.to for letter in letters(database_url)] == [ada.email]
    with psycopg.connect(database_url, autocommit=True) as connection:
        kept = connection.execute("SELECT user_id, hash FROM dataos.one_time_links ORDER BY created_at").fetchall()
    assert [row[0] for row in kept] == [ada.id, None], "both leave one row, in one statement"
    assert letters(database_url)[0].secret.encode() not in {bytes(row[1]) for row in kept}, "digests only"


async def test_an_account_is_not_flooded_with_mails(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    for _ in range(8):
        await anonymous.post("/auth/password/forgot", json={"email": ada.email})
    assert len(letters(database_url)) == 5
    statuses = [
        (await anonymous.post("/auth/password/forgot", json={"email": "eve@example.org"})).status_code
        for _ in range(13)
    ]
    assert statuses == [202] * 12 + [429]


async def test_an_address_changes_once_the_new_one_is_confirmed(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    body = {"email": "ada@new.example", "password": PASSWORD}
    assert (await ada.http.put("/auth/email", json=body)).status_code == 202
    new, old = sorted(letters(database_url), key=lambda letter: letter.to != "ada@new.example")
    assert (new.to, old.to) == ("ada@new.example", ada.email)
    assert "#" not in old.body
    assert (await ada.get("/me"))["email"] == ada.email

    elsewhere = await anonymous.post("/auth/email/confirm", json={"token": new.secret})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "link_of_another_account")
    confirmed = await ada.http.post("/auth/email/confirm", json={"token": new.secret})

    assert confirmed.json() == {"email": "ada@new.example", "passwordMailed": False}
    me = await ada.get("/me")
    assert (me["email"], me["emailVerified"]) == ("ada@new.example", True)
    assert await signs_in(app, "ada@new.example", PASSWORD)
    assert not await signs_in(app, ada.email, PASSWORD)


@pytest.mark.parametrize("way", ["changed", "forgotten"])
async def test_a_new_password_ends_a_change_of_address_that_is_under_way(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str, way: str
) -> None:
    """Whoever knew the old password may have asked for it."""
    asked = await ada.http.put("/auth/email", json={"email": "eve@evil.example", "password": PASSWORD})
    assert asked.status_code == 202
    [taking] = letters(database_url, "eve@evil.example")
    if way == "changed":
        done = await ada.http.put("/auth/password", json={"currentPassword": PASSWORD, "newPassword": NEW})
    else:
        await anonymous.post("/auth/password/forgot", json={"email": ada.email})
        secret = letters(database_url, ada.email)[-1].secret
        done = await anonymous.post("/auth/password/reset", json={"token": secret, "password": NEW})
    assert done.status_code == 204, done.text

    answer = await anonymous.post("/auth/email/confirm", json={"token": taking.secret})

    assert (answer.status_code, answer.json()["code"]) == (422, "link_not_valid")
    assert await signs_in(app, ada.email, NEW)


async def test_a_change_of_address_does_not_outlive_a_password_that_changes_meanwhile(
    app: FastAPI, ada: Person, database_url: str
) -> None:
    """Whoever asks for it with the former password asks in vain, however the two meet."""
    changes = {"currentPassword": PASSWORD, "newPassword": NEW}
    async with await psycopg.AsyncConnection.connect(database_url) as holding:
        await holding.execute("LOCK TABLE dataos.mails IN SHARE MODE")  # both wait at their last statement
        asking = asyncio.create_task(
            ada.http.put("/auth/email", json={"email": "eve@evil.example", "password": PASSWORD})
        )
        await asyncio.sleep(1)
        changing = asyncio.create_task(ada.http.put("/auth/password", json=changes))
        await asyncio.sleep(1)
        await holding.rollback()
    assert [(await task).status_code for task in (asking, changing)] == [202, 204]
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT purpose FROM dataos.one_time_links").fetchall() == []
    assert await signs_in(app, ada.email, NEW)


async def test_an_address_that_somebody_has_is_neither_taken_nor_told(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    bob = await register(app, "Bob")
    taken = await ada.http.put("/auth/email", json={"email": bob.email, "password": PASSWORD})
    free = await ada.http.put("/auth/email", json={"email": "free@example.org", "password": PASSWORD})
    assert (taken.status_code, taken.content) == (free.status_code, free.content)
    assert not letters(database_url, bob.email)

    # Somebody takes it while the link is on its way.
    await register(app, "Free")
    [letter] = letters(database_url, "free@example.org")
    answer = await ada.http.post("/auth/email/confirm", json={"token": letter.secret})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


@pytest.fixture
async def strict(database_url: str) -> AsyncIterator[FastAPI]:
    settings: Settings = settings_for(
        database_url, DATAOS_AUTH_VERIFY_EMAIL="true", DATAOS_PUBLIC_URL="https://data.example.org/"
    )
    async with running(settings) as app:
        yield app


async def test_where_addresses_are_verified_an_account_does_nothing_before(strict: FastAPI, database_url: str) -> None:
    ada = await register(strict, "Ada")
    for method, path in (("GET", "/workspaces"), ("POST", "/workspaces")):
        answer = await ada.http.request(method, path, json={"name": "W"} if method == "POST" else None)
        assert (answer.status_code, answer.json()["code"]) == (403, "email_not_verified")
    assert (await ada.get("/me"))["emailVerified"] is False
    assert (await ada.http.post("/auth/email/verification")).status_code == 202
    first, second = letters(database_url)
    assert first.body.count("https://data.example.org/confirm-email#") == 1

    answer = await ada.post("/auth/email/confirm", {"token": first.secret}, 200)
    assert answer == {"email": ada.email, "passwordMailed": False}
    again = await ada.http.post("/auth/email/confirm", json={"token": second.secret})
    assert again.json()["code"] == "link_not_valid", "the others end with the first"
    await ada.post("/workspaces", {"name": "W"})


async def test_names_of_people_reach_no_header_and_no_mail(app: FastAPI, database_url: str) -> None:
    async with client_of(app) as client:
        for name in ("Ada\r\nBcc: eve@example.org", "Ada\nX: 1", "\u202eadA"):
            body = {"email": "ada@example.org", "password": NEW, "name": name}
            assert (await client.post("/auth/register", json=body)).status_code == 422
        hostile = {"email": "ada@example.org", "password": NEW, "name": "Click https://evil.example now"}
        assert (await client.post("/auth/register", json=hostile)).status_code == 201
        await client.post("/auth/password/forgot", json={"email": "ada@example.org"})
    assert all("evil" not in letter.subject + letter.body for letter in letters(database_url))


async def test_a_host_header_leads_no_link_astray(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    await anonymous.post("/auth/password/forgot", json={"email": ada.email}, headers=headers)
    assert "evil" not in letters(database_url)[0].body


async def test_a_new_name_shows_at_once(ada: Person) -> None:
    assert (await ada.http.patch("/auth/profile", json={"name": "Ada King"})).status_code == 204
    assert (await ada.get("/me"))["name"] == "Ada King"
