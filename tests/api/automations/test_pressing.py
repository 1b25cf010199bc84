"""Who may start what by hand: editors what has a button, as it was published; creators anything."""

import pytest

from core.values import JsonValue
from tests.api.access.office import hide_field
from tests.api.automations.test_endpoints import BODY, Json
from tests.api.automations.test_endpoints import made as automation_of
from tests.support.app import Person, World

MANUAL: Json = {**BODY, "trigger": {"type": "manual"}}
DONE: Json = {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Done"}]}
STATES = ("draft", "on", "off")


async def put(world: World, body: Json, state: str) -> str:
    """The path of an automation of a creator that is a draft, on, or off."""
    path = f"/automations/{(await automation_of(world.creator, world, body))['id']}"
    if state != "draft":
        await world.creator.post(f"{path}/publish", {}, 200)
    if state == "off":
        await world.creator.post(f"{path}/disable", {}, 200)
    return path


async def pressed(person: Person, path: str, record: str | None = None) -> tuple[int, str, str]:
    """Status, code and what it says."""
    body: JsonValue = {} if record is None else {"recordId": record}
    answer = await person.http.post(f"{path}/run", json=body)
    told = answer.json()
    return answer.status_code, told.get("code", ""), told.get("detail", "")


async def record_of(world: World, status: str) -> str:
    fields: Json = {"Name": "a", "Status": status}
    made = await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": fields}]})
    return str(made["items"][0]["id"])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("trigger", ["manual", "record_created", "record_updated", "field_changed"])
async def test_below_creator_only_a_published_button_that_is_on_can_be_pressed(
    world: World, trigger: str, state: str
) -> None:
    config: Json = {"field": "Status"} if trigger == "field_changed" else {}
    path = await put(world, {**BODY, "trigger": {"type": trigger, "config": config}}, state)
    if state == "draft" or trigger != "manual":
        editors = (403, "forbidden")
    else:
        editors = (202, "") if state == "on" else (409, "automation_off")
    expected = {
        world.stranger: (404, "automation_not_found"),
        world.viewer: (403, "forbidden"),
        world.commenter: (403, "forbidden"),
        world.editor: editors,
        world.creator: (202, ""),
        world.admin: (202, ""),
        world.owner: (202, ""),
    }
    for person, (status, code) in expected.items():
        assert (await pressed(person, path))[:2] == (status, code), person.name


@pytest.mark.parametrize(("trigger", "state"), [("manual", "off"), ("manual", "draft"), ("record_created", "on")])
async def test_a_refusal_says_whom_to_ask_for_what(world: World, trigger: str, state: str) -> None:
    path = await put(world, {**BODY, "trigger": {"type": trigger}}, state)
    assert "Ask" in (await pressed(world.editor, path))[2]


async def test_below_creator_the_record_must_meet_the_conditions(world: World) -> None:
    path = await put(world, {**MANUAL, "conditions": DONE}, "on")
    done, todo = await record_of(world, "Done"), await record_of(world, "Open")
    status, code, told = await pressed(world.editor, path, todo)
    assert (status, code) == (409, "conditions_not_met")
    assert "Choose another record" in told
    assert (await pressed(world.editor, path, done))[0] == 202
    assert (await pressed(world.editor, path))[0] == 202
    for person in (world.creator, world.admin, world.owner):
        assert (await pressed(person, path, todo))[0] == 202, person.name
    listed = await world.editor.get(f"{path}/runs")
    assert len(listed["items"]) == 5


async def test_a_button_is_that_of_the_published_version(world: World) -> None:
    path = await put(world, BODY, "on")
    await world.creator.patch(path, {"trigger": {"type": "manual"}})
    assert (await pressed(world.editor, path))[:2] == (403, "forbidden")
    await world.creator.post(f"{path}/publish", {}, 200)
    await world.creator.patch(path, {"trigger": {"type": "record_created"}, "conditions": DONE})
    assert (await pressed(world.editor, path, await record_of(world, "Open")))[0] == 202


async def test_conditions_that_cannot_be_read_let_nobody_through(world: World) -> None:
    path = await put(world, {**MANUAL, "conditions": DONE}, "on")
    record = await record_of(world, "Done")
    await world.owner.delete(f"/fields/{world.field('Status')}")
    status, code, told = await pressed(world.editor, path, record)
    assert (status, code) == (409, "conditions_unclear")
    assert "Ask a creator" in told


async def test_conditions_are_read_as_the_owner_who_must_still_have_access(world: World) -> None:
    path = await put(world, {**MANUAL, "conditions": DONE}, "on")
    record = await record_of(world, "Done")
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "none"})
    assert (await pressed(world.editor, path, record))[:2] == (409, "owner_lost_access")


async def test_creators_from_whom_something_is_hidden_press_buttons_only(world: World, database_url: str) -> None:
    """The automation acts as its owner, to whom they may not speak for what they do not see."""
    created, button = await put(world, BODY, "on"), await put(world, MANUAL, "on")
    draft = await put(world, BODY, "draft")
    secret = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Secret", "type": "text"})
    hide_field(database_url, secret["id"], world.creator)

    assert (await pressed(world.creator, created))[:2] == (403, "forbidden")
    assert (await pressed(world.creator, button))[0] == 202
    # One that was never published acts as they do.
    assert (await pressed(world.creator, draft))[0] == 202
    assert (await pressed(world.admin, created))[0] == 202
