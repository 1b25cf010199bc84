"""The audit log over HTTP: who sees what of it, how it is narrowed, exported, verified; and what never stands in it."""

import csv
import hashlib
import io
import json
import re
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.api.audit.log import entries, settle
from tests.support.app import PASSWORD, Person, World, client_of, make_world, running, settings_for
from tests.support.problems import assert_problem


async def _log(person: Person, world: World, query: str = "") -> list[dict[str, Any]]:
    return (await person.get(f"/workspaces/{world.workspace}/audit-logs?{query}"))["items"]


async def test_an_act_says_who_did_what_to_what_from_where(app: FastAPI, world: World) -> None:
    sent = {"X-Request-Id": "rename-the-base", "User-Agent": "Tests/1"}
    answer = await world.creator.http.patch(f"/bases/{world.base}", json={"name": "Renamed"}, headers=sent)
    assert answer.status_code == 200

    [entry] = await _log(world.owner, world, "request=rename-the-base")

    assert entry["action"] == "base.updated"
    assert entry["actor"] == {"type": "user", "id": world.creator.id, "name": "Cleo"}
    assert (entry["baseId"], entry["tableId"], entry["workspaceId"]) == (world.base, None, world.workspace)
    assert entry["targets"] == [world.base]
    assert (entry["address"], entry["userAgent"][:7], entry["outcome"]) == ("127.0.0.1", "Tests/1", "done")
    assert entry["position"] is None
    await settle(app)
    [entry] = await _log(world.owner, world, "request=rename-the-base")
    assert entry["position"] >= 1
    assert len(entry["hash"]) == 64


async def test_what_failed_or_was_repeated_leaves_no_further_entry(app: FastAPI, world: World) -> None:
    table = {"name": "Twice"}
    path = f"/bases/{world.base}/tables"
    once = {"Idempotency-Key": "once"}
    answer = await world.owner.http.post(path, json=table, headers=once)
    assert answer.status_code == 201
    assert (await world.owner.http.post(path, json=table, headers=once)).status_code == 201
    assert (await world.owner.http.post(path, json=table)).status_code == 409
    assert (await world.viewer.http.post(path, json=table)).status_code == 403

    [found] = [each for each in await entries(app, action="table.created") if answer.json()["id"] in each["targets"]]
    assert found["targets"] == [world.base, answer.json()["id"]]
    assert found["base_id"] == world.base


async def test_record_changes_come_from_the_feed_once_and_without_values(app: FastAPI, world: World) -> None:
    rows = [{"fields": {"Name": "Secret salary", "Amount": number}} for number in range(30)]
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": rows})
    first = made["items"][0]["id"]
    await world.editor.patch(f"/records/{first}", {"fields": {"Name": "Changed"}})
    await world.editor.delete(f"/records/{first}")
    await settle(app)
    await settle(app)

    found = await entries(app, table_id=world.table_id, actor_id=world.editor.id)

    assert [each["action"] for each in found] == ["record.created", "record.updated", "record.deleted"]
    assert found[0]["detail"]["records"] == 30
    assert len(found[0]["targets"]) == 20
    assert found[1]["targets"] == [first]
    assert found[1]["detail"]["changeSet"].startswith("chs_")
    assert {each["chain"] for each in found} == {world.workspace}
    assert {each["address"] for each in found} == {"127.0.0.1"}
    assert all(each["request_id"].startswith("req_") for each in found)
    assert "salary" not in json.dumps(found, default=str)
    assert [each["action"] for each in await _log(world.owner, world, f"target={first}")] == [
        "record.deleted",
        "record.updated",
        "record.created",
    ]


async def test_signing_in_and_out_and_failing_to_stand_in_the_log_of_the_installation(
    app: FastAPI, world: World
) -> None:
    async with client_of(app) as http:
        wrong = await http.post("/auth/login", json={"email": world.editor.email, "password": "not the password"})
        right = await http.post("/auth/login", json={"email": world.editor.email, "password": PASSWORD})
        token = right.json()["accessToken"]
        await http.post("/auth/logout", headers={"Authorization": f"Bearer {token}"})
    assert (wrong.status_code, right.status_code) == (401, 200)

    found = (await entries(app, chain="installation"))[-3:]

    assert [(each["action"], each["outcome"], each["actor_id"]) for each in found] == [
        ("session.refused", "refused", "nobody"),
        ("session.started", "done", world.editor.id),
        ("session.ended", "done", world.editor.id),
    ]
    assert found[0]["detail"] == {"account": world.editor.email}
    told = json.dumps(await entries(app), default=str)
    for secret in ("not the password", PASSWORD, token, right.json()["refreshToken"]):
        assert secret not in told


async def test_only_owners_and_admins_see_it_and_only_of_their_workspace(world: World) -> None:
    paths = [f"/workspaces/{world.workspace}/audit-logs{rest}" for rest in ("", "/export", "/verify")]
    for path in paths:
        assert (await world.admin.http.get(path)).status_code == 200
        for person in (world.creator, world.editor, world.viewer):
            assert (await person.http.get(path)).status_code == 403
        assert (await world.stranger.http.get(path)).status_code == 404
    assert (await world.owner.http.get("/admin/audit-logs")).status_code == 403
    assert all(each["workspaceId"] == world.workspace for each in await _log(world.admin, world))


async def test_operators_see_the_whole_log(database_url: str) -> None:
    async with running(settings_for(database_url, DATAOS_OPERATORS="olga@example.org, x@example.org")) as app:
        world = await make_world(app)
        found = (await world.owner.get("/admin/audit-logs?limit=200"))["items"]
        assert {each["workspaceId"] for each in found} >= {None, world.workspace}
        found = (await world.owner.get("/admin/audit-logs?workspace=installation"))["items"]
        assert {each["action"] for each in found} == {"account.registered"}
        assert (await world.admin.http.get("/admin/audit-logs")).status_code == 403


async def test_filters_and_pages(app: FastAPI, world: World) -> None:
    for number in range(7):
        await world.creator.post(f"/tables/{world.table_id}/views", {"name": f"V{number}", "type": "grid"})
    path = f"/workspaces/{world.workspace}/audit-logs"

    seen: list[str] = []
    cursor = ""
    while True:
        page = await world.owner.get(f"{path}?action=view&limit=3{cursor}")
        seen += [each["id"] for each in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"
    assert len(seen) == len(set(seen)) == 7

    assert len(await _log(world.owner, world, f"actor={world.creator.id}")) == 7
    assert len(await _log(world.owner, world, f"table={world.table_id}&action=view.created")) == 7
    assert {each["action"] for each in await _log(world.owner, world, "action=base")} == {"base.created"}
    assert await _log(world.owner, world, "action=vie") == []
    assert await _log(world.owner, world, "from=2200-01-01T00:00:00Z") == []
    assert await _log(world.owner, world, "to=2001-01-01T00:00:00") == []
    assert len(await _log(world.owner, world, "from=2001-01-01T00:00:00Z&to=2200-01-01T00:00:00Z&limit=200")) > 7
    assert await _log(world.owner, world, f"base={world.base}&outcome=refused") == []


@pytest.mark.parametrize(
    "query", ["from=yesterday", "actor=%00", "target=%27", "outcome=maybe", "cursor=bm9uc2Vuc2U", "limit=0", "action="]
)
async def test_nonsense_is_refused_at_its_place(world: World, query: str) -> None:
    answer = await world.owner.http.get(f"/workspaces/{world.workspace}/audit-logs?{query}")
    assert answer.status_code == 422, answer.text
    assert_problem(answer)
    assert answer.json()["errors"][0]["path"] == query.partition("=")[0]


async def test_an_exported_file_can_be_verified_by_itself(app: FastAPI, world: World) -> None:
    await world.owner.post(f"/tables/{world.table_id}/views", {"name": "=1+1", "type": "grid"})
    await settle(app)
    path = f"/workspaces/{world.workspace}/audit-logs/export"

    answer = await world.owner.http.get(path)

    lines = [json.loads(line) for line in answer.text.splitlines()]
    previous = "0" * 64
    sealed = [line for line in lines if line["position"] is not None]
    for line in sorted(sealed, key=lambda each: each["position"]):
        digest = line.pop("hash")
        assert line["prevHash"] == previous
        text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert digest == previous
    assert len(sealed) > 8
    assert [line["action"] for line in lines if line not in sealed] == ["audit.exported"]

    table = (await world.owner.http.get(f"{path}?format=csv&action=view")).text
    [row] = list(csv.DictReader(io.StringIO(table)))
    assert row["action"] == "view.created"
    assert [each["action"] for each in await _log(world.owner, world, "action=audit")] == ["audit.exported"] * 2


async def test_verify_names_the_broken_entry(app: FastAPI, world: World, database_url: str) -> None:
    await settle(app)
    path = f"/workspaces/{world.workspace}/audit-logs/verify"
    sound = await world.owner.get(path)
    assert (sound["ok"], sound["broken"], sound["first"], sound["waiting"]) == (True, None, 1, 0)

    with psycopg.connect(database_url, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(
            "UPDATE dataos.audit_log SET address = '::1' WHERE chain = %s AND position = 2", [world.workspace]
        )
    broken = await world.owner.get(path)
    assert broken["ok"] is False
    assert (broken["broken"]["position"], broken["broken"]["reason"][:7]) == (2, "changed")


async def test_the_entry_stands_if_and_only_if_the_act_does(app: FastAPI, world: World) -> None:
    """A commit that fails takes the entry along."""
    before = len(await entries(app))
    async with app.state.services.database.records() as conn:
        await conn.execute(
            b"CREATE FUNCTION public.no_commit() RETURNS trigger LANGUAGE plpgsql AS"
            b" $$ BEGIN RAISE EXCEPTION 'no'; END $$"
        )
        await conn.execute(
            b"CREATE CONSTRAINT TRIGGER no_commit AFTER UPDATE ON dataos.workspaces DEFERRABLE INITIALLY DEFERRED"
            b" FOR EACH ROW EXECUTE FUNCTION public.no_commit()"
        )
    answer: httpx2.Response = await world.owner.http.patch(f"/workspaces/{world.workspace}", json={"name": "X"})
    assert answer.status_code == 500
    assert len(await entries(app)) == before


async def test_strangers_write_nothing_that_cannot_be_deleted(app: FastAPI, world: World) -> None:
    link = await world.creator.post(f"/views/{world.view()}/links", {"password": "open sesame"})
    before = len(await entries(app))
    async with client_of(app) as visitor:
        unlocked = await visitor.post(f"/shared/{link['slug']}/unlock", json={"password": "open sesame"})
        ticket = {"X-Share-Ticket": unlocked.json()["ticket"]}
        asked = await visitor.post(f"/shared/{link['slug']}/query", json={}, headers=ticket)
        assert (unlocked.status_code, asked.status_code) == (200, 200)
        for provider in ("idp_none", "%00", "x" * 300, "..%2f.."):
            answer = await visitor.post(f"/auth/saml/{provider}/acs", data={"SAMLResponse": "x", "RelayState": "x"})
            assert answer.status_code < 500, (provider, answer.text)
    assert len(await entries(app)) == before


async def test_a_failed_act_at_a_made_up_id_is_no_failure_of_ours(app: FastAPI, world: World) -> None:
    for value in ("%00", "x" * 3000, "%F0%9F%92%A9", "a%20b"):
        for method in ("PATCH", "DELETE"):
            answer = await world.owner.http.request(method, f"/tables/{value}", json={"name": "N"})
            assert answer.status_code == 404, answer.text
    allowed = re.compile(r"[A-Za-z0-9_]{1,80}")
    assert all(allowed.fullmatch(target) for each in await entries(app) for target in each["targets"])


async def test_looking_as_somebody_else_is_one_entry_for_each_thing(app: FastAPI, world: World) -> None:
    table, seen = f"/tables/{world.table_id}", {"X-View-As": world.editor.id}
    made = await world.owner.post(f"{table}/records", {"records": [{"fields": {}}, {"fields": {}}]})
    missing = await world.admin.http.get(f"{table[:-4]}0000/records", headers=seen)
    assert missing.status_code == 404
    for _ in range(3):
        assert (await world.admin.http.get(f"{table}/records", headers=seen)).status_code == 200
        assert (await world.admin.http.post(f"{table}/query", json={}, headers=seen)).status_code == 200
    assert (await world.admin.http.get(f"{table}/records", headers={"X-View-As": world.admin.id})).status_code == 200

    [entry] = await _log(world.owner, world, "action=person.viewed_as")

    assert entry["actor"] == {"type": "user", "id": world.admin.id, "name": "Adam"}
    assert (entry["onBehalfOf"], entry["tableId"], entry["baseId"]) == (world.editor.id, world.table_id, world.base)
    assert entry["targets"] == [world.table_id, world.editor.id]
    assert (await world.owner.http.get(f"{table}/records", headers=seen)).status_code == 200
    assert (await world.admin.http.get(f"{table}/records", headers={"X-View-As": world.viewer.id})).status_code == 200
    assert len(await _log(world.owner, world, "action=person.viewed_as")) == 3
    for record in made["items"]:
        assert (await world.admin.http.get(f"/records/{record['id']}", headers=seen)).status_code == 200
    assert len(await _log(world.owner, world, "action=person.viewed_as")) == 4, "one for the records of a table"


async def test_what_ends_stands_in_the_log_of_its_workspace_with_what_it_was(app: FastAPI, world: World) -> None:
    link = await world.creator.post(f"/views/{world.view()}/links", {"slug": "very-guessable"})
    await world.creator.patch(f"/links/{link['id']}", {"download": True, "password": "open sesame"})
    await world.creator.delete(f"/links/{link['id']}")
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await world.owner.delete(f"/teams/{team['id']}")

    made, changed, ended = [
        each for each in reversed(await _log(world.owner, world)) if each["action"].startswith("shared_link.")
    ]
    assert [each["action"][12:] for each in (made, changed, ended)] == ["created", "updated", "deleted"]
    assert {(each["baseId"], each["tableId"]) for each in (made, changed, ended)} == {(world.base, world.table_id)}
    assert (changed["before"]["download"], changed["after"]["download"]) == (False, True)
    assert (changed["before"]["protected"], changed["after"]["protected"]) == (False, True)
    assert ended["before"] == changed["after"]
    assert "guessable" not in json.dumps([made, changed, ended])
    [gone] = await _log(world.owner, world, "action=team.deleted")
    assert gone["before"]["name"] == "Sellers"


async def test_an_invitation_that_is_accepted_stands_in_the_log_of_its_workspace(app: FastAPI, world: World) -> None:
    invited = {"role": "member", "bases": [{"baseId": world.base, "role": "viewer"}], "maxUses": 5}
    made = await world.owner.post(f"/workspaces/{world.workspace}/invitations", invited)
    token = made["url"].partition("#")[2]
    for _ in range(2):
        await world.stranger.post(f"/invitations/{token}/accept", None, 200)
    async with client_of(app) as newcomer:
        body = {"email": "nora@example.org", "password": PASSWORD, "name": "Nora"}
        assert (await newcomer.post(f"/invitations/{token}/register", json=body)).status_code == 201

    by_account, by_stranger = await _log(world.owner, world, "action=invitation.accepted")

    assert (by_stranger["actor"]["id"], by_account["actor"]["name"]) == (world.stranger.id, "Nora")
    for entry in (by_account, by_stranger):
        assert entry["after"]["bases"] == [{"id": world.base, "role": "viewer"}]
        assert made["id"] in entry["targets"]
    assert len(await entries(app, action="account.registered", actor_id=by_account["actor"]["id"])) == 1
    assert token not in json.dumps(await entries(app), default=str)
