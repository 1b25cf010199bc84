"""Runs from the edit to the effect, on a real database and the time-skipping Temporal server."""

from datetime import UTC, datetime, timedelta

from core.values import JsonValue
from tests.support.stage import DONE, Json, Stage, create, mail, notify, update


async def run_detail(stage: Stage, run_id: str) -> Json:
    found = await stage.world.owner.get(f"/runs/{run_id}")
    assert isinstance(found, dict)
    return found


async def only_run(stage: Stage) -> Json:
    [(run_id, _)] = await stage.settled()
    return await run_detail(stage, run_id)


def steps_of(run: Json) -> list[Json]:
    steps = run["steps"]
    assert isinstance(steps, list)
    return [step for step in steps if isinstance(step, dict)]


async def test_an_edit_stamps_its_record(stage: Stage) -> None:
    await stage.automation(update({"Completed": "{{now}}", "Due date": "{{now}}"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded"
    fields = await stage.fields(record)
    stamped = datetime.fromisoformat(str(fields["Completed"]))
    assert abs(datetime.now(UTC) - stamped) < timedelta(minutes=5)
    assert fields["Due date"] == stamped.astimezone(UTC).date().isoformat()
    [step] = steps_of(run)
    assert step["path"] == "steps.0"
    assert step["status"] == "succeeded"
    output = step["output"]
    assert isinstance(output, dict)
    assert isinstance(output["record"], dict)
    assert output["record"]["id"] == record
    assert output["record"]["fields"] == fields
    assert str(run["temporalUrl"]).startswith("http://temporal.test/namespaces/default/workflows/run_")


async def test_a_run_acts_as_the_automation_and_says_so_in_history(stage: Stage) -> None:
    automation = await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        [(run_id, _)] = await stage.settled()
    [row] = await stage.rows(
        "SELECT actor_kind, cause, cause_depth, cause_detail ->> 'automationId', cause_detail ->> 'runId',"
        " cause_detail ->> 'stepId' FROM dataos.changes ORDER BY seq DESC LIMIT 1"
    )
    assert row == ("automation", "automation", 1, automation, run_id, "stamp")


async def test_values_flow_from_step_to_step_with_their_types(stage: Stage) -> None:
    log = str(stage.log["id"])
    await stage.automation(
        create(
            {"Entry": "{{trigger.record.Name}} was {{trigger.before.Status}}", "Task": "{{trigger.record.id}}"}, log
        ),
        update({"Note": "{{steps.add.record.Entry}} / {{steps.add.record.no}}", "Amount": "{{trigger.record.no}}"}),
        update({"Entry": "{{steps.stamp.record.Amount}}"}, record="{{steps.add.record.id}}", id="again"),
        update(
            {"Tags": ['{{trigger.record.Note | default("red")}}', "blue"], "Amount": "{{trigger.record.Amount}}"},
            id="last",
        ),
    )
    [record] = await stage.create({"Name": "Ada", "Status": "Todo", "Amount": 12.5})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    fields = await stage.fields(record)
    assert fields["Note"] == "Ada was Todo / 1"
    assert fields["Tags"] == ["red", "blue"]
    assert fields["Amount"] == 12.5
    [entry] = await stage.rows(
        "SELECT count(*) FROM dataos.changes WHERE operation = 'create' AND cause = 'automation'"
    )
    assert entry == (1,)


async def test_people_are_notified_and_strangers_are_refused(stage: Stage) -> None:
    world = stage.world
    await stage.automation(
        notify(
            [world.editor.email.upper(), world.viewer.id, '{{trigger.record["Created by"]}}'],
            "{{trigger.record.Name}}!",
        ),
        notify([world.stranger.email], id="no"),
        update({"Note": "never"}, id="after"),
    )
    [record] = await stage.create({"Name": "Ada", "Status": "Todo"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "failed"
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "unknown_recipient"
    assert run["error"]["stepId"] == "no"
    assert [step["status"] for step in steps_of(run)] == ["succeeded", "failed", "skipped"]
    for person in (world.editor, world.viewer, world.owner):
        inbox = await person.get("/notifications")
        assert isinstance(inbox, dict)
        assert inbox["unread"] == 1
        assert isinstance(inbox["items"], list)
        assert isinstance(inbox["items"][0], dict)
        assert inbox["items"][0]["title"] == "Ada!"
        assert inbox["items"][0]["recordId"] == record
    assert (await stage.fields(record))["Note"] is None


async def test_mail_without_a_server_is_captured_once(stage: Stage) -> None:
    await stage.automation(mail("{{trigger.record.Note}}", "Dear {{trigger.record.Name}}", "A\nB"))
    [record] = await stage.create({"Name": "Ada", "Status": "Todo", "Note": "a@example.org, b@example.org"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        assert (await only_run(stage))["status"] == "succeeded"
    mails = await stage.world.owner.get(f"/workspaces/{stage.world.workspace}/mails")
    assert isinstance(mails, dict)
    [item] = mails["items"] if isinstance(mails["items"], list) else []
    assert isinstance(item, dict)
    assert item["to"] == ["a@example.org", "b@example.org"]
    assert (item["subject"], item["body"], item["status"]) == ("A B", "Dear Ada", "captured")


def when(field: str, operator: str, value: JsonValue) -> Json:
    return {"conjunction": "and", "filters": [{"field": field, "operator": operator, "value": value}]}


async def test_branches_and_conditions_choose_by_the_record_as_of_the_change(stage: Stage) -> None:
    large: Json = {"when": when("Amount", "greaterThan", 100), "steps": [update({"Note": "large"}, id="large")]}
    gate: Json = {"id": "gate", "type": "condition", "when": when("Name", "startsWith", "A")}
    medium: Json = {"when": when("Amount", "greaterThan", 10), "steps": [gate, update({"Note": "medium"}, id="medium")]}
    size: Json = {
        "id": "size",
        "type": "branch",
        "branches": [large, medium],
        "else": [update({"Note": "small"}, id="small")],
    }
    await stage.automation(size, update({"Due date": "2026-01-01"}, id="after"))
    cases = [("A", 500, "large"), ("A", 50, "medium"), ("B", 50, None), ("A", 1, "small"), ("A", None, "small")]
    records = await stage.create(*({"Name": name, "Amount": amount, "Status": "Todo"} for name, amount, _ in cases))
    async with stage.worker():
        for record in records:
            await stage.edit(record, Status="Done")
        await stage.drain()
        assert {status for _, status in await stage.settled()} == {"succeeded"}
    found = [await stage.fields(record) for record in records]
    assert [fields["Note"] for fields in found] == [note for _, _, note in cases]
    assert [fields["Due date"] for fields in found] == ["2026-01-01"] * len(cases)


async def test_a_value_that_does_not_fit_fails_the_step_with_its_field(stage: Stage) -> None:
    await stage.automation(update({"Amount": "{{trigger.record.Name}}", "Status": "{{trigger.record.Name}}"}))
    [record] = await stage.create({"Name": "secret words", "Status": "Todo"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "invalid_value"
    assert "(and 1 more)" in str(run["error"]["message"])
    history = await stage.client.get_workflow_handle(str(run["id"])).fetch_history()
    assert "secret words" not in history.to_json()


async def test_a_deleted_field_fails_the_step_readably_and_a_renamed_one_does_not(stage: Stage) -> None:
    await stage.automation(update({"Note": "{{trigger.record.Name}}"}))
    fields = stage.tasks["fields"]
    assert isinstance(fields, list)
    ids = {str(item["name"]): str(item["id"]) for item in fields if isinstance(item, dict)}
    [first, second] = await stage.create({"Name": "a", "Status": "Todo"}, {"Name": "b", "Status": "Todo"})
    async with stage.worker():
        await stage.world.owner.patch(f"/fields/{ids['Name']}", {"name": "Title"})
        await stage.world.owner.patch(f"/fields/{ids['Note']}", {"name": "Remark"})
        await stage.edit(first, Status="Done")
        await stage.drain()
        assert [status for _, status in await stage.settled()] == ["succeeded"]
        assert (await stage.fields(first))["Remark"] == "a"
        await stage.world.owner.delete(f"/fields/{ids['Note']}")
        await stage.edit(second, Status="Done")
        await stage.drain()
        runs = await stage.settled()
        assert [status for _, status in runs] == ["succeeded", "failed"]
        run = await run_detail(stage, runs[1][0])
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "unknown_field"


async def test_an_owner_who_lost_access_runs_nothing(stage: Stage) -> None:
    world = stage.world
    await stage.automation(update({"Note": "x"}), by=world.creator)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "none"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "owner_lost_access"
    assert run["temporalUrl"] is None
    assert (await stage.fields(record))["Note"] is None


async def test_a_demoted_owner_is_capped_by_the_role_of_the_moment(stage: Stage) -> None:
    world = stage.world
    await stage.automation(update({"Note": "x"}), by=world.creator)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "viewer"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "forbidden"
    assert (await stage.fields(record))["Note"] is None


async def test_a_cancelled_run_does_no_more(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.drain()
    [(run_id, status)] = [(str(a), str(b)) for a, b in await stage.rows("SELECT id, status FROM dataos.runs")]
    assert status == "queued"
    answer = await stage.world.owner.http.post(f"/runs/{run_id}/cancel")
    assert answer.status_code == 204
    async with stage.worker():
        assert await stage.settled() == [(run_id, "cancelled")]
        await stage.client.get_workflow_handle(run_id).describe()
    assert (await stage.fields(record))["Note"] is None


async def test_a_workflow_cancelled_by_an_operator_closes_its_run(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.drain()
    [(run_id,)] = await stage.rows("SELECT id FROM dataos.runs")
    await stage.client.get_workflow_handle(str(run_id)).cancel()
    async with stage.worker():
        assert await stage.settled() == [(run_id, "cancelled")]
    assert (await stage.fields(record))["Note"] is None


async def test_one_failing_run_of_a_batch_stops_no_other(stage: Stage) -> None:
    await stage.automation(update({"Amount": "{{trigger.record.Name}}"}), trigger={"type": "record_created"})
    records = await stage.create(*({"Name": str(at) if at % 2 else "none"} for at in range(10)))
    async with stage.worker():
        await stage.drain()
        statuses = [status for _, status in await stage.settled()]
    assert statuses.count("succeeded") == 5
    assert statuses.count("failed") == 5
    amounts = [(await stage.fields(record))["Amount"] for record in records]
    assert amounts == [at if at % 2 else None for at in range(10)]
    assert len(await stage.rows("SELECT DISTINCT workflow_id FROM dataos.runs")) == 1
