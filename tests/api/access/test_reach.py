"""Levels of fields and views, files, and what somebody did before their rights shrank."""

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.api.access.office import ROW, SECRET, VALUE, Office, hide_field, make_office, rule, say
from tests.support.app import World
from tests.support.files import upload

TAB = {"X-Client-Tab": "one"}


@pytest.fixture
async def office(world: World, database_url: str) -> Office:
    return await make_office(world, database_url)


async def test_a_field_that_one_may_only_read_is_refused_at_its_cell(office: Office) -> None:
    editor, mine = office.world.editor, office.ids["mine"]
    hide_field(office.database_url, office.field("Name"), editor, "read")
    answer = await editor.patch(f"/records/{mine}", {"fields": {"Name": "x"}}, 422)
    assert [(item["path"], item["code"]) for item in answer["errors"]] == [("fields.Name", "read_only_field")]
    records = {"records": [{"fields": {"Name": "x", "Person": editor.id}}]}
    answer = await editor.post(f"/tables/{office.staff['id']}/records", records, 422)
    assert answer["errors"][0]["path"] == "records[0].fields.Name"
    assert (await editor.get(f"/records/{mine}"))["fields"]["Name"] == "Mine"


async def test_who_may_edit_one_field_changes_that_alone_in_records_that_exist(world: World, database_url: str) -> None:
    viewer = world.viewer
    made = await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "a"}}]})
    record = made["items"][0]["id"]
    await viewer.patch(f"/records/{record}", {"fields": {"Amount": 1}}, 403)
    hide_field(database_url, world.field("Amount"), viewer, "edit")
    assert (await viewer.patch(f"/records/{record}", {"fields": {"Amount": 1}}))["fields"]["Amount"] == 1
    answer = await viewer.patch(f"/records/{record}", {"fields": {"Name": "b"}}, 422)
    assert answer["errors"][0]["path"] == "fields.Name"
    await viewer.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Amount": 1}}]}, 403)
    await viewer.delete(f"/records/{record}", 403)


async def test_a_closed_view_is_not_there(office: Office) -> None:
    editor, view = office.world.editor, office.view
    say(office.database_url, "INSERT INTO dataos.view_grants VALUES (%s, 'user', %s, 'none')", view, editor.id)
    for path in (f"/views/{view}", f"/tables/{office.staff['id']}/records?view={view}"):
        assert (await editor.http.get(path)).status_code == 404
    for path in (f"/tables/{office.staff['id']}", f"/bases/{office.world.base}"):
        assert view not in (await editor.http.get(path)).text
        assert view in (await office.world.owner.http.get(path)).text
    assert (await editor.http.patch(f"/views/{view}", json={"name": "x"})).status_code == 404
    assert (await editor.http.delete(f"/views/{view}")).status_code == 404


async def test_undo_leaves_what_one_may_not_see_or_change_any_more(world: World, database_url: str) -> None:
    editor, path = world.editor, f"/tables/{world.table_id}/records"
    made = await editor.post(path, {"records": [{"fields": {"Name": "keep"}}, {"fields": {"Name": "lose"}}]})
    ids = [item["id"] for item in made["items"]]
    body = {"records": [{"id": key, "fields": {"Amount": 5, "Status": "Open"}} for key in ids]}
    answer = await editor.http.patch(path, json=body, headers=TAB)
    assert answer.status_code == 200
    hide_field(database_url, world.field("Amount"), editor)
    condition = {"field": world.field("Name"), "operator": "equals", "value": "keep"}
    rule(database_url, world.table_id, editor, "write", condition)

    undone = await editor.http.post("/undo", headers=TAB)

    assert undone.json()["recordIds"] == ids[:1]
    assert ids[1] not in undone.text
    assert world.field("Amount") not in undone.text
    seen = [(await world.owner.get(f"/records/{key}"))["fields"] for key in ids]
    assert [(each["Amount"], each["Status"]) for each in seen] == [(5, None), (5, "Open")]


async def test_files_are_there_for_those_who_see_a_cell_with_them(office: Office) -> None:
    owner, editor, staff = office.world.owner, office.world.editor, office.staff["id"]
    await owner.post(f"/tables/{staff}/fields", {"name": "Papers", "type": "attachment"})
    files = [(await upload(owner, office.world.base, f"{name}.txt", name.encode()))["id"] for name in ("a", "b")]
    for record, file in zip(("mine", "theirs"), files, strict=True):
        await owner.patch(f"/records/{office.ids[record]}", {"fields": {"Papers": [file]}})
    for path in ("/attachments/{}", "/attachments/{}/versions"):
        assert (await editor.http.get(path.format(files[0]))).status_code == 200
        assert (await editor.http.get(path.format(files[1]))).status_code == 404
        assert (await owner.http.get(path.format(files[1]))).status_code == 200
    own = (await upload(editor, office.world.base, "c.txt", b"c"))["id"]
    assert (await editor.http.get(f"/attachments/{own}")).status_code == 200


async def test_the_log_of_a_run_keeps_what_its_reader_may_not_see(office: Office) -> None:
    with psycopg.connect(office.database_url) as connection:
        connection.execute(
            "INSERT INTO dataos.automation_versions (automation_id, version, definition, plan, published_by)"
            " SELECT %s, 1, '{}', '{}', number FROM dataos.users WHERE id = %s",
            [office.automation, office.world.owner.id],
        )
        for run, record in (("a", "mine"), ("b", "theirs")):
            key = int(office.ids[record][-12:], 16)
            connection.execute(
                "INSERT INTO dataos.runs (id, automation_id, version, status, trigger_type, workflow_id, record_key,"
                " context, error) VALUES (%s, %s, 1, 'failed', 'manual', %s, %s, '{}', %s)",
                [f"run_{run:0>26}", office.automation, run, key, Jsonb({"code": "bad", "message": VALUE})],
            )
        connection.execute(
            "INSERT INTO dataos.run_steps (run_id, path, step_id, type, status, input, output, started_at)"
            " VALUES (%s, '0', 'tell', 'send_notification', 'succeeded', %s, %s, now())",
            [f"run_{'b':0>26}", Jsonb({"body": VALUE}), Jsonb({"value": {"text": ROW}})],
        )
    for path in (f"/automations/{office.automation}/runs", f"/runs/run_{'b':0>26}"):
        told = (await office.world.editor.http.get(path)).text
        assert (await office.world.owner.http.get(path)).text.count(VALUE) > 0
        assert [canary for canary in office.canaries.values() if canary in told] == []
        assert '"failed"' in told


async def test_nobody_builds_an_automation_on_a_field_that_is_hidden_from_them(office: Office) -> None:
    creator, staff = office.world.creator, office.staff["id"]
    hide_field(office.database_url, office.field(SECRET), creator)
    step = {"id": "s", "type": "update_record", "config": {"record": "{{trigger.record.id}}", "fields": {SECRET: "x"}}}
    draft = {"name": "A", "trigger": {"type": "record_updated", "config": {}}, "steps": [step]}
    made = await creator.post(f"/tables/{staff}/automations", draft)
    refusal = await creator.post(f"/automations/{made['id']}/publish", {}, 422)
    assert office.field(SECRET) not in str(refusal)


async def test_publishing_tells_no_more_of_a_draft_than_is_shown_of_it(office: Office) -> None:
    owner, creator, staff = office.world.owner, office.world.creator, office.staff["id"]
    closed = await owner.post(
        f"/bases/{office.world.base}/tables", {"name": "Closed", "fields": [{"name": "Plot", "type": "text"}]}
    )
    say(
        office.database_url, "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'none')", closed["id"], creator.id
    )
    hide_field(office.database_url, office.field(SECRET), creator)
    tasks = office.tasks
    state = next(item["id"] for item in tasks["fields"] if item["name"] == "State")
    hide_field(office.database_url, state, creator)
    steps = (
        {"type": "update_record", "config": {"record": "{{trigger.record.id}}", "fields": {SECRET: "x"}}},
        {"type": "create_record", "config": {"tableId": closed["id"], "fields": {"Plot": "x"}}},
        {"type": "create_record", "config": {"tableId": tasks["id"], "fields": {"State": "Odd"}}},
    )
    for step in steps:
        draft = {"name": "A", "trigger": {"type": "manual", "config": {}}, "steps": [{"id": "s", **step}]}
        made = await owner.post(f"/tables/{staff}/automations", draft)
        for seen in (
            await creator.get(f"/automations/{made['id']}"),
            await creator.post(f"/automations/{made['id']}/publish", {}, 422),
            next(
                one for one in (await creator.get(f"/tables/{staff}/automations"))["items"] if one["id"] == made["id"]
            ),
        ):
            words = (SECRET, "Plot", "State", "Odd", state, closed["id"], office.field(SECRET))
            assert [word for word in words if word in str(seen)] == [], step
        assert (await owner.get(f"/automations/{made['id']}"))["draft"]["steps"] != []
    mine = {"record": "{{trigger.record.id}}", "fields": {"Name": "x"}}
    fine = {
        "name": "B",
        "trigger": {"type": "manual", "config": {}},
        "steps": [{"id": "s", "type": "update_record", "config": mine}],
    }
    made = await owner.post(f"/tables/{staff}/automations", fine)
    assert (await creator.get(f"/automations/{made['id']}"))["draft"]["steps"] != []


async def test_settings_of_a_published_field_do_not_name_what_it_is_made_of(office: Office) -> None:
    editor, staff = office.world.editor, office.staff["id"]
    hide_field(office.database_url, office.field("Shown twice"), editor, "read")
    answer = await editor.http.get(f"/tables/{staff}")
    [field] = [item for item in answer.json()["fields"] if item["name"] == "Shown twice"]
    assert field["config"]["expression"] == ""
    assert SECRET not in answer.text
    assert (await editor.get(f"/records/{office.ids['mine']}"))["fields"]["Shown twice"] == f"{VALUE} 2!"


async def test_nobody_changes_a_field_that_is_hidden_from_them(office: Office) -> None:
    creator, secret = office.world.creator, office.field(SECRET)
    hide_field(office.database_url, secret, creator)
    for method, path, body in (
        ("PATCH", f"/fields/{secret}", {"name": "Mine now"}),
        ("DELETE", f"/fields/{secret}", None),
        ("POST", f"/fields/{secret}/convert", {"type": "number", "dryRun": True}),
        ("GET", f"/fields/{secret}/conversions", None),
        ("GET", f"/fields/{secret}/dependants", None),
    ):
        answer = await creator.http.request(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "field_not_found"), path
    formula = {"name": "F", "type": "formula", "config": {"expression": "{" + SECRET + "}"}}
    await creator.post(f"/tables/{office.staff['id']}/fields", formula, 422)


async def test_nobody_takes_back_the_conversion_of_a_field_that_is_hidden_from_them(office: Office) -> None:
    creator, secret = office.world.creator, office.field(SECRET)
    await creator.post(f"/fields/{secret}/convert", {"type": "longText"}, 200)
    hide_field(office.database_url, secret, creator)

    answer = await creator.http.post("/undo")

    assert answer.status_code < 500
    assert SECRET not in answer.text
    fields = (await office.world.owner.get(f"/tables/{office.staff['id']}"))["fields"]
    assert next(item["type"] for item in fields if item["id"] == secret) == "longText"


@pytest.mark.parametrize("rehearsed", [True, False])
async def test_no_options_are_made_of_records_that_one_may_not_read(office: Office, rehearsed: bool) -> None:
    creator, field = office.world.creator, office.field(SECRET)
    own = {"field": office.field("Name"), "operator": "equals", "value": "Mine too"}
    rule(office.database_url, office.staff["id"], creator, "write", own)
    wanted = {"type": "singleSelect", "dryRun": rehearsed}
    answer = await creator.http.post(f"/fields/{field}/convert", json=wanted)
    assert (answer.status_code, [item["path"] for item in answer.json()["errors"]]) == (422, ["config.options"])
    assert VALUE not in answer.text
    given = {**wanted, "config": {"options": [{"name": "x"}]}}
    answer = await creator.http.post(f"/fields/{field}/convert", json=given)
    assert (answer.status_code, VALUE in answer.text) == (200, False)


async def test_changes_of_an_automation_answer_no_more_than_looking_at_it(office: Office) -> None:
    creator, path = office.world.creator, f"/automations/{office.automation}"
    hide_field(office.database_url, office.field(SECRET), creator)
    for method, at, body in (("PATCH", path, {"name": "Told"}), ("POST", f"{path}/disable", {}), ("GET", path, None)):
        answer = await creator.http.request(method, at, json=body)
        assert answer.status_code == 200, at
        assert SECRET not in answer.text, at
        assert office.field(SECRET) not in answer.text, at
    assert SECRET in (await office.world.owner.http.get(path)).text


@pytest.mark.parametrize("damaged", [False, True])
async def test_steps_that_write_to_a_closed_table_are_not_shown(world: World, database_url: str, damaged: bool) -> None:
    owner, editor, name = world.owner, world.editor, {"name": "Name", "type": "text"}
    closed = await owner.post(f"/bases/{world.base}/tables", {"name": "Closed", "fields": [name]})
    config = {"tableId": closed["id"], "fields": {"Name": VALUE}}
    draft = {
        "name": "Copy",
        "trigger": {"type": "manual", "config": {}},
        "steps": [{"id": "copy", "type": "create_record", "config": config}],
    }
    made = await owner.post(f"/tables/{world.table_id}/automations", draft)
    await owner.post(f"/automations/{made['id']}/publish", {}, 200)
    run = f"run_{'c':0>26}"
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO dataos.runs (id, automation_id, version, status, trigger_type, workflow_id, context)"
            " VALUES (%s, %s, 1, 'succeeded', 'manual', %s, '{}')",
            [run, made["id"], run],
        )
        connection.execute(
            "INSERT INTO dataos.run_steps (run_id, path, step_id, type, status, input, output, started_at)"
            " VALUES (%s, 'steps.0', 'copy', 'create_record', 'succeeded', %s, '{}', now())",
            [run, Jsonb({"fields": {"Name": VALUE}})],
        )
        if damaged:
            connection.execute("UPDATE dataos.automation_versions SET plan = '{}'")
    other = world.table_id if damaged else closed["id"]
    assert VALUE in (await editor.http.get(f"/runs/{run}")).text
    level = "edit" if damaged else "none"
    say(database_url, "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, %s)", other, editor.id, level)
    told = await editor.http.get(f"/runs/{run}")
    assert (told.status_code, VALUE in told.text) == (200, False)
    assert VALUE in (await owner.http.get(f"/runs/{run}")).text


async def test_conditions_see_no_link_that_the_owner_sees_in_part(office: Office) -> None:
    creator, editor = office.world.creator, office.world.editor
    draft = {
        "name": "Press",
        "trigger": {"type": "manual", "config": {}},
        "conditions": {"conjunction": "and", "filters": [{"field": "Work", "operator": "isNotEmpty"}]},
        "steps": [{"id": "s", "type": "send_notification", "config": {"to": [creator.email], "title": "x"}}],
    }
    made = await creator.post(f"/tables/{office.staff['id']}/automations", draft)
    await creator.post(f"/automations/{made['id']}/publish", {}, 200)
    press = f"/automations/{made['id']}/run", {"recordId": office.ids["mine"]}
    await editor.post(*press, 202)
    state = next(item["id"] for item in office.tasks["fields"] if item["name"] == "State")
    condition = {"field": state, "operator": "equals", "value": "nowhere"}
    rule(office.database_url, office.tasks["id"], creator, "read", condition)
    assert (await editor.post(*press, 409))["code"] == "conditions_not_met"


async def test_history_does_not_show_what_a_field_was_computed_from_before(office: Office) -> None:
    owner, editor, path = office.world.owner, office.world.editor, f"/records/{office.ids['mine']}/history"
    await owner.patch(f"/fields/{office.field('Shown twice')}", {"config": {"expression": "{Name} & '!'"}})
    assert (await editor.get(f"/records/{office.ids['mine']}"))["fields"]["Shown twice"] == "Mine!"
    assert f"{VALUE}!" in (await owner.http.get(path)).text
    assert VALUE not in (await editor.http.get(path)).text


async def test_a_file_out_of_sight_is_not_attached_by_its_id(office: Office) -> None:
    owner, editor, staff = office.world.owner, office.world.editor, office.staff["id"]
    await owner.post(f"/tables/{staff}/fields", {"name": "Papers", "type": "attachment"})
    files = [(await upload(owner, office.world.base, f"{name}.txt", name.encode()))["id"] for name in ("a", "b")]
    for record, file in zip(("mine", "theirs"), files, strict=True):
        await owner.patch(f"/records/{office.ids[record]}", {"fields": {"Papers": [file]}})
    mine = f"/records/{office.ids['mine']}"

    refused = await editor.patch(mine, {"fields": {"Papers": [files[1], files[0]]}}, 422)
    assert [(item["path"], item["code"]) for item in refused["errors"]] == [("fields.Papers[0]", "unknown_attachment")]
    other = f"/records/{office.ids['other']}"
    refused = await editor.patch(other, {"fields": {"Papers": files}}, 422)
    assert [item["path"] for item in refused["errors"]] == ["fields.Papers[1]"]
    taken = await editor.patch(other, {"fields": {"Papers": [files[0]]}})
    assert [item["id"] for item in taken["fields"]["Papers"]] == [files[0]], "seen in another record"
    await owner.patch(other, {"fields": {"Papers": []}})
    await owner.patch(mine, {"fields": {"Papers": [files[0], files[1]]}})
    own = (await upload(editor, office.world.base, "c.txt", b"c"))["id"]
    answer = await editor.http.patch(mine, json={"fields": {"Papers": [files[1], own]}}, headers=TAB)
    assert [item["id"] for item in answer.json()["fields"]["Papers"]] == [files[1], own]

    # It stands nowhere now that they see, but they may take back what they did themselves.
    refused = await editor.patch(mine, {"fields": {"Papers": [files[0]]}}, 422)
    assert refused["code"] == "unknown_attachment"
    undone = await editor.http.post("/undo", headers=TAB)
    assert undone.json()["done"] is True, undone.text
    assert [item["id"] for item in (await editor.get(mine))["fields"]["Papers"]] == files


async def test_a_draft_of_somebody_else_is_refused_without_its_words(office: Office) -> None:
    creator, owner = office.world.creator, office.world.owner
    hide_field(office.database_url, office.field(SECRET), creator)
    told: list[str] = []
    for name in (SECRET, "Nothing of this name"):
        trigger = {"type": "field_changed", "config": {"field": name}}
        await owner.patch(f"/automations/{office.automation}", {"trigger": trigger})
        for path in ("publish", "run"):
            answer = await creator.http.post(f"/automations/{office.automation}/{path}", json={})
            assert answer.status_code == 422
            assert [canary for canary in office.canaries.values() if canary in answer.text] == []
            told.append(str([(fault["path"], fault["code"], fault["message"]) for fault in answer.json()["errors"]]))
    # Whoever guesses the name of a hidden field learns nothing.
    assert told[:2] == told[2:]
