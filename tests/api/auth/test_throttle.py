"""What stands in the way of guessing, and what does not stand in the way of the owner."""

import asyncio
from dataclasses import dataclass

import httpx2
import pytest
from fastapi import FastAPI

from api.auth.throttle import LoginThrottle, TooManyAttempts
from tests.support.app import API, BASE_URL, PASSWORD, client_of, register, running, settings_for
from tests.support.letters import letters

ADA = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada"}
RIGHT = {"email": "ada@example.org", "password": PASSWORD}
WRONG = {"email": "ada@example.org", "password": "wrong wrong"}
HERE, THERE = "203.0.113.7", "198.51.100.20"


def _at(app: FastAPI, address: str) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False, client=(address, 40_000))
    return httpx2.AsyncClient(transport=transport, base_url=BASE_URL + API)


async def _guess(client: httpx2.AsyncClient, times: int) -> list[int]:
    return [(await client.post("/auth/login", json=WRONG)).status_code for _ in range(times)]


async def test_guessing_is_refused_even_with_the_right_password_at_last(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS="3")) as app, client_of(app) as anonymous:
        await register(app, "Ada")
        wrong = {"email": "ada@example.org", "password": "wrong wrong"}
        guesses = await asyncio.gather(*(anonymous.post("/auth/login", json=wrong) for _ in range(6)))
        right = await anonymous.post("/auth/login", json={"email": "Ada@example.org", "password": PASSWORD})

    assert sorted(answer.status_code for answer in guesses) == [401, 401, 401, 429, 429, 429]
    assert right.status_code == 429
    assert right.json()["code"] == "too_many_requests"
    assert 0 < int(right.headers["Retry-After"]) <= 300


async def test_a_successful_sign_in_clears_the_count(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS="2")) as app, client_of(app) as anonymous:
        await register(app, "Ada")
        right = {"email": "ada@example.org", "password": PASSWORD}
        statuses = [(await anonymous.post("/auth/login", json=right)).status_code for _ in range(5)]

    assert statuses == [200] * 5


async def test_an_address_may_not_try_every_account(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS_PER_ADDRESS="3")) as app:
        await register(app, "Ada")
        async with client_of(app) as anonymous:
            statuses: list[int] = []
            for n in range(5):
                # A sign-in of one's own in between does not wipe the slate.
                own = await anonymous.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
                anonymous.cookies.clear()
                guess = {"email": f"victim{n}@example.org", "password": PASSWORD}
                statuses += [own.status_code, (await anonymous.post("/auth/login", json=guess)).status_code]

    assert statuses == [200, 401, 200, 401, 200, 401, 429, 429, 429, 429]


async def test_an_address_may_not_register_without_end(database_url: str) -> None:
    settings = settings_for(database_url, DATAOS_REGISTRATIONS_PER_ADDRESS="2")
    async with running(settings) as app, client_of(app) as anonymous:
        bodies = [{**ADA, "email": f"ada{n}@example.org"} for n in range(3)]
        answers = [await anonymous.post("/auth/register", json=body) for body in bodies]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 300


async def test_who_guesses_at_an_account_does_not_keep_its_owner_out(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS="3")) as app:
        await register(app, "Ada")
        async with _at(app, HERE) as guesser, _at(app, THERE) as owner:
            guesses = await _guess(guesser, 5)
            refused = await guesser.post("/auth/login", json=RIGHT)
            owners = [(await owner.post("/auth/login", json=body)).status_code for body in (WRONG, WRONG, RIGHT)]

    assert guesses == [401, 401, 401, 429, 429]
    assert refused.status_code == 429
    assert owners == [401, 401, 200]


async def test_a_device_that_has_signed_in_before_gets_in_beside_a_guesser_at_its_address(database_url: str) -> None:
    limits = {"DATAOS_LOGIN_ATTEMPTS": "3", "DATAOS_LOGIN_ATTEMPTS_PER_ADDRESS": "3"}
    async with (
        running(settings_for(database_url, **limits)) as app,
        _at(app, HERE) as known,
        _at(app, HERE) as guesser,
        _at(app, HERE) as other,
    ):
        await known.post("/auth/register", json=ADA)
        signed_out = await known.post("/auth/logout", headers={"X-CSRF-Token": known.cookies["dataos_csrf"]})
        guesses = await _guess(guesser, 5)
        fresh = await other.post("/auth/login", json=RIGHT)
        back = await known.post("/auth/login", json=RIGHT)

        # Its cookie is good for its own account only, and for as many guesses as any address has.
        foreign = await known.post("/auth/login", json={**WRONG, "email": "eve@example.org"})
        stolen = await _guess(known, 5)

    assert signed_out.status_code == 204
    assert guesses == [401, 401, 401, 429, 429]
    # The guesses used up the address too.
    assert (fresh.status_code, back.status_code, foreign.status_code) == (429, 200, 429)
    assert stolen == [401, 401, 401, 429, 429]


@pytest.mark.parametrize("cookie", ["", ".", "x", "a.b", "é.ü", "x" * 5000, "dataos.{}"])
async def test_a_made_up_device_is_not_known(database_url: str, cookie: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS="2")) as app, _at(app, HERE) as guesser:
        headers = {b"Cookie": f"dataos_device={cookie}".encode()}
        answers = [await guesser.post("/auth/login", json=WRONG, headers=headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]


async def test_an_unknown_account_is_refused_like_a_known_one(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_LOGIN_ATTEMPTS="2")) as app:
        await register(app, "Ada")
        found: list[list[tuple[int, str, str | None]]] = []
        for email in ("ada@example.org", "nobody@example.org"):
            async with _at(app, HERE) as guesser:
                answers = [await guesser.post("/auth/login", json={**WRONG, "email": email}) for _ in range(4)]
            found.append([(a.status_code, a.json()["detail"], a.headers.get("Retry-After")) for a in answers])

    assert found[0] == found[1]
    assert [status for status, _, _ in found[0]] == [401, 401, 429, 429]


@dataclass
class _Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def _wait(throttle: LoginThrottle, account: str = "ada", address: str = HERE) -> int:
    try:
        throttle.enter(account, address)
    except TooManyAttempts as refused:
        return refused.retry_after
    return 0


def test_who_goes_on_guessing_waits_longer_each_time_up_to_the_window() -> None:
    clock = _Clock()
    throttle = LoginThrottle(per_account=3, per_address=1000, seconds=160, monotonic=clock)
    waits: list[int] = []
    for _ in range(3):
        assert _wait(throttle) == 0
    for _ in range(7):
        waits.append(_wait(throttle))
        clock.now += waits[-1]
        assert _wait(throttle) == 0

    assert waits == [10, 20, 40, 80, 160, 160, 160]


def test_a_quiet_window_forgets_everything() -> None:
    clock = _Clock()
    throttle = LoginThrottle(per_account=3, per_address=1000, seconds=160, monotonic=clock)
    for _ in range(2):
        assert [_wait(throttle) for _ in range(4)] == [0, 0, 0, 10]
        clock.now += 10 + 160


def test_an_address_with_many_people_is_not_refused_for_their_usual_mistakes() -> None:
    clock = _Clock()
    throttle = LoginThrottle(per_account=10, per_address=100, seconds=300, monotonic=clock)
    for n in range(5000):
        assert _wait(throttle, account=f"person {n}") == 0
        clock.now += 3.1


def test_all_of_somebodys_ipv6_addresses_are_one() -> None:
    throttle = LoginThrottle(per_account=2, per_address=1000, seconds=160)
    waits = [_wait(throttle, address=f"2001:db8:1:2:{n:x}::1") for n in range(3)]

    assert waits == [0, 0, 10]
    assert _wait(throttle, address="2001:db8:1:3::1") == 0


def test_the_right_password_as_the_last_free_attempt_starts_no_wait() -> None:
    throttle = LoginThrottle(per_account=100, per_address=3, seconds=160)
    assert [_wait(throttle, account="a"), _wait(throttle, account="b"), _wait(throttle)] == [0, 0, 0]
    throttle.succeeded("ada", HERE)

    assert [_wait(throttle), _wait(throttle)] == [0, 10]


def test_attempts_refused_for_one_account_leave_the_address_to_the_others() -> None:
    throttle = LoginThrottle(per_account=3, per_address=10, seconds=300)
    guesses = [_wait(throttle, account="alice") for _ in range(40)]

    assert [wait == 0 for wait in guesses] == [True] * 3 + [False] * 37
    assert [_wait(throttle, account=name) for name in ("bob", "carol")] == [0, 0]


def test_attempts_refused_for_the_address_use_up_no_account() -> None:
    clock = _Clock()
    throttle = LoginThrottle(per_account=3, per_address=2, seconds=160, monotonic=clock)
    assert [_wait(throttle, account=name) for name in ("a", "b", *["ada"] * 5)] == [0, 0, *[10] * 5]
    clock.now += 10

    assert _wait(throttle) == 0


async def test_a_device_is_strange_again_once_the_password_is_changed(database_url: str) -> None:
    """Whoever knew the former password may have signed in on it."""
    async with running(settings_for(database_url, DATAOS_AUTH_SIGN_IN_NOTICE="true")) as app, client_of(app) as browser:
        ada = await register(app, "Ada")
        login = {"email": ada.email, "password": PASSWORD}

        async def told() -> int:
            before = len(letters(database_url, ada.email))
            assert (await browser.post("/auth/login", json=login)).status_code == 200
            return len(letters(database_url, ada.email)) - before

        assert [await told(), await told()] == [1, 0]
        new = "quiet otter paints fences"
        changed = await ada.http.put("/auth/password", json={"currentPassword": PASSWORD, "newPassword": new})
        assert changed.status_code == 204, changed.text
        login["password"] = new
        assert [await told(), await told()] == [1, 0]
