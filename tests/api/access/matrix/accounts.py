"""What routes about accounts and invitations ask to be shown: codes, passwords, and links that were mailed."""

from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from pyotp.totp import TOTP

from tests.api.access.matrix.worlds import Place, fresh
from tests.support.app import PASSWORD, Person, client_of, register
from tests.support.letters import letters

Maker = Callable[[Place, Person], Awaitable[dict[str, str]]]

BODIES: dict[str, Any] = {
    "register": {"email": "{fresh}@example.org", "password": "quiet otter paints fences", "name": "New"},
    "login": {"email": "sara@example.org", "password": PASSWORD},
    "refresh": {"refreshToken": "{refresh}"},
    "finish_login": {"challenge": "{challenge}", "code": "{code}"},
    "begin_two_factors": {"password": PASSWORD},
    "confirm_two_factors": {"code": "{code}"},
    "renew_recovery_codes": {"code": "{code}"},
    "end_two_factors": {"password": PASSWORD, "code": "{code}"},
    "change_password": {"currentPassword": PASSWORD, "newPassword": PASSWORD},
    "change_email": {"email": "{fresh}@example.org", "password": PASSWORD},
    "confirm_email": {"token": "{mailed}"},
    "reset_password": {"token": "{mailed}", "password": PASSWORD},
    "join_by_invitation": {"email": "{fresh}@example.org", "password": "quiet otter paints fences", "name": "New"},
    "connect_account": {"password": PASSWORD},
}


async def signed_in(place: Place, person: Person) -> dict[str, Any]:
    """What a new session is given."""
    async with client_of(place.app) as anonymous:
        answer = await anonymous.post("/auth/login", json={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _refresh(place: Place, person: Person) -> dict[str, str]:
    return {"refresh": (await signed_in(place, person))["refreshToken"]}


async def _session(place: Place, person: Person) -> dict[str, str]:
    await signed_in(place, person)
    sessions = (await person.get("/auth/sessions"))["items"]
    return {"session": next(item["id"] for item in sessions if not item["current"])}


async def _begun(place: Place, person: Person) -> dict[str, str]:
    with psycopg.connect(place.database_url) as connection:
        connection.execute("DELETE FROM dataos.recovery_codes WHERE user_id = %s", [person.id])
        connection.execute("DELETE FROM dataos.second_factors WHERE user_id = %s", [person.id])
    begun = await person.post("/auth/two-factors", {"password": PASSWORD}, 200)
    return {"code": TOTP(begun["secret"]).now()}


async def _two_factors(place: Place, person: Person) -> dict[str, str]:
    confirmed = await person.post("/auth/two-factors/confirm", await _begun(place, person), 200)
    return {"code": confirmed["recoveryCodes"][0]}


async def _challenge(place: Place, person: Person) -> dict[str, str]:
    newcomer = await register(place.app, fresh())
    code = await _two_factors(place, newcomer)
    await newcomer.http.aclose()
    return {**code, "challenge": (await signed_in(place, newcomer))["secondFactor"]["challenge"]}


async def _reset(place: Place, person: Person) -> dict[str, str]:
    newcomer = await register(place.app, fresh())
    answer = await newcomer.http.post("/auth/password/forgot", json={"email": newcomer.email})
    assert answer.is_success, answer.text
    await newcomer.http.aclose()
    return {"mailed": letters(place.database_url, newcomer.email)[-1].secret}


async def _new_address(place: Place, person: Person) -> dict[str, str]:
    newcomer, address = await register(place.app, fresh()), f"{fresh()}@example.org"
    answer = await newcomer.http.put("/auth/email", json={"email": address, "password": PASSWORD})
    assert answer.is_success, answer.text
    await newcomer.http.aclose()
    return {"mailed": letters(place.database_url, address)[-1].secret}


MAKERS: dict[str, Maker] = {
    "refresh": _refresh,
    "revoke_session": _session,
    "confirm_two_factors": _begun,
    "renew_recovery_codes": _two_factors,
    "end_two_factors": _two_factors,
    "finish_login": _challenge,
    "reset_password": _reset,
    "confirm_email": _new_address,
}
