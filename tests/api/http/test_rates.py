"""Rate limits: what is counted together, what is told, and that nobody pays for somebody else."""

import pytest
from fastapi import FastAPI

from api.http.rates import Rates, RouteClass, TooManyRequests
from api.kit.guard_settings import Rate
from tests.support.app import client_of, make_world, register, running, settings_for
from tests.support.directory import directory_of
from tests.support.problems import assert_problem
from tests.support.sign_on import sso_settings


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_fills_again() -> None:
    clock = Clock()
    rates = Rates({RouteClass.API: Rate(2, 5)}, clock)
    left = [rates.take(RouteClass.API, "ada", "from you") for _ in range(5)]
    assert [each.remaining for each in left if each] == [4, 3, 2, 1, 0]
    with pytest.raises(TooManyRequests) as refused:
        rates.take(RouteClass.API, "ada", "from you")
    assert refused.value.retry_after == 1
    assert rates.take(RouteClass.API, "bob", "from you") is not None
    clock.now = 1.0
    rates.take(RouteClass.API, "ada", "from you")
    rates.take(RouteClass.API, "ada", "from you")
    with pytest.raises(TooManyRequests):
        rates.take(RouteClass.API, "ada", "from you")
    clock.now = 1000.0
    full = rates.take(RouteClass.API, "ada", "from you")
    assert full is not None
    assert (full.limit, full.remaining) == (5, 4)
    assert rates.take(RouteClass.HEAVY, "ada", "from you") is None


def test_callers_beyond_what_is_remembered_start_anew() -> None:
    rates = Rates({RouteClass.API: Rate(0.001, 1)}, Clock())
    for number in range(20_010):
        rates.take(RouteClass.API, str(number), "from you")
    rates.take(RouteClass.API, "0", "from you")
    with pytest.raises(TooManyRequests):
        rates.take(RouteClass.API, "20009", "from you")


async def test_people_are_counted_over_all_their_sessions_and_told_what_is_left(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_RATE_API="0.01/60", DATAOS_RATE_HEAVY="0.01/1")) as app:
        world = await make_world(app)
        path = f"/tables/{world.table_id}/records"
        for number in range(60):
            answer = await world.viewer.http.get(path)
            assert answer.status_code == 200, number
            assert answer.headers["RateLimit-Limit"] == "60"
            assert answer.headers["RateLimit-Remaining"] == str(59 - number)
        refused = await world.viewer.http.get(path)
        assert refused.status_code == 429
        assert_problem(refused)
        assert int(refused.headers["Retry-After"]) >= 1
        assert refused.json()["code"] == "too_many_requests"
        assert (await world.editor.http.get(path)).status_code == 200

        made = await world.viewer.http.post(path, json={"records": []})
        assert made.status_code == 429
        export = f"/workspaces/{world.workspace}/audit-logs/export"
        assert (await world.owner.http.get(export)).status_code == 200
        assert (await world.owner.http.get(export)).status_code == 429
        assert (await world.owner.http.get(path)).status_code == 200


async def test_addresses_without_a_session_are_counted_and_so_are_wrong_credentials(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_RATE_ADDRESS="0.01/5", DATAOS_RATE_AUTH="0.01/4")) as app:
        ada = await register(app, "Ada")
        async with client_of(app, token="wrong") as guesser:
            codes = [(await guesser.get("/me")).status_code for _ in range(7)]
        assert codes == [401, 401, 401, 401, 401, 429, 429]
        async with client_of(app) as anonymous:
            answers = [await anonymous.post("/auth/login", json={}) for _ in range(4)]
            assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
            assert (await anonymous.get("/health")).status_code == 200
        # Whoever is signed in already comes from the same address, and waits with it.
        assert (await ada.http.get("/me")).status_code == 429


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Basic eA=="}, {"Authorization": "junk"}, {"Cookie": "dataos_access=junk"}]
)
async def test_a_made_up_credential_takes_nobody_out_of_the_count(database_url: str, headers: dict[str, str]) -> None:
    """Also where no sign-in is asked for, so that none is refused."""
    async with running(settings_for(database_url, DATAOS_RATE_ADDRESS="0.01/5")) as app, client_of(app) as guesser:
        path = "/shared/some-guess/records"
        codes = [(await guesser.get(path, headers=headers)).status_code for _ in range(7)]
    assert codes == [404, 404, 404, 404, 404, 429, 429]


async def test_who_is_signed_in_takes_nothing_from_their_address(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_RATE_ADDRESS="0.01/3")) as app:
        ada = await register(app, "Ada")
        answers = [await ada.http.get("/me") for _ in range(10)]
        assert {answer.status_code for answer in answers} == {200}
        async with client_of(app) as anonymous:
            codes = [(await anonymous.get("/me")).status_code for _ in range(4)]
        assert codes == [401, 401, 401, 429]


async def test_a_directory_is_counted_by_its_provider_not_by_its_address(database_url: str) -> None:
    settings = sso_settings(database_url, DATAOS_RATE_ADDRESS="0.01/3", DATAOS_RATE_API="0.01/60")
    async with running(settings) as app:
        world = await make_world(app)
        first, second = await directory_of(app, world), await directory_of(app, world)
        answers = [await first.http.get("/scim/v2/Users") for _ in range(61)]
        assert [answer.status_code for answer in answers] == [200] * 60 + [429]
        assert [answer.headers.get("RateLimit-Remaining") for answer in answers[:3]] == ["59", "58", "57"]
        assert answers[-1].json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert (await second.http.get("/scim/v2/Users")).status_code == 200
        async with client_of(app, token="scim_wrong") as guesser:
            codes = [(await guesser.get("/scim/v2/Users")).status_code for _ in range(4)]
        assert codes == [401, 401, 401, 429]


async def test_generous_by_default(app: FastAPI, database_url: str) -> None:
    settings = settings_for(database_url).guard
    assert settings.rate_api == "off"
    default = type(settings)
    assert [default.model_fields[f"rate_{name}"].default for name in ("api", "heavy", "auth", "address")] == [
        "200/2000",
        "2/30",
        "10/200",
        "200/4000",
    ]
