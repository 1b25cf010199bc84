"""A directory that speaks SCIM."""

from dataclasses import dataclass
from typing import Any

import httpx2
from fastapi import FastAPI

from tests.support.app import World, client_of
from tests.support.sign_on import make_provider, oidc_body

SCIM = {"Content-Type": "application/scim+json"}
PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass(frozen=True)
class Directory:
    provider: str
    http: httpx2.AsyncClient

    async def call(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        sent: dict[str, Any] = {} if body is None else {"json": body, "headers": SCIM}
        answer = await self.http.request(method, f"/scim/v2{path}", **sent)
        assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text}"
        assert not answer.content or answer.headers["content-type"] == "application/scim+json"
        return answer.json() if answer.content else None

    async def user(self, who: str, **more: Any) -> Any:
        return await self.call("POST", "/Users", user_body(who, **more), 201)

    async def patch(self, path: str, *operations: dict[str, Any], status: int = 200) -> Any:
        return await self.call("PATCH", path, {"schemas": [PATCH_OP], "Operations": [*operations]}, status)


def user_body(who: str, **more: Any) -> dict[str, Any]:
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": f"{who}@acme.example",
        "name": {"givenName": who.title(), "familyName": "Jensen"},
        "emails": [{"primary": True, "value": f"{who}@acme.example", "type": "work"}],
        "active": True,
        **more,
    }


async def directory_of(app: FastAPI, world: World, **provider: Any) -> Directory:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example", **provider))
    place = f"/workspaces/{world.workspace}/identity-providers/{made['id']}/scim-token"
    token = await world.owner.post(place, None)
    return Directory(made["id"], client_of(app, token=token["token"]))


async def session_of(app: FastAPI, database_url: str, user: str) -> str:
    """A session of somebody who has no password."""
    from api.auth.repository import get_account
    from api.auth.sessions import Caller, Sessions
    from api.http.services import AppServices

    services: AppServices = app.state.services
    async with services.database.writing() as session:
        account = await get_account(session, user)  # pyright: ignore[reportArgumentType]
        issued = await services.get(Sessions).start(session, account, Caller("", ""))
    return issued.tokens.access
