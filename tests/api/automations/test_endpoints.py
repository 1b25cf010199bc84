"""Automations over HTTP: what is answered, what is refused, and to whom."""

import pytest
from fastapi import FastAPI

from core.values import JsonValue
from tests.support.app import Person, World, client_of

Json = dict[str, JsonValue]

STAMP: Json = {
    "id": "stamp",
    "type": "update_record",
    "config": {"record": "{{trigger.record.id}}", "fields": {"Amount": 1}},
}
DONE: Json = {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Done"}]}
BODY: Json = {"name": "Stamp", "trigger": {"type": "field_changed", "config": {"field": "Status"}}, "steps": [STAMP]}


async def made(person: Person, world: World, body: Json = BODY) -> Json:
    found = await person.post(f"/tables/{world.table_id}/automations", body)
    assert isinstance(found, dict)
    return found


async def problem(person: Person, method: str, path: str, body: JsonValue = None) -> tuple[int, str, list[str]]:
    answer = await person.http.request(method, path, json=body)
    told = answer.json()
    return answer.status_code, told["code"], [fault["path"] for fault in told["errors"]]


async def test_a_new_automation_is_a_draft_and_reads_as_it_was_written(world: World) -> None:
    found = await made(world.creator, world)
    assert found == await world.editor.get(f"/automations/{found['id']}")
    assert (found["enabled"], found["published"], found["publishedVersion"], found["lastRun"]) == (
        False,
        None,
        None,
        None,
    )
    assert found["draft"] == {"trigger": BODY["trigger"], "conditions": None, "steps": [STAMP]}
    assert (found["trigger"], found["conditions"], found["steps"]) == (BODY["trigger"], None, [STAMP])
    assert isinstance(found["createdBy"], dict)
    assert found["createdBy"]["email"] == world.creator.email
    listed = await world.editor.get(f"/tables/{world.table_id}/automations")
    assert listed == {"items": [found], "nextCursor": None}


async def test_publishing_pins_a_version_and_editing_changes_only_the_draft(world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    published = await world.creator.post(f"{path}/publish", {}, 200)
    assert isinstance(published, dict)
    assert (published["enabled"], published["publishedVersion"]) == (True, 1)
    edited = await world.creator.patch(path, {"name": "Renamed", "conditions": {"conjunction": "and", "filters": []}})
    assert isinstance(edited, dict)
    assert edited["name"] == "Renamed"
    assert edited["published"] == published["published"]
    assert edited["draft"] != edited["published"]
    again = await world.creator.post(f"{path}/publish", {}, 200)
    assert isinstance(again, dict)
    assert again["publishedVersion"] == 2
    disabled = await world.creator.post(f"{path}/disable", {}, 200)
    assert isinstance(disabled, dict)
    assert (disabled["enabled"], disabled["publishedVersion"]) == (False, 2)
    same = await world.creator.post(f"{path}/publish", {}, 200)
    assert isinstance(same, dict)
    assert (same["enabled"], same["publishedVersion"]) == (True, 2)


async def test_publishing_makes_the_publisher_the_owner(world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    published = await world.admin.post(f"{path}/publish", {}, 200)
    assert isinstance(published, dict)
    assert isinstance(published["createdBy"], dict)
    assert published["createdBy"]["email"] == world.admin.email


async def test_publishing_a_draft_with_faults_names_them_all_and_publishes_nothing(world: World) -> None:
    wrong: Json = {**STAMP, "config": {"record": "{{trigger.record.id}}", "fields": {"Statuss": "x", "Amount": "y"}}}
    path = f"/automations/{(await made(world.creator, world, {**BODY, 'steps': [wrong]}))['id']}"
    assert await problem(world.creator, "POST", f"{path}/publish") == (
        422,
        "invalid_request",
        ["steps[0].config.fields.Amount", "steps[0].config.fields.Statuss"],
    )
    found = await world.creator.get(path)
    assert isinstance(found, dict)
    assert (found["enabled"], found["published"]) == (False, None)


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ({}, ["name", "trigger"]),
        ({**BODY, "speed": 1}, ["speed"]),
        ({**BODY, "steps": [{"id": "a", "type": "explode"}]}, ["steps[0]"]),
        ({**BODY, "steps": [STAMP, STAMP]}, ["steps[1].id"]),
        ({**BODY, "steps": ["x"]}, ["steps[0]"]),
        ({**BODY, "trigger": {"type": "moonrise"}}, ["trigger"]),
        ({**BODY, "steps": [{**STAMP, "config": {"record": "x\0", "fields": {"Amount": 1}}}]}, ["body"]),
        ({**BODY, "steps": [{"id": f"s{at}", "type": "explode", "big": "x" * 900} for at in range(100)]}, ["body"]),
        ({**BODY, "name": "  "}, ["name"]),
    ],
)
async def test_a_definition_of_the_wrong_shape_is_refused_with_paths(
    world: World, body: Json, paths: list[str]
) -> None:
    status, _, found = await problem(world.creator, "POST", f"/tables/{world.table_id}/automations", body)
    assert (status, found) == (422, paths)
    listed = await world.creator.get(f"/tables/{world.table_id}/automations")
    assert listed == {"items": [], "nextCursor": None}


async def test_editors_see_creators_write_others_neither(world: World) -> None:
    automation = str((await made(world.creator, world))["id"])
    path = f"/automations/{automation}"
    await world.creator.post(f"{path}/publish", {}, 200)
    seeing = [("GET", path), ("GET", f"{path}/runs"), ("GET", f"/tables/{world.table_id}/automations")]
    writing = [("POST", f"{path}/publish"), ("POST", f"{path}/disable"), ("DELETE", path)]
    expected = {
        world.stranger: (404, 404),
        world.viewer: (403, 403),
        world.commenter: (403, 403),
        world.editor: (200, 403),
    }
    for person, (see, write) in expected.items():
        for method, url in seeing:
            assert (await person.http.request(method, url)).status_code == see, (person.name, method, url)
        for method, url in writing:
            assert (await person.http.request(method, url)).status_code == write, (person.name, method, url)
        patched = await person.http.patch(path, json={"name": "Mine"})
        assert patched.status_code == write, person.name
        posted = await person.http.post(f"/tables/{world.table_id}/automations", json=BODY)
        assert posted.status_code == write, person.name


@pytest.mark.parametrize(
    "path",
    [
        "/automations/aut_x",
        "/automations/aut_01h455vb4pex5vsknk084sn02q",
        "/runs/run_x",
        "/runs/run_01h455vb4pex5vsknk084sn02q",
        "/automations/%00",
    ],
)
async def test_unknown_ids_are_not_found(world: World, path: str) -> None:
    assert (await world.owner.http.get(path)).status_code == 404


async def test_a_deleted_automation_is_gone_with_its_runs(world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    started = await world.creator.post(f"{path}/run", {}, 202)
    assert isinstance(started, dict)
    await world.creator.delete(path)
    assert (await world.creator.http.get(path)).status_code == 404
    assert (await world.creator.http.get(f"/runs/{started['runId']}")).status_code == 404
    assert await world.creator.get(f"/tables/{world.table_id}/automations") == {"items": [], "nextCursor": None}


async def test_a_manual_run_waits_in_the_log_while_temporal_is_away(world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    started = [await world.creator.post(f"{path}/run", {}, 202) for _ in range(3)]
    ids = [item["runId"] for item in started if isinstance(item, dict)]
    first = await world.editor.get(f"{path}/runs?limit=2")
    assert isinstance(first, dict)
    assert isinstance(first["items"], list)
    second = await world.editor.get(f"{path}/runs?limit=2&cursor={first['nextCursor']}")
    assert isinstance(second, dict)
    assert isinstance(second["items"], list)
    shown = [item for item in [*first["items"], *second["items"]] if isinstance(item, dict)]
    assert sorted(str(item["id"]) for item in shown) == sorted(str(key) for key in ids)
    assert {str(item["status"]) for item in shown} == {"queued"}
    assert second["nextCursor"] is None
    run = await world.editor.get(f"/runs/{ids[0]}")
    assert isinstance(run, dict)
    assert (run["steps"], run["recordId"], run["version"], run["durationMs"]) == ([], None, 1, None)
    assert run["trigger"] == {"type": "manual", "recordId": None}


async def test_a_manual_run_takes_only_records_of_its_table(world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    for wrong in ("rec_0000000100000000000f", "rec_00000001000000000063", "tbl_x", ""):
        status, code, _ = await problem(world.creator, "POST", f"{path}/run", {"recordId": wrong})
        assert (status, code) == (404, "record_not_found"), wrong
    assert (await problem(world.creator, "POST", f"{path}/run", {"record": "x"}))[0] == 422


async def test_a_step_may_not_write_into_another_base(world: World) -> None:
    other = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    assert isinstance(other, dict)
    table = await world.owner.post(f"/bases/{other['id']}/tables", {"name": "Elsewhere"})
    assert isinstance(table, dict)
    step: Json = {"id": "add", "type": "create_record", "config": {"tableId": table["id"], "fields": {"Name": "x"}}}
    path = f"/automations/{(await made(world.owner, world, {**BODY, 'steps': [step]}))['id']}"
    assert await problem(world.owner, "POST", f"{path}/publish") == (
        422,
        "invalid_request",
        ["steps[0].config.tableId"],
    )


async def test_a_token_starts_no_more_than_it_may_do_itself(app: FastAPI, world: World) -> None:
    """A run reads and writes as the person, without the token."""
    path = f"/automations/{(await made(world.creator, world))['id']}"

    async def tried(call: str, scopes: list[str], **body: JsonValue) -> tuple[int, str]:
        token = await world.creator.post("/tokens", {"name": "T", "scopes": scopes, **body})
        async with client_of(app, token=token["token"]) as program:
            answer = await program.post(f"{path}/{call}", json={})
        return answer.status_code, answer.json().get("code", "")

    for call, done in (("run", 202), ("publish", 200)):
        for scopes in (["automations"], ["automations", "data:read"]):
            assert await tried(call, scopes) == (403, "scope_missing")
        assert await tried(call, ["automations", "data:write"], bases=[world.base]) == (403, "token_narrowed")
        assert await tried(call, ["automations", "data:write"]) == (done, "")


async def test_a_token_that_a_grant_or_rule_names_starts_nothing(app: FastAPI, world: World) -> None:
    path = f"/automations/{(await made(world.creator, world))['id']}"
    secrets: list[str] = []
    for place, said in (("grants", "grants"), ("rules", "rules")):
        token = await world.creator.post("/tokens", {"name": "T", "scopes": ["automations", "data:write"]})
        secrets.append(token["token"])
        subject: JsonValue = {"type": "token", "id": token["id"]}
        item: Json = {"subject": subject, "level": "admin"}
        if said == "rules":
            item = {"subject": subject, "access": "read", "filter": DONE}
        await world.owner.put(f"/tables/{world.table_id}/{place}", {said: [item]})
    for secret in secrets:
        async with client_of(app, token=secret) as program:
            for call in ("publish", "run"):
                answer = await program.post(f"{path}/{call}", json={})
                assert (answer.status_code, answer.json()["code"]) == (403, "token_narrowed")
