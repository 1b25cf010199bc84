"""Encrypted values in automations: steps see them as the owner does, the run log shows them to nobody."""

import pytest

from api.fields.convert import past_runs
from tests.activities.test_runs import only_run
from tests.support.stage import Json, Stage, mail, notify, update

SECRET = "Nummernkonto-4711"


async def _with_secret(stage: Stage, reveal_to: str) -> str:
    field: Json = {"name": "Account", "type": "text", "encrypted": True, "revealTo": reveal_to}
    await stage.world.owner.post(f"/tables/{stage.tasks['id']}/fields", field)
    body = {"records": [{"fields": {"Name": "a", "Status": "Todo", "Account": SECRET}}]}
    made = await stage.world.owner.post(f"/tables/{stage.tasks['id']}/records", body)
    return str(made["items"][0]["id"])


async def _logged(stage: Stage) -> str:
    rows = await stage.rows(
        "SELECT to_jsonb(s)::text FROM dataos.run_steps s UNION ALL SELECT to_jsonb(r)::text FROM dataos.runs r"
    )
    return "\n".join(str(row[0]) for row in rows)


async def test_a_step_writes_and_reads_what_the_owner_sees_and_logs_none_of_it(stage: Stage) -> None:
    record = await _with_secret(stage, "editor")
    await stage.automation(
        update({"Account": "{{trigger.record.Account}}-2"}, id="one"),
        update({"Account": "{{steps.one.record.Account}}-3", "Amount": 5}, id="two"),
    )
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    shown = await stage.world.owner.get(f"/records/{record}")
    assert shown["fields"]["Account"] == f"{SECRET}-2-3"
    assert SECRET not in await _logged(stage)
    assert SECRET not in str(run)
    steps = run["steps"]
    assert isinstance(steps, list)
    assert '"masked": True' in str(steps).replace("'", '"')


async def test_a_copy_that_fails_does_not_tell_the_value(stage: Stage) -> None:
    record = await _with_secret(stage, "editor")
    await stage.automation(update({"Amount": "{{trigger.record.Account}}"}))
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "failed"
    assert SECRET not in await _logged(stage)


async def test_an_owner_who_may_not_see_it_has_the_mask(stage: Stage) -> None:
    record = await _with_secret(stage, "creator")
    world = stage.world
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "creator"})
    await stage.automation(update({"Note": "{{trigger.record.Account}}"}), by=world.creator)
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "editor"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        await only_run(stage)
    shown = await world.owner.get(f"/records/{record}")
    assert shown["fields"]["Note"] == "••••••"
    assert SECRET not in await _logged(stage)


@pytest.mark.parametrize("value", ["Nummernkonto " * 8, 'she said "yes" and \\ it\'s Nummernkonto', "Nummernkonto"])
async def test_a_failure_quotes_nothing_of_the_value(stage: Stage, value: str) -> None:
    record = await _with_secret(stage, "editor")
    await stage.world.owner.patch(f"/records/{record}", {"fields": {"Account": value}})
    await stage.automation(update({"Amount": "{{trigger.record.Account}}"}))
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "failed"
    assert "fields.Amount" in str(run)
    assert "Nummern" not in await _logged(stage)
    assert "Nummern" not in str(run)


DERIVED: list[tuple[str, str, list[str]]] = [
    ("Nummernkonto-4711", "| lower", ["nummernkonto"]),
    ("Nummernkonto-4711", "| upper", ["NUMMERNKONTO"]),
    ("nummernkonto eins", "| title", ["Nummernkonto"]),
    ("  nummernkonto ", "| trim", ["nummernkonto"]),
    ("  nummernkonto ", "| upper | trim", ["NUMMERNKONTO"]),
]


@pytest.mark.parametrize(("value", "filters", "never"), DERIVED)
async def test_filters_do_not_bring_a_value_into_the_log(
    stage: Stage, value: str, filters: str, never: list[str]
) -> None:
    record = await _with_secret(stage, "editor")
    await stage.world.owner.patch(f"/records/{record}", {"fields": {"Account": value}})
    reference = f"{{{{trigger.record.Account {filters}}}}}"
    await stage.automation(
        update({"Note": reference}, id="one"),
        mail("ada@example.org", body=f"It is {reference}!", subject=reference, id="two"),
        notify([stage.world.owner.email], title=reference, id="three"),
    )
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    inputs = await stage.rows("SELECT input::text FROM dataos.run_steps")
    assert len(inputs) == 3
    for text in never:
        assert text not in str(inputs)


NUMBERS: list[tuple[float, str, str]] = [(4711.0, "", "4711"), (47.118, "| round(1)", "47.1")]


@pytest.mark.parametrize(("value", "filters", "never"), NUMBERS)
async def test_a_number_is_masked_as_it_is_written(stage: Stage, value: float, filters: str, never: str) -> None:
    field: Json = {"name": "Pay", "type": "number", "encrypted": True}
    await stage.world.owner.post(f"/tables/{stage.tasks['id']}/fields", field)
    body: Json = {"records": [{"fields": {"Name": "a", "Status": "Todo", "Pay": value}}]}
    made = await stage.world.owner.post(f"/tables/{stage.tasks['id']}/records", body)
    reference = f"{{{{trigger.record.Pay {filters}}}}}"
    await stage.automation(
        update({"Note": f"It is {reference}", "Amount": reference}, id="one"),
        mail("ada@example.org", body=f"It is {reference}!", id="two"),
    )
    async with stage.worker():
        await stage.edit(str(made["items"][0]["id"]), Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    assert never not in str(await stage.rows("SELECT input - 'record' FROM dataos.run_steps"))


async def test_addresses_taken_from_a_value_are_masked(stage: Stage) -> None:
    record = await _with_secret(stage, "editor")
    value = "ada@example.org; bob@example.org"
    await stage.world.owner.patch(f"/records/{record}", {"fields": {"Account": value}})
    await stage.automation(mail("{{trigger.record.Account}}"))
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    assert "@example.org" not in str(await stage.rows("SELECT input::text FROM dataos.run_steps"))


async def test_encrypting_a_field_reaches_what_runs_noted_of_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_runs, "BATCH", 1)
    owner = stage.world.owner
    made = await owner.post(f"/tables/{stage.tasks['id']}/fields", {"name": "Account", "type": "text"})
    path = f"/fields/{made['id']}"
    body: Json = {"records": [{"fields": {"Name": "a", "Status": "Todo", "Account": SECRET}}]}
    record = (await owner.post(f"/tables/{stage.tasks['id']}/records", body))["items"][0]["id"]
    account = "{{trigger.record.Account | upper}}"
    await stage.automation(
        mail("ada@example.org", body=f"It is {account}!", subject=account, id="one"),
        notify([owner.email], title=account, id="two"),
        update({"Account": "{{trigger.record.Account}}-2"}, id="three"),
        update({"Amount": account}, id="four"),
    )
    await stage.automation(update({"Amount": 5}, id="other"))
    async with stage.worker():
        await stage.edit(str(record), Status="Done")
        await stage.drain()
        assert len(await stage.settled()) == 2
    assert SECRET.upper() in await _logged(stage)
    await owner.patch(path, {"name": "Renamed"})
    await owner.post(f"{path}/convert", {"type": "text", "encrypted": True}, 200)
    logged = await _logged(stage)
    assert SECRET not in logged
    assert SECRET.upper() not in logged
    # An automation that does not name the field keeps its entries.
    kept = await stage.rows("SELECT input -> 'fields' FROM dataos.run_steps WHERE step_id = 'other'")
    assert kept == [({"Amount": 5},)]
