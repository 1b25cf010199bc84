"""Every route that changes something leaves an entry; the list of routes is generated, so a new one is covered too."""

import json
from typing import Any

import httpx2
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.audit.operations import BY_FEED, NOT_RECORDED, action_of
from api.sso.signing_in.routes import router as signing_in
from tests.api.audit.log import connection, entries, settle
from tests.support.app import PASSWORD, World, client_of
from tests.support.bodies import BODIES, SENT
from tests.support.routes import Route, routes

LAST = ("delete_", "remove_", "revoke_", "logout")
"""Take away what others need: they come last, the innermost thing first."""
INNER = (
    "account_token",
    "service_account",
    "scim_token",
    "identity_provider",
    "base_team",
    "team_member",
    "team",
    "base_member",
    "member",
    "record",
    "view",
    "field",
    "automation",
    "table",
    "base",
    "workspace",
    "session",
    "logout",
)
NOTHING_TO_DO = {
    "cancel_run": "its run is over",
    "cancel_job": "its job is no real one",
    "convert_field": "a dry run, which says what would be",
}
"""Routes that change nothing with the bodies and ids that tests have; that they leave an entry else is tested apart."""


APART = {
    "finish_login",
    "change_password",
    "reset_password",
    "change_email",
    "confirm_email",
    "begin_two_factors",
    "confirm_two_factors",
    "renew_recovery_codes",
    "end_two_factors",
    "connect_account",
}
"""Take a mailed link, a code, or the password away from the owner, or ask a provider: ``test_accounts.py``."""
NOT_THE_OWNERS = {"register", "join_by_invitation", "forgot_password", "submit_shared_form"}
"""Nobody is signed in: the account that is made acts, or the form, or nobody."""


def _order(route: Route) -> tuple[bool, int]:
    last = route.name.startswith(LAST)
    return last, next((at for at, noun in enumerate(INNER) if noun in route.name), 0) if last else 0


async def _prepared(app: FastAPI, route: Route, world: World, ids: dict[str, str]) -> dict[str, Any]:
    """A body that changes something, where the usual one does not."""
    match route.name:
        case "change_records":
            return {"records": [{"id": ids["record"], "fields": {"Name": "changed"}}]}
        case "restore_record":
            await world.owner.http.delete(f"/records/{ids['record']}")
        case "delete_records":
            made = await world.owner.post(f"/tables/{world.table_id}/records", BODIES["create_records"])
            ids["record"] = made["items"][0]["id"]
        case "remove_base_member":
            await world.owner.patch(f"/workspaces/{world.workspace}/members/{ids['user']}", {"role": "member"})
        case "cancel_run":
            async with connection(app) as conn:
                begun = (
                    b"UPDATE dataos.runs SET status = 'running', finished_at = NULL, workflow_id = 'a' WHERE id = %s"
                )
                await conn.execute(begun, [ids["run"]])
        case "login":
            return {"email": world.owner.email, "password": PASSWORD}
        case "join_by_invitation":
            return {"email": "nils@example.org", "password": PASSWORD, "name": "Nils"}
        case "update_table" | "update_team":
            return {"name": "Called otherwise"}
        case "update_field":
            return {"description": "Said otherwise"}
        case _:
            pass
    return json.loads(json.dumps(BODIES.get(route.name, {})).replace("{userId}", ids["user"]))


async def _signed_in(app: FastAPI, world: World) -> tuple[httpx2.AsyncClient, str]:
    """A session of its own, for routes that end one."""
    async with client_of(app) as anonymous:
        answer = await anonymous.post("/auth/login", json={"email": world.owner.email, "password": PASSWORD})
    http = client_of(app, token=answer.json()["accessToken"])
    found = (await http.get("/auth/sessions")).json()["items"]
    return http, next(each["id"] for each in found if each["current"])


async def test_every_mutating_route_leaves_an_entry(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    missing: list[str] = []
    for route in sorted(routes(app), key=_order):
        if route.method == "GET" or route.name in NOT_RECORDED or route.name in APART:
            continue
        content, headers = SENT.get(route.name, (None, {}))
        body = await _prepared(app, route, world, ids)
        http = world.owner.http
        if route.name.startswith(LAST[2:]):
            http, ids["session"] = await _signed_in(app, world)
        sent: dict[str, Any] = {"json": body} if route.has_body else {"content": content} if content is not None else {}
        named = {**headers, "X-Request-Id": f"audit-{route.name}"}
        answer = await http.request(route.method, route.fill(ids), headers=named, **sent)
        if route.name in NOTHING_TO_DO:
            continue
        if answer.status_code >= 400:
            missing.append(f"{route.name} {answer.status_code} {answer.text[:150]}")
            continue
        await settle(app)
        found = await entries(app, request_id=f"audit-{route.name}")
        if not found:
            missing.append(route.name)
        assert {each["actor_id"] for each in found} <= {world.owner.id} or route.name in NOT_THE_OWNERS, found
        assert {each["address"] for each in found} <= {"127.0.0.1"}
        if route.name == "transfer_workspace":
            await world.editor.http.post(route.fill(ids), json={"userId": world.owner.id})
    assert missing == [], "\n".join(missing)


async def test_names_of_acts_read_as_names(app: FastAPI) -> None:
    for route in routes(app):
        if route.method == "GET" or route.name in NOT_RECORDED or route.name in BY_FEED:
            continue
        noun, _, verb = action_of(route.name).partition(".")
        assert noun.replace("_", "").isalpha(), route.name
        assert verb.replace("_", "").isalpha(), route.name


async def test_the_lists_name_operations_that_exist(app: FastAPI) -> None:
    unlisted = {route.name for route in signing_in.routes if isinstance(route, APIRoute)}
    names = {route.name for route in routes(app)} | unlisted
    assert names >= NOT_RECORDED.keys()
    assert names >= BY_FEED
    assert names >= NOTHING_TO_DO.keys()
    assert names >= APART | NOT_THE_OWNERS
