"""Personal access tokens: what they open, what they never open, and how they end."""

from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from api.http.admission import ROUTES, Asks
from core.access.scopes import Scope
from tests.support.app import World, client_of, register, running, settings_for
from tests.support.bodies import BODIES
from tests.support.routes import Route, routes

ALL = [scope.value for scope in Scope]


async def token_client(app: FastAPI, world: World, **body: Any) -> httpx2.AsyncClient:
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ALL, **body})
    return client_of(app, token=made["token"])


def _sent(route: Route) -> dict[str, Any]:
    return {"json": BODIES[route.name]} if route.has_body else {}


async def test_every_route_says_what_it_asks_of_a_token(app: FastAPI) -> None:
    missing = sorted({route.name for route in routes(app)} - set(ROUTES))
    assert not missing, f"say in api/http/admission.py what these ask of an access token: {missing}"


async def test_a_token_without_the_scope_is_refused_everywhere_and_told_which(
    app: FastAPI, world: World, ids: dict[str, str]
) -> None:
    """With every scope but the one that the route asks for; data:write brings data:read with it."""
    clients = {
        scope: await token_client(
            app,
            world,
            scopes=[each for each in ALL if each != scope and not (scope is Scope.READ_DATA and each == "data:write")],
        )
        for scope in Scope
    }
    everything = await token_client(app, world)
    for route in routes(app):
        asked = ROUTES[route.name]
        if isinstance(asked, Scope):
            answer = await clients[asked].request(route.method, route.fill(ids), **_sent(route))
            assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), route
            assert asked.value in answer.json()["detail"], route
        elif asked in {Asks.PERSON, Asks.SESSION} and not route.path.startswith(("/auth/login", "/auth/register")):
            answer = await everything.request(route.method, route.fill(ids), **_sent(route))
            public = {"finish_login", "forgot_password", "reset_password", "refresh"}
            if route.name == "logout":
                assert answer.status_code == 401, route
            elif route.name not in public:
                assert (answer.status_code, answer.json()["code"]) == (403, "token_refused"), route


async def test_an_admin_token_makes_no_stronger_credentials(app: FastAPI, world: World) -> None:
    """A leaked one would otherwise be traded for one without its limits, or for a way in of its finder."""
    client = await token_client(app, world, scopes=["admin"])
    workspace = f"/workspaces/{world.workspace}"
    robot = await world.owner.post(f"{workspace}/service-accounts", {"name": "Robot"})
    for method, path, name in (
        ("POST", "service-accounts", "create_service_account"),
        ("PATCH", f"service-accounts/{robot['id']}", "update_service_account"),
        ("POST", f"service-accounts/{robot['id']}/tokens", "create_service_account_token"),
        ("POST", "identity-providers", "create_identity_provider"),
    ):
        answer = await client.request(method, f"{workspace}/{path}", json=BODIES[name])
        assert (answer.status_code, answer.json()["code"]) == (403, "token_refused"), name
    assert [each["id"] for each in (await world.owner.get(f"{workspace}/service-accounts"))["items"]] == [robot["id"]]
    assert (await client.get(f"{workspace}/service-accounts")).status_code == 200, "it may still look"


async def test_an_admin_token_makes_nobody_more_than_a_member(app: FastAPI, world: World) -> None:
    """Whoever finds it would else keep what it could do, as an admin or owner of their own."""
    client = await token_client(app, world, scopes=["admin"])
    workspace = f"/workspaces/{world.workspace}"
    invitation = {"email": "eve@example.org", "role": "owner"}
    await world.owner.post(f"{workspace}/invitations", invitation)
    for method, path, body in (
        *(("POST", "members", {"email": world.stranger.email, "role": role}) for role in ("owner", "admin")),
        *(("POST", "members", {"email": "new@example.org", "role": role}) for role in ("owner", "admin")),
        ("POST", "invitations", invitation),
        ("PATCH", f"members/{world.viewer.id}", {"role": "admin"}),
        ("PATCH", f"members/{world.admin.id}", {"role": "member"}),
        ("PATCH", f"members/{world.admin.id}", {"suspended": True}),
        ("DELETE", f"members/{world.admin.id}", None),
        ("POST", "transfer", {"userId": world.admin.id}),
    ):
        answer = await client.request(method, f"{workspace}/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "token_refused"), (path, body)
    assert "/invite#…" in (await client.get(f"{workspace}/mails")).json()["items"][0]["body"]
    answer = await client.post(f"{workspace}/members", json={"email": world.stranger.email, "role": "member"})
    assert answer.status_code == 201, "members are what such a token is for"
    assert (await client.delete(f"{workspace}/members/{world.stranger.id}")).status_code == 204


async def test_a_token_that_reads_nothing_shares_nothing(app: FastAPI, world: World) -> None:
    """The link would show all records of the view, to whoever made it too."""
    made = await world.owner.post(f"/views/{world.view()}/links", {})
    client = await token_client(app, world, scopes=["admin"])
    reading = await token_client(app, world, scopes=["admin", "data:read"])
    for method, path, body, status in (
        ("POST", f"/views/{world.view()}/share", {"download": True}, 201),
        ("POST", f"/views/{world.view()}/links", {}, 201),
        ("PATCH", f"/links/{made['id']}", {"download": True}, 200),
    ):
        answer = await client.request(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), path
        assert "data:read" in answer.json()["detail"]
        assert (await reading.request(method, path, json=body)).status_code == status, path


async def test_an_unverified_owner_makes_no_credentials_either(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_AUTH_VERIFY_EMAIL="true")) as app:
        ada = await register(app, "Ada")
        answer = await ada.http.post("/workspaces/wsp_0/service-accounts", json={"name": "Robot"})
        assert (answer.status_code, answer.json()["code"]) == (403, "email_not_verified")


async def test_a_token_does_what_its_person_may(app: FastAPI, world: World) -> None:
    client = await token_client(app, world, scopes=["data:write"])
    records = f"/tables/{world.table_id}/records"
    made = await client.post(records, json={"records": [{"fields": {"Name": "by token"}}]})
    assert made.status_code == 201, made.text
    assert (await client.get(records)).status_code == 200, "writing brings reading with it"
    made_by_viewer = await world.viewer.post("/tokens", {"name": "T", "scopes": ALL})
    async with client_of(app, token=made_by_viewer["token"]) as viewer:
        assert (await viewer.get(records)).status_code == 200
        refused = await viewer.post(records, json={"records": [{"fields": {"Name": "x"}}]})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_token_is_made_for_bases_that_its_person_opens(world: World) -> None:
    """By whatever opens them: the usual role of the workspace, a team's, a grant on one table."""
    owner, editor = world.owner, world.editor

    async def status(base: str) -> int:
        return (await editor.http.post("/tokens", json={"name": "T", "scopes": ALL, "bases": [base]})).status_code

    other = str((await owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"}))["id"])
    table = await owner.post(f"/bases/{other}/tables", {"name": "T", "fields": [{"name": "N", "type": "text"}]})
    assert await status(other) == 201
    await owner.patch(f"/workspaces/{world.workspace}", {"defaultBaseRole": "none"})
    assert await status(other) == 404
    await owner.put(
        f"/tables/{table['id']}/grants", {"grants": [{"subject": {"type": "user", "id": editor.id}, "level": "read"}]}
    )
    assert await status(other) == 201
    await owner.put(f"/tables/{table['id']}/grants", {"grants": []})
    team = await owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await owner.post(f"/teams/{team['id']}/members", {"userId": editor.id})
    await owner.put(f"/bases/{other}/members", {"teamId": team["id"], "role": "viewer"})
    assert await status(other) == 201
    await owner.put(f"/bases/{other}/members", {"email": editor.email, "role": "none"})
    assert await status(other) == 404
    assert await status(world.base) == 201


async def test_a_token_that_is_limited_to_bases_opens_no_other(app: FastAPI, world: World) -> None:
    other = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    table = await world.owner.post(
        f"/bases/{other['id']}/tables", {"name": "T", "fields": [{"name": "N", "type": "text"}]}
    )
    client = await token_client(app, world, bases=[world.base])
    assert (await client.get(f"/bases/{world.base}")).status_code == 200
    assert (await client.get(f"/tables/{world.table_id}/records")).status_code == 200
    await world.owner.get(f"/tables/{table['id']}/records")
    for path, code in (
        (f"/bases/{other['id']}", "base_not_found"),
        (f"/tables/{table['id']}", "table_not_found"),
        (f"/tables/{table['id']}/records", "table_not_found"),
        (f"/views/{table['views'][0]['id']}", "view_not_found"),
    ):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, code), path
    for path in ("/workspaces", f"/workspaces/{world.workspace}", f"/workspaces/{world.workspace}/bases"):
        assert (await client.get(path)).json()["code"] == "token_limited_to_bases", path
    assert (await client.get("/me")).json()["workspaces"] == []


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        ({"scopes": []}, 422, "scopes"),
        ({"scopes": ["root"]}, 422, "scopes[0]"),
        ({"scopes": "schema"}, 422, "scopes"),
        ({"expiresTime": "2020-01-01T00:00:00Z"}, 422, "expiresTime"),
        ({"expiresTime": "2099-01-01T00:00:00"}, 422, "expiresTime"),
        ({"bases": []}, 422, "bases"),
        ({"bases": ["bas_01jd0000000000000000000000"]}, 404, "bases[0]"),
        ({"bases": ["\x00"]}, 422, "bases[0]"),
        ({"name": "a\r\nSet-Cookie: x"}, 422, "name"),
    ],
)
async def test_what_makes_no_token(world: World, body: dict[str, Any], status: int, place: str) -> None:
    answer = await world.owner.http.post("/tokens", json={"name": "T", "scopes": ["schema"], **body})
    assert answer.status_code == status, answer.text
    assert answer.json()["errors"][0]["path"] == place


async def test_a_base_of_others_is_like_none(world: World) -> None:
    body = {"name": "T", "scopes": ["schema"], "bases": [world.base]}
    answer = await world.stranger.http.post("/tokens", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "base_not_found")


async def test_the_secret_is_shown_once_and_only_its_digest_is_kept(world: World, database_url: str) -> None:
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ["schema"]})
    assert made["token"].startswith("dop_")
    assert made["token"].startswith(made["prefix"])
    [listed] = (await world.owner.get("/tokens"))["items"]
    assert "token" not in listed
    assert (listed["id"], listed["prefix"], listed["lastUsedTime"]) == (made["id"], made["prefix"], None)
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert made["token"] not in str(connection.execute("SELECT * FROM dataos.access_tokens").fetchall())


async def test_use_is_noted_at_most_once_a_minute(app: FastAPI, world: World, database_url: str) -> None:
    client = await token_client(app, world)
    await client.get("/me")
    [first] = (await world.owner.get("/tokens"))["items"]
    assert first["lastUsedTime"] is not None
    async with client_of(app, token=client.headers["authorization"].removeprefix("Bearer ")) as again:
        await again.get("/me")
    assert (await world.owner.get("/tokens"))["items"][0]["lastUsedTime"] == first["lastUsedTime"]


async def test_a_deleted_an_expired_and_a_made_up_token_open_nothing(
    app: FastAPI, world: World, database_url: str
) -> None:
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ALL, "expiresTime": "2099-01-01T00:00:00Z"})
    async with client_of(app, token=made["token"]) as client:
        assert (await client.get("/me")).status_code == 200
        await world.owner.delete(f"/tokens/{made['id']}")
        gone = await client.get("/me")
        assert (gone.status_code, gone.json()["code"]) == (401, "token_not_valid"), "at once, though it was remembered"
    expired = await world.owner.post("/tokens", {"name": "T", "scopes": ALL, "expiresTime": "2099-01-01T00:00:00Z"})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.access_tokens SET expires_at = now() - interval '1 second'")
    for secret in (expired["token"], "dop_", "dop_" + "A" * 43, made["token"].upper(), made["token"][:-1]):
        async with client_of(app, token=secret) as client:
            assert (await client.get("/me")).status_code == 401, secret


async def test_a_token_is_no_cookie(app: FastAPI, world: World) -> None:
    """As one, it would be sent by any page, without a CSRF token to tell."""
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ALL})
    async with client_of(app) as browser:
        browser.cookies.set("dataos_access", made["token"], domain="dataos.test", path="/")
        assert (await browser.get("/me")).status_code == 401
        assert (await browser.post("/workspaces", json={"name": "W"})).status_code == 401


async def test_somebody_elses_token_is_not_there(world: World) -> None:
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ALL})
    for answer in (
        await world.admin.http.delete(f"/tokens/{made['id']}"),
        await world.admin.http.patch(f"/tokens/{made['id']}", json={"name": "Mine"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "token_not_found")
    renamed = await world.owner.patch(f"/tokens/{made['id']}", {"name": "Sync"})
    assert renamed["name"] == "Sync"


async def test_what_names_a_token_goes_with_it(world: World, database_url: str) -> None:
    made = await world.owner.post("/tokens", {"name": "T", "scopes": ALL})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.table_grants (table_id, subject_type, subject_id, level)"
            " VALUES (%s, 'token', %s, 'read')",
            [world.table_id, made["id"]],
        )
        asked = "SELECT policy_version FROM dataos.workspaces WHERE id = %s"
        before = connection.execute(asked, [world.workspace]).fetchone()
        await world.owner.delete(f"/tokens/{made['id']}")
        after = connection.execute(asked, [world.workspace]).fetchone()
        assert connection.execute("SELECT count(*) FROM dataos.table_grants").fetchone() == (0,)
    assert before is not None
    assert after is not None
    assert after[0] > before[0]


async def test_a_disabled_persons_tokens_open_nothing(app: FastAPI, world: World, database_url: str) -> None:
    client = await token_client(app, world)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.users SET disabled_at = now() WHERE id = %s", [world.owner.id])
    assert (await client.get("/me")).status_code == 401


async def test_tokens_are_bounded(world: World, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.access_tokens (id, user_id, name, prefix, hash, scopes)"
            " SELECT 'tok_' || n, %s, 'T', 'dop_', n::text::bytea, '{schema}' FROM generate_series(1, 100) n",
            [world.owner.id],
        )
    answer = await world.owner.http.post("/tokens", json={"name": "T", "scopes": ["schema"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_tokens")
