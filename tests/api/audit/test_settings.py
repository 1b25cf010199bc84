"""What changed of roles and identity providers: the log has what was there before and what is there now."""

from typing import Any

from fastapi import FastAPI

from tests.api.audit.log import entries
from tests.support.app import World
from tests.support.sign_on import make_provider, oidc_body


async def _last(app: FastAPI) -> tuple[str, Any, Any]:
    entry = (await entries(app))[-1]
    return entry["action"], entry["before"], entry["after"]


async def test_roles_in_a_workspace(app: FastAPI, world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    await world.owner.post(members, {"email": world.stranger.email, "role": "member"})
    assert await _last(app) == ("member.added", None, {"role": "member", "status": "active"})
    one = f"{members}/{world.stranger.id}"
    await world.owner.patch(one, {"role": "admin", "suspended": True})
    before, after = {"role": "member", "status": "active"}, {"role": "admin", "status": "suspended"}
    assert await _last(app) == ("member.updated", before, after)
    await world.owner.delete(one)
    assert await _last(app) == ("member.removed", after, None)


async def test_roles_in_a_base(app: FastAPI, world: World) -> None:
    members = f"/bases/{world.base}/members"
    person = world.stranger
    for role, before in (("editor", None), ("viewer", {"role": "editor"})):
        answer = await world.owner.http.put(members, json={"email": person.email, "role": role})
        assert answer.is_success, answer.text
        assert (await _last(app))[1:] == (before, {"role": role})
        assert person.id in (await entries(app))[-1]["targets"]
    await world.owner.delete(f"{members}/{person.id}")
    assert (await _last(app))[1:] == ({"role": "viewer"}, None)


async def test_settings_of_a_provider_without_its_secret(app: FastAPI, world: World) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example"))
    place = f"/workspaces/{world.workspace}/identity-providers/{made['id']}"
    _, _, first = await _last(app)
    assert (first["oidc"]["issuer"], first["clientSecret"]) == ("https://idp.example", "•••")

    await world.owner.patch(place, {"role": "admin", "domains": ["acme.example"]})
    _, before, after = await _last(app)
    assert before == first
    assert {key for key in after if after[key] != before[key]} == {"role", "domains"}
    assert (after["role"], after["domains"]) == ("admin", ["acme.example"])
    await world.owner.patch(place, oidc_body("https://idp.example", oidc={"clientSecret": "n3w"}))
    assert (await _last(app))[2]["clientSecret"] == "•••"

    await world.owner.delete(place)
    _, before, after = await _last(app)
    assert (before["name"], after) == ("Acme", None)
    assert "s3cret" not in str(await entries(app))
    assert "n3w" not in str(await entries(app))
