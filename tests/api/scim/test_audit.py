"""Every write of a directory leaves an entry in its workspace's log; the list of routes is generated."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.scim.routes import router
from tests.api.audit.log import entries
from tests.support.app import World
from tests.support.directory import PATCH_OP, SCIM, directory_of, user_body

_RENAMED: dict[str, Any] = {"op": "replace", "value": {"displayName": "Another"}}
BODIES: dict[str, Any] = {
    "create_user": user_body("new"),
    "replace_user": user_body("anna", displayName="Anna"),
    "patch_user": {"schemas": [PATCH_OP], "Operations": [_RENAMED]},
    "create_group": {"displayName": "New"},
    "replace_group": {"displayName": "Renamed"},
    "patch_group": {"schemas": [PATCH_OP], "Operations": [_RENAMED]},
}


async def test_every_write_of_a_directory_leaves_an_entry(app: FastAPI, world: World) -> None:
    directory = await directory_of(app, world)
    ids = {
        "user_id": (await directory.user("anna"))["id"],
        "team_id": (await directory.call("POST", "/Groups", {"displayName": "Group"}, 201))["id"],
    }
    writing = [
        (method, route)
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"GET", "HEAD"})
    ]
    assert len(writing) >= 8
    for method, route in sorted(writing, key=lambda item: item[0] == "DELETE"):
        path = route.path.format(**ids)
        headers = {**SCIM, "X-Request-Id": f"scim-{route.name}"}
        answer = await directory.http.request(method, path, json=BODIES.get(route.name), headers=headers)
        assert answer.is_success, (route.name, answer.text)
        found = await entries(app, request_id=f"scim-{route.name}")
        assert [(each["chain"], each["actor_id"]) for each in found] == [(world.workspace, directory.provider)], (
            route.name
        )
        assert found[0]["address"] == "127.0.0.1"


async def test_a_refused_write_leaves_none(app: FastAPI, world: World) -> None:
    directory = await directory_of(app, world)
    before = len(await entries(app))
    await directory.call("PATCH", "/Users/usr_nobody", BODIES["patch_user"], 404)
    await directory.call("POST", "/Groups", {"displayName": ""}, 400)
    assert len(await entries(app)) == before
