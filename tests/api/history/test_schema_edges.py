"""Where acts on the schema meet values, conversions, imports, messages and each other."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from api.http.services import AppServices
from api.trash.purge import purge
from tests.api.history.scene import Json, Scene, make_scene
from tests.support.app import client_of

FIELDS, RECORDS = "/tables/<deals>/fields", "/tables/<deals>/records"


@pytest.fixture
async def scene(app: FastAPI) -> Scene:
    return await make_scene(app)


async def mine(scene: Scene, method: str, path: str, body: Any = None) -> Any:
    return await scene.send(scene.world.creator, method, path, body, scene.tab)


async def first(scene: Scene) -> Json:
    return dict((await scene.by_owner("GET", RECORDS))["items"][0])


async def test_a_field_that_got_values_since_goes_with_them_and_comes_back_with_them(scene: Scene) -> None:
    due = await mine(scene, "POST", FIELDS, {"name": "Due", "type": "date"})
    record = (await first(scene))["id"]
    await scene.by_owner("PATCH", f"/records/{record}", {"fields": {"Due": "2026-11-27"}})
    assert [thing["outcome"] for thing in (await scene.undo())["things"]] == ["deleted"]
    assert "Due" not in (await first(scene))["fields"]
    redone = await scene.redo()
    assert [(thing["id"], thing["outcome"]) for thing in redone["things"]] == [(due["id"], "restored")]
    assert (await first(scene))["fields"]["Due"] == "2026-11-27"


async def test_options_that_a_paste_added_are_no_change_by_somebody_else(scene: Scene) -> None:
    before = await scene.look()
    config = {"options": [{"name": "A"}]}
    kind = await mine(scene, "POST", FIELDS, {"name": "Kind", "type": "singleSelect", "config": config})
    more = {"options": [*kind["config"]["options"], {"name": "B"}]}
    await mine(scene, "PATCH", f"/fields/{kind['id']}", {"config": more})
    pasted = {"records": [{"fields": {"Kind": "C"}}], "typecast": True}
    await scene.by_owner("POST", RECORDS, pasted)
    assert (await scene.undo())["done"]
    [now] = [each for each in (await scene.by_owner("GET", "/tables/<deals>"))["fields"] if each["name"] == "Kind"]
    assert [option["name"] for option in now["config"]["options"]] == ["A", "C"]
    assert (await scene.undo())["done"]
    assert (await scene.look())["tables"][0]["fields"] == before["tables"][0]["fields"]
    for _ in range(2):
        assert (await scene.redo())["conflicts"] == []
    [now] = [each for each in (await scene.by_owner("GET", "/tables/<deals>"))["fields"] if each["name"] == "Kind"]
    assert [option["name"] for option in now["config"]["options"]] == ["A", "B", "C"]


async def test_a_setting_is_taken_back_beside_another_that_somebody_changed(scene: Scene) -> None:
    await mine(scene, "PATCH", "/fields/<Amount>", {"name": "Sum", "description": "mine", "config": {"precision": 1}})
    await scene.by_owner("PATCH", "/fields/<Amount>", {"description": "theirs"})
    undone = await scene.undo()
    assert undone["done"] is True
    assert undone["conflicts"] == [{"field": scene.ids["Amount"], "reason": "Sum: its description was changed since"}]
    [now] = [each for each in (await scene.by_owner("GET", "/tables/<deals>"))["fields"] if each["type"] == "number"]
    assert (now["name"], now["description"], now["config"].get("precision")) == ("Amount", "theirs", None)


async def test_names_that_were_taken_meanwhile(scene: Scene) -> None:
    await mine(scene, "PATCH", "/fields/<Name>", {"name": "Title"})
    await mine(scene, "DELETE", "/fields/<Amount>")
    await scene.by_owner("POST", FIELDS, {"name": "Amount", "type": "text"})
    await scene.by_owner("POST", FIELDS, {"name": "Name", "type": "text"})
    assert [thing["name"] for thing in (await scene.undo())["things"]] == ["Amount (restored)"]
    stands = await scene.undo()
    assert stands["done"] is False
    assert stands["conflicts"][0]["reason"] == "Title: The table already has a field 'Name'. Choose another name."
    # The deletion is still to be done again, and finds the field under the name that it has.
    assert (await scene.redo())["things"][0]["outcome"] == "deleted"


async def test_values_may_stand_against_a_rule_that_would_come_back(scene: Scene) -> None:
    await mine(scene, "PATCH", "/fields/<Name>", {"unique": True, "required": True})
    await mine(scene, "PATCH", "/fields/<Name>", {"unique": False, "required": False})
    await scene.by_owner("POST", RECORDS, {"records": [{"fields": {"Name": "one"}}]})
    stands = await scene.undo()
    # The older act is no longer what it left, either.
    assert stands["done"] is False
    assert "occur more than once" in stands["conflicts"][0]["reason"]
    assert (await first(scene))["fields"]["Name"] == "one"


async def test_a_table_that_others_have_worked_in_stands(scene: Scene) -> None:
    made = await mine(scene, "POST", "/bases/<base>/tables", {"name": "Notes"})
    own = f"/tables/{made['id']}/records"
    await scene.send(scene.world.creator, "POST", own, {"records": [{"fields": {"Name": "a"}}]}, "else")
    await scene.by_owner("POST", own, {"records": [{"fields": {"Name": "b"}}]})
    stands = await scene.undo()
    assert (stands["done"], stands["conflicts"][0]["reason"]) == (False, "others have worked in Notes since")


async def test_a_link_that_somebody_made_to_the_table_is_work_in_it(scene: Scene) -> None:
    made = await mine(scene, "POST", "/bases/<base>/tables", {"name": "Notes"})
    link = {"name": "Note", "type": "link", "config": {"tableId": made["id"]}}
    own = await scene.send(scene.world.creator, "POST", FIELDS, link, "else")
    theirs = await scene.by_owner("POST", FIELDS, {**link, "name": "Other"})
    stands = await scene.undo()
    assert (stands["done"], stands["conflicts"][0]["reason"]) == (False, "others have worked in Notes since")
    await scene.by_owner("DELETE", f"/fields/{theirs['id']}")
    assert [(thing["id"], thing["outcome"]) for thing in (await scene.undo())["things"]] == [(made["id"], "deleted")]
    assert own["id"] in [each["id"] for each in (await scene.by_owner("GET", "/tables/<deals>"))["fields"]]


@pytest.mark.parametrize("meanwhile", ["restored", "purged"])
async def test_who_was_removed_hears_nothing_of_a_table_that_they_deleted(scene: Scene, meanwhile: str) -> None:
    await mine(scene, "DELETE", "/tables/<clients>")
    await scene.role("none")
    if meanwhile == "restored":
        await scene.by_owner("POST", "/tables/<clients>/restore")
    else:
        services: AppServices = scene.app.state.services
        await purge(services.database, datetime.now(UTC) + timedelta(days=1))
    stands = await scene.undo()
    assert stands["done"] is False
    assert [each["reason"] for each in stands["conflicts"]] == ["Clients is gone, or you cannot open it any more"]


async def test_what_would_change_nothing_is_said_before_undo_goes_on_below_it(scene: Scene) -> None:
    await mine(scene, "PATCH", "/fields/<Name>", {"description": "d"})
    await scene.by_owner("PATCH", "/fields/<Status>", {"config": {"default": "Done"}})
    await mine(scene, "PATCH", "/fields/<Status>", {"config": {"default": None}})
    await scene.by_owner("PATCH", "/fields/<Status>", {"config": {"options": [{"name": "Open"}]}})
    undone = await scene.undo()
    assert undone["done"] is True
    assert [each["reason"] for each in undone["conflicts"]] == [
        "Status: what stands there now allows nothing of it to be set back"
    ]


async def test_what_was_deleted_is_taken_back_by_name_and_undo_goes_on_below_it(scene: Scene) -> None:
    before = await scene.look()
    tab = {"X-Client-Tab": scene.tab}
    http = scene.world.creator.http
    await mine(scene, "PATCH", "/fields/<Name>", {"name": "Title"})
    gone = await http.delete(f"/fields/{scene.ids['Amount']}", headers=tab)
    named = {"changeSet": gone.headers["X-Change-Set"]}
    assert (await http.post("/undo", json=named, headers=tab)).json()["things"][0]["outcome"] == "restored"
    # Again, from a message that still stands there.
    assert (await http.post("/undo", json=named, headers=tab)).json()["reason"] == "it was taken back already"
    await mine(scene, "POST", "/fields/<Amount>/restore")
    assert (await scene.undo())["things"][0]["outcome"] == "changed"
    assert await scene.look() == before
    assert [(await scene.redo())["things"][0]["outcome"] for _ in range(2)] == ["changed", "deleted"]


async def test_a_restore_from_the_trash_is_an_act_of_its_own(scene: Scene) -> None:
    await mine(scene, "DELETE", "/views/<spare>")
    await mine(scene, "POST", "/views/<spare>/restore")
    assert [(await scene.undo())["things"][0]["outcome"] for _ in range(2)] == ["deleted", "restored"]
    assert (await scene.undo())["reason"] == "nothing to undo"


async def test_conversions_and_acts_take_turns(scene: Scene) -> None:
    before = await scene.look()
    await mine(scene, "PATCH", "/fields/<Amount>", {"name": "Sum"})
    await mine(scene, "POST", "/fields/<Amount>/convert", {"type": "currency", "config": {"currency": "EUR"}})
    await mine(scene, "PATCH", "/fields/<Amount>", {"config": {"precision": 1}})
    after = await scene.look()
    for way, expected in ((scene.undo, before), (scene.redo, after), (scene.undo, before)):
        for _ in range(3):
            answer = await way()
            assert (answer["conflicts"], answer["things"][0]["outcome"]) == ([], "changed")
        assert await scene.look() == expected


async def test_a_token_without_the_scope_schema_takes_back_nothing_of_the_schema(scene: Scene) -> None:
    """It may undo: data:write is for records."""
    made = await scene.world.creator.post("/tokens", {"name": "T", "scopes": ["data:write"]})
    tab = {"X-Client-Tab": scene.tab}
    for method, path, body in (
        ("PATCH", "/fields/<Amount>", {"name": "Sum"}),
        ("POST", "/fields/<Amount>/convert", {"type": "currency", "config": {"currency": "EUR"}}),
    ):
        await mine(scene, method, path, body)
        left = await scene.look()
        async with client_of(scene.app, token=made["token"]) as program:
            for way in ("/undo", "/redo"):
                answer = (await program.post(way, headers=tab)).json()
                assert answer["things"] == [], (path, way)
                assert await scene.look() == left, (path, way)
            assert (await program.post("/undo", headers=tab)).json()["conflicts"][0]["reason"] == (
                "this access token lacks the scope schema"
            )
    assert [(await scene.undo())["things"][0]["outcome"] for _ in range(2)] == ["changed", "changed"]


async def test_a_field_that_somebody_converted_since_stands(scene: Scene) -> None:
    await mine(scene, "PATCH", "/fields/<Amount>", {"config": {"precision": 1}})
    await scene.by_owner("POST", "/fields/<Amount>/convert", {"type": "text"})
    assert (await scene.undo())["conflicts"][0]["reason"] == "Amount was converted since"


async def test_a_filter_by_a_field_in_the_trash_comes_back_and_counts_again_with_it(scene: Scene) -> None:
    over = {"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 1}]}
    kept = (await scene.by_owner("PATCH", "/views/<view>", {"config": {"filter": over}}))["config"]["filter"]
    await mine(scene, "PATCH", "/views/<view>", {"config": {"rowHeight": "tall"}})
    await scene.by_owner("DELETE", "/fields/<Amount>")
    assert (await scene.undo())["conflicts"] == []
    assert (await scene.by_owner("GET", "/views/<view>"))["config"]["filter"] is None
    await scene.by_owner("POST", "/fields/<Amount>/restore")
    assert (await scene.by_owner("GET", "/views/<view>"))["config"]["filter"] == kept


async def test_what_changes_nothing_is_no_act_and_names_no_change_set(scene: Scene) -> None:
    http, tab = scene.world.creator.http, {"X-Client-Tab": scene.tab}
    same: list[tuple[str, str, Json | None]] = [
        ("PATCH", "/fields/<Name>", {"name": "Name"}),
        ("PATCH", "/tables/<deals>", {"description": ""}),
        ("PATCH", "/views/<view>", {"config": {}}),
        ("POST", "/views/<view>/restore", None),
        ("POST", "/fields/<Name>/restore", None),
        ("POST", "/tables/<deals>/restore", None),
    ]
    for method, path, body in same:
        answer = await http.request(method, scene.fill(path), json=body, headers=tab)
        assert (answer.status_code, answer.headers.get("X-Change-Set")) == (200, None), path
    assert (await scene.undo())["reason"] == "nothing to undo"


async def test_a_refused_or_repeated_request_is_not_on_the_stack_twice(scene: Scene) -> None:
    http, tab = scene.world.creator.http, {"X-Client-Tab": scene.tab, "Idempotency-Key": "k"}
    path = scene.fill(FIELDS)
    for _ in range(3):
        answer = await http.post(path, json={"name": "Due", "type": "date"}, headers=tab)
        assert answer.status_code == 201
    refused = await http.post(path, json={"name": "Due", "type": "date"}, headers={"X-Client-Tab": scene.tab})
    assert (refused.status_code, refused.headers.get("X-Change-Set")) == (409, None)
    assert (await scene.undo())["done"]
    assert (await scene.undo())["reason"] == "nothing to undo"


async def test_undone_several_times_at_once_each_act_is_taken_back_once(scene: Scene) -> None:
    before = await scene.look()
    for name in "abc":
        await mine(scene, "PATCH", "/fields/<Name>", {"name": name})
    answers = await asyncio.gather(*(scene.undo() for _ in range(5)))
    assert sorted(answer["done"] for answer in answers) == [False, False, True, True, True]
    assert await scene.look() == before


async def test_an_act_that_is_damaged_in_the_database_stands(scene: Scene, database_url: str) -> None:
    await mine(scene, "PATCH", "/fields/<Name>", {"name": "Title"})
    with psycopg.connect(database_url) as conn:
        conn.execute("UPDATE dataos.changes SET after = '{\"noun\": \"field\"}' WHERE operation = 'schema'")
    stands = await scene.undo()
    assert (stands["done"], stands["conflicts"]) == (False, [{"reason": "its change is damaged in the database"}])


async def test_a_history_of_a_record_has_no_acts_on_the_schema(scene: Scene) -> None:
    history = f"/records/{(await first(scene))['id']}/history"
    before = await scene.by_owner("GET", history)
    await mine(scene, "PATCH", "/fields/<Name>", {"description": "d"})
    assert await scene.by_owner("GET", history) == before
