"""Two steps to sign in: every code works once, wrong ones cost time, and the phone can be lost."""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP
from typer.testing import CliRunner

from api.auth.second_factor.codes import STEP_SECONDS
from api.auth.second_factor.sealing import Sealing
from api.kit import clock
from api.kit.key_ring import KeyRing, read_keys
from core.errors import Unavailable
from ops.cli.main import app as command
from tests.support.app import MASTER_KEYS, PASSWORD, Person, client_of, register, running, settings_for
from tests.support.letters import letters


@dataclass
class Phone:
    """An authenticator app; ``next`` never shows the same code twice."""

    secret: str
    spent: int = 0

    def next(self) -> str:
        now = int(clock.now().timestamp()) // STEP_SECONDS
        step = max(now - 1, self.spent + 1)
        self.spent = step
        return TOTP(self.secret).generate_otp(step)

    def wrong(self) -> str:
        now = int(clock.now().timestamp()) // STEP_SECONDS
        right = {TOTP(self.secret).generate_otp(now + n) for n in range(-3, 4)}
        return next(code for code in map(str, range(100_000, 999_999)) if code not in right)


@dataclass
class Guarded:
    person: Person
    phone: Phone
    recovery: list[str]


@pytest.fixture
async def ada(app: FastAPI) -> Guarded:
    return await guarded(await register(app, "Ada"))


async def guarded(person: Person) -> Guarded:
    begun = await person.post("/auth/two-factors", {"password": PASSWORD}, 200)
    phone = Phone(begun["secret"])
    codes = await person.post("/auth/two-factors/confirm", {"code": phone.next()}, 200)
    return Guarded(person, phone, codes["recoveryCodes"])


async def challenge(client: httpx2.AsyncClient, email: str) -> str:
    answer = await client.post("/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"secondFactor"}
    assert "set-cookie" not in answer.headers
    return answer.json()["secondFactor"]["challenge"]


async def finish(client: httpx2.AsyncClient, begun: str, code: str) -> httpx2.Response:
    return await client.post("/auth/second-factor", json={"challenge": begun, "code": code})


async def test_signing_in_takes_two_steps(anonymous: httpx2.AsyncClient, ada: Guarded) -> None:
    begun = await challenge(anonymous, ada.person.email)
    answer = await finish(anonymous, begun, ada.phone.next())

    assert answer.status_code == 200, answer.text
    headers = {"Authorization": f"Bearer {answer.json()['accessToken']}"}
    me = (await anonymous.get("/me", headers=headers)).json()
    assert (me["email"], me["twoFactors"]) == (ada.person.email, True)


async def test_it_asks_for_nothing_before_it_is_confirmed(app: FastAPI, anonymous: httpx2.AsyncClient) -> None:
    person = await register(app, "Ada")
    begun = await person.post("/auth/two-factors", {"password": PASSWORD}, 200)
    assert begun["address"].startswith("otpauth://totp/DataOS:ada%40example.org?secret=")
    assert begun["qr"].startswith("data:image/svg+xml")
    assert await person.get("/auth/two-factors") == {"on": False, "recoveryCodesLeft": 0}
    answer = await anonymous.post("/auth/login", json={"email": person.email, "password": PASSWORD})
    assert "accessToken" in answer.json()
    wrong = await person.http.post("/auth/two-factors/confirm", json={"code": Phone(begun["secret"]).wrong()})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_code")


async def test_a_code_works_once(anonymous: httpx2.AsyncClient, ada: Guarded) -> None:
    begun, code = await challenge(anonymous, ada.person.email), ada.phone.next()
    first = await finish(anonymous, begun, f" {code[:3]} {code[3:]} ")
    again = await finish(anonymous, await challenge(anonymous, ada.person.email), code)
    assert (first.status_code, again.status_code, again.json()["code"]) == (200, 422, "wrong_code")


async def test_of_uses_of_one_code_at_once_one_succeeds(app: FastAPI, ada: Guarded) -> None:
    async with client_of(app) as client:
        for code in (ada.phone.next(), ada.recovery[0]):
            begun = await challenge(client, ada.person.email)
            answers = await asyncio.gather(*(finish(client, begun, code) for _ in range(4)))
            assert sorted(answer.status_code for answer in answers) == [200, 422, 422, 422], code


async def test_recovery_codes_work_once_each_however_they_are_typed(
    anonymous: httpx2.AsyncClient, ada: Guarded, database_url: str
) -> None:
    assert len({*ada.recovery}) == 10
    with psycopg.connect(database_url, autocommit=True) as connection:
        kept = str(connection.execute("SELECT * FROM dataos.recovery_codes").fetchall())
    assert not any(code in kept for code in ada.recovery)
    for typed, status in (
        (ada.recovery[0], 200),
        (ada.recovery[0], 422),
        (ada.recovery[1].upper().replace("-", " "), 200),
        ("abcd-abcd-abcd-abcd", 422),
    ):
        answer = await finish(anonymous, await challenge(anonymous, ada.person.email), typed)
        assert answer.status_code == status, answer.text
    assert await ada.person.get("/auth/two-factors") == {"on": True, "recoveryCodesLeft": 8}
    subjects = [letter.subject for letter in letters(database_url)]
    assert subjects == ["Two-factor sign-in was turned on", *["A recovery code was used"] * 2]


async def test_new_recovery_codes_end_the_old_ones(anonymous: httpx2.AsyncClient, ada: Guarded) -> None:
    fresh = await ada.person.post("/auth/two-factors/recovery-codes", {"code": ada.phone.next()}, 200)
    old = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.recovery[3])
    new = await finish(anonymous, await challenge(anonymous, ada.person.email), fresh["recoveryCodes"][3])
    assert (old.status_code, new.status_code) == (422, 200)


async def test_wrong_codes_cost_time_whatever_the_challenge(
    anonymous: httpx2.AsyncClient, ada: Guarded, database_url: str
) -> None:
    for _ in range(5):
        answer = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.phone.wrong())
        assert answer.json()["code"] == "wrong_code"
    refused = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.phone.next())
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    recovery = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.recovery[0])
    assert recovery.status_code == 429

    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.second_factors SET refused_until = now() - interval '1 second'")
    wrong = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.phone.wrong())
    assert wrong.json()["code"] == "wrong_code"
    refused = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.phone.next())
    assert refused.headers["retry-after"] == "60", "each one waits longer"


async def test_challenges_that_are_tampered_with_or_old_open_nothing(
    app: FastAPI, anonymous: httpx2.AsyncClient, ada: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await register(app, "Bob")
    begun = await challenge(anonymous, ada.person.email)
    user, until, signature = begun.split(".")
    for forged in (
        f"{bob.id}.{until}.{signature}",
        f"{user}.{int(until) + 1}.{signature}",
        f"{user}.{until}.{signature[:-1]}A" if signature[-1] != "A" else f"{user}.{until}.{signature[:-1]}B",
        f"{user}.{until}",
        f"{user}.²³.{signature}",
        f"{user}.0{until}.{signature}",
        "",
        "usr_\x00",
        "é" * 50,
    ):
        answer = await finish(anonymous, forged, ada.phone.next())
        if forged != f"{user}.0{until}.{signature}":
            assert (answer.status_code, answer.json()["code"]) == (401, "challenge_over"), forged
        else:
            assert answer.status_code == 401
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment.replace(year=moment.year + 1))
    assert (await finish(anonymous, begun, "123456")).json()["code"] == "challenge_over"


async def test_a_changed_password_ends_what_was_begun_with_the_old_one(
    anonymous: httpx2.AsyncClient, ada: Guarded
) -> None:
    begun = await challenge(anonymous, ada.person.email)
    body = {"currentPassword": PASSWORD, "newPassword": "quiet otter paints fences"}
    assert (await ada.person.http.put("/auth/password", json=body)).status_code == 204
    assert (await finish(anonymous, begun, ada.phone.next())).json()["code"] == "challenge_over"


async def test_turning_it_off_takes_the_password_and_a_code(anonymous: httpx2.AsyncClient, ada: Guarded) -> None:
    async def end(password: str, code: str) -> httpx2.Response:
        return await ada.person.http.post("/auth/two-factors/end", json={"password": password, "code": code})

    assert (await end("wrong wrong wrong", ada.phone.next())).json()["code"] == "wrong_password"
    assert (await end(PASSWORD, ada.phone.wrong())).json()["code"] == "wrong_code"
    assert (await ada.person.get("/auth/two-factors"))["on"] is True
    assert (await end(PASSWORD, ada.phone.next())).status_code == 204
    answer = await anonymous.post("/auth/login", json={"email": ada.person.email, "password": PASSWORD})
    assert "accessToken" in answer.json()
    again = await ada.person.http.post("/auth/two-factors/end", json={"password": PASSWORD, "code": "123456"})
    assert (again.status_code, again.json()["code"]) == (409, "second_factor_off")


async def test_a_second_one_does_not_replace_the_first(ada: Guarded) -> None:
    answer = await ada.person.http.post("/auth/two-factors", json={"password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (409, "second_factor_on")


def test_secrets_are_sealed_to_their_owner() -> None:
    ring = KeyRing(read_keys(MASTER_KEYS))
    for sealing in (Sealing(ring, "secret"), Sealing(KeyRing({}), "secret")):
        sealed, master = sealing.seal("usr_1", "JBSWY3DPEHPK3PXP")
        assert b"JBSWY3DP" not in sealed
        assert sealing.open("usr_1", sealed, master) == "JBSWY3DPEHPK3PXP"
        with pytest.raises(Unavailable):
            sealing.open("usr_2", sealed, master)
    # A ring that is set later leaves what the installation's secret sealed readable.
    sealed, master = Sealing(KeyRing({}), "secret").seal("usr_1", "JBSWY3DPEHPK3PXP")
    assert Sealing(ring, "secret").open("usr_1", sealed, master) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(Unavailable):
        Sealing(ring, "another secret").open("usr_1", sealed, master)


async def test_a_workspace_may_ask_everybody_for_it(app: FastAPI, anonymous: httpx2.AsyncClient) -> None:
    owner, member = await register(app, "Olga"), await register(app, "Mia")
    workspace = (await owner.post("/workspaces", {"name": "Acme"}))["id"]
    base = (await owner.post(f"/workspaces/{workspace}/bases", {"name": "B"}))["id"]
    table = (await owner.post(f"/bases/{base}/tables", {"name": "T", "fields": [{"name": "N", "type": "text"}]}))["id"]
    await owner.post(f"/workspaces/{workspace}/members", {"email": member.email, "role": "admin"})
    rule, on = f"/workspaces/{workspace}/two-factors", {"required": True}
    assert (await owner.http.put(rule, json=on)).json()["code"] == "second_factor_off"
    protected = await guarded(owner)
    assert (await member.http.put(rule, json=on)).status_code == 403
    made = await member.post("/tokens", {"name": "T", "scopes": ["data:read"]})
    async with client_of(app, token=made["token"]) as program:
        assert (await program.get(f"/bases/{base}")).status_code == 200
        assert await owner.put(rule, on) == {"required": True}
        assert (await program.get(f"/bases/{base}")).json()["code"] == "second_factor_required", "it holds at once"

    for path in (rule, f"/workspaces/{workspace}", f"/bases/{base}", f"/tables/{table}", f"/tables/{table}/records"):
        refused = await member.http.get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required"), path
        assert (await owner.http.get(path)).status_code == 200, path
    await guarded(member)
    assert (await member.http.get(f"/tables/{table}/records")).status_code == 200
    assert protected.person.id == owner.id


async def test_strangers_learn_nothing_from_the_rule(app: FastAPI) -> None:
    owner, stranger = await register(app, "Olga"), await register(app, "Stan")
    workspace = (await owner.post("/workspaces", {"name": "Acme"}))["id"]
    await guarded(owner)
    await owner.put(f"/workspaces/{workspace}/two-factors", {"required": True})
    answer: Any = await stranger.http.get(f"/workspaces/{workspace}")
    assert (answer.status_code, answer.json()["code"]) == (404, "workspace_not_found")


SECRET = "x" * 32
SECOND = f"second:{base64.b64encode(b's' * 32).decode()}"


def _rotate(database_url: str, keys: str) -> str:
    environ = {"DATABASE_URL": database_url, "DATAOS_SECRET": SECRET, "DATAOS_HOME": "none", "ENCRYPTION_KEYS": keys}
    done = CliRunner().invoke(command, ["rotate-keys"], env=environ)
    return done.output if done.exit_code == 0 else str(done.exception)


def _masters(database_url: str) -> list[tuple[str]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute("SELECT master FROM dataos.second_factors").fetchall()


@pytest.mark.parametrize("before", [MASTER_KEYS, ""])
async def test_another_master_key_takes_over_secrets_and_the_old_one_may_go(database_url: str, before: str) -> None:
    async with running(settings_for(database_url, ENCRYPTION_KEYS=before, DATAOS_SECRET=SECRET)) as first:
        ada = await guarded(await register(first, "Ada"))
    told = await asyncio.to_thread(_rotate, database_url, f"{SECOND},{MASTER_KEYS}")
    assert "1 second factor sealed anew" in told
    assert _masters(database_url) == [("second",)]
    assert "0 second factors" in await asyncio.to_thread(_rotate, database_url, SECOND)
    async with running(settings_for(database_url, ENCRYPTION_KEYS=SECOND)) as app, client_of(app) as anonymous:
        done = await finish(anonymous, await challenge(anonymous, ada.person.email), ada.phone.next())
        assert done.status_code == 200, done.text


async def test_where_an_old_key_is_missing_no_secret_is_touched(database_url: str, ada: Guarded) -> None:
    told = await asyncio.to_thread(_rotate, database_url, SECOND)
    assert "'first'" in told
    assert "Nothing was changed" in told
    assert _masters(database_url) == [("first",)]
