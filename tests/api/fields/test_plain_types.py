"""Fields whose values are one plain thing each: written, read, pasted and filtered through the whole application."""

from typing import Any

from tests.support.app import World
from tests.support.problems import paths

FIELDS: list[dict[str, Any]] = [
    {"name": "Name", "type": "text"},
    {"name": "Share", "type": "percent", "config": {"precision": 1}},
    {"name": "Time", "type": "duration", "config": {"format": "h:mm"}},
    {"name": "Phone", "type": "phone"},
    {"name": "Code", "type": "barcode"},
    {"name": "Place", "type": "geo"},
    {"name": "Data", "type": "json"},
    {"name": "Summary", "type": "aiText", "config": {"prompt": "Summarise {Name}"}},
    {"name": "Open", "type": "button", "config": {"action": {"type": "openUrl", "url": "https://a.org/?q={Name}"}}},
]
VALUES: dict[str, Any] = {
    "Name": "A",
    "Share": 12.5,
    "Time": 5400,
    "Phone": "+30 210 123 4567",
    "Code": "4006381333931",
    "Place": {"lat": 52.52, "lng": 13.405, "label": "Berlin"},
    "Data": {"a": [1, None, {"b": "x"}]},
    "Summary": "Two\nlines",
}


async def made_table(world: World) -> str:
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Plain", "fields": FIELDS})
    return str(table["id"])


async def test_values_come_back_as_they_were_written(world: World) -> None:
    path = f"/tables/{await made_table(world)}/records"
    one = (await world.editor.post(path, {"records": [{"fields": VALUES}]}))["items"][0]
    assert one["fields"] == {**VALUES, "Open": None}
    two = (await world.editor.post(path, {"records": [{"fields": VALUES}, {"fields": {}}]}))["items"]
    assert two[0]["fields"] == one["fields"]
    assert set(two[1]["fields"].values()) == {None}
    for data in ("text", 0, False, [], {}):
        # Every JSON value is a value, in one record and in a batch.
        changed = await world.editor.patch(f"/records/{one['id']}", {"fields": {"Data": data}})
        assert changed["fields"]["Data"] == data
        batch = await world.editor.patch(
            path, {"records": [{"id": item["id"], "fields": {"Data": data}} for item in two]}
        )
        assert [item["fields"]["Data"] for item in batch["items"]] == [data, data]


async def test_text_is_read_as_people_paste_it(world: World) -> None:
    path = f"/tables/{await made_table(world)}/records"
    pasted = {
        "Share": "12,5 %",
        "Time": "1h 30m",
        "Phone": "tel:+302101234567",
        "Place": "Berlin (52.52, 13.405)",
        "Data": '{"a": [1, null, {"b": "x"}]}',
    }
    found = (await world.editor.post(path, {"records": [{"fields": pasted}], "typecast": True}))["items"][0]["fields"]
    assert found["Phone"] == "+302101234567"
    assert {key: found[key] for key in ("Share", "Time", "Place", "Data")} == {
        key: VALUES[key] for key in ("Share", "Time", "Place", "Data")
    }


async def test_every_fault_has_its_path(world: World) -> None:
    path = f"/tables/{await made_table(world)}/records"
    wrong = {"Share": "x", "Time": "x", "Phone": "x", "Code": "a\nb", "Place": [1, 2], "Open": "x"}
    refused = await world.editor.http.post(path, json={"records": [{"fields": wrong}]})
    assert refused.status_code == 422
    assert paths(refused) == [f"records[0].fields.{name}" for name in wrong]


async def test_a_button_is_asked_nothing(world: World) -> None:
    table = await made_table(world)
    for asked in (
        {"filter": {"field": "Open", "operator": "isEmpty"}},
        {"sorts": [{"field": "Open"}]},
        {"groups": [{"field": "Open"}]},
        {"aggregates": [{"fn": "filled", "field": "Open"}]},
    ):
        answer = await world.viewer.http.post(f"/tables/{table}/query", json=asked)
        assert answer.status_code == 422, answer.text
    only = await world.viewer.http.post(f"/tables/{table}/query", json={"fields": ["Open"]})
    assert only.status_code == 200, only.text


async def test_flags_that_make_no_sense_are_refused(world: World) -> None:
    table = await made_table(world)
    for body in (
        {"name": "b", "type": "button", "required": True},
        {"name": "j", "type": "json", "unique": True},
        {"name": "m", "type": "multiUser", "unique": True},
    ):
        answer = await world.creator.http.post(f"/tables/{table}/fields", json=body)
        assert answer.status_code == 422, answer.text


async def test_a_button_keeps_the_fields_of_its_address_by_id(world: World) -> None:
    path = f"/tables/{world.table_id}/fields"
    body: dict[str, Any] = {"name": "Go", "type": "button", "config": {"label": "Go"}}
    body["config"]["action"] = {"type": "openUrl", "url": "https://a.org/{Name}?s={ Status }"}
    made = await world.creator.post(path, body)
    kept = f"https://a.org/{{{world.field('Name')}}}?s={{{world.field('Status')}}}"
    assert made["config"]["action"] == {"type": "openUrl", "url": kept}
    again = await world.creator.patch(f"/fields/{made['id']}", {"config": made["config"]})
    assert again["config"] == made["config"]
    body["config"]["action"]["url"] = "https://a.org/{Nothing}"
    refused = await world.creator.http.post(path, json={**body, "name": "Other"})
    assert (refused.status_code, paths(refused)) == (422, ["config.action.url"])


async def test_a_button_starts_an_automation_of_its_own_table_only(world: World) -> None:
    automation = {"name": "Press", "trigger": {"type": "manual", "config": {}}, "conditions": None, "steps": []}
    made = await world.creator.post(f"/tables/{world.table_id}/automations", automation)
    action = {"type": "automation", "automationId": made["id"]}
    body = {"name": "Run", "type": "button", "config": {"label": "Run", "action": action}}
    field = await world.creator.post(f"/tables/{world.table_id}/fields", body)
    assert field["config"]["action"] == action
    elsewhere = await world.creator.http.post(f"/tables/{await made_table(world)}/fields", json=body)
    assert (elsewhere.status_code, paths(elsewhere)) == (422, ["config.action.automationId"])
    new = await world.creator.http.post(
        f"/bases/{world.base}/tables", json={"name": "T", "fields": [{"name": "Name", "type": "text"}, body]}
    )
    assert (new.status_code, paths(new)) == (422, ["fields[1].config.action"])
