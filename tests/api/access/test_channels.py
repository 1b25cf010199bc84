"""What is hidden from somebody is in no answer that they get, whichever way they ask (decision 22).

Each channel is asked by the owner, who sees everything, so that a channel which would tell tells; by an editor from
whom a field and most rows are hidden; and by somebody to whom the tables are closed.
"""

import json
from typing import Any

import pytest

from tests.api.access.office import ROW, SECRET, Office, make_office
from tests.support.app import Person, World

TELLS = True
"""Marks the channels in whose answers the owner finds something that is hidden from the editor."""

CHANNELS: list[tuple[str, str, str, Any, bool]] = [
    ("the base", "GET", "/bases/{base}", None, TELLS),
    ("the table", "GET", "/tables/{staff}", None, TELLS),
    ("a view", "GET", "/views/{view}", None, TELLS),
    ("a list", "GET", "/tables/{staff}/records", None, TELLS),
    ("a list by ids of fields", "GET", "/tables/{staff}/records?fieldKey=id", None, TELLS),
    ("a page with its total", "GET", "/tables/{staff}/records?count=true&offset=0", None, TELLS),
    ("a list through a view", "GET", "/tables/{staff}/records?view={view}&limit=1", None, TELLS),
    ("certain records", "GET", "/tables/{staff}/records?fields=Work", None, TELLS),
    ("a record", "GET", "/records/{mine}", None, TELLS),
    ("a search", "GET", "/tables/{staff}/records?search=canary", None, TELLS),
    ("a search for titles", "GET", "/tables/{staff}/records?search=task&searchFields=Work", None, TELLS),
    ("the linked table", "GET", "/tables/{tasks}/records", None, TELLS),
    ("its link back", "GET", "/records/{open}", None, TELLS),
    ("groups by a link", "POST", "/tables/{staff}/query", {"groups": [{"field": "Work"}]}, TELLS),
    ("groups by text", "POST", "/tables/{staff}/query", {"groups": [{"field": "Name"}]}, TELLS),
    (
        "a page of groups",
        "POST",
        "/tables/{staff}/query",
        {"groups": [{"field": "Name", "direction": "desc"}], "limit": 1},
        False,
    ),
    (
        "how links spread",
        "POST",
        "/tables/{staff}/query",
        {"aggregates": [{"fn": "distribution", "field": "Work"}]},
        TELLS,
    ),
    (
        "the last name",
        "POST",
        "/tables/{staff}/query",
        {"aggregates": [{"fn": "distribution", "field": "Name"}]},
        TELLS,
    ),
    ("a list sorted by titles", "POST", "/tables/{staff}/query", {"sorts": [{"field": "Work"}], "limit": 1}, TELLS),
    (
        "a list filtered over a link",
        "POST",
        "/tables/{staff}/query",
        {"filter": {"field": "Work.State", "operator": "equals", "value": "no"}},
        TELLS,
    ),
    ("a picker", "GET", "/fields/{work}/choices", None, TELLS),
    ("a picker for certain records", "GET", "/fields/{work}/choices?ids={open}", None, False),
    ("a history", "GET", "/records/{mine}/history", None, TELLS),
    ("the trash", "GET", "/bases/{base}/trash", None, TELLS),
    ("automations", "GET", "/tables/{staff}/automations", None, TELLS),
    ("an automation", "GET", "/automations/{automation}", None, TELLS),
    ("a formula", "POST", "/tables/{staff}/formula/check", {"expression": "1 + 1", "sample": True}, TELLS),
    ("near names", "POST", "/tables/{staff}/query", {"sorts": [{"field": "Zsecretpa"}]}, TELLS),
    ("a change", "PATCH", "/records/{mine}", {"fields": {"Name": "Mine"}}, TELLS),
    ("a changed link", "PATCH", "/records/{other}", {"fields": {"Work": ["{open}"]}}, False),
    (
        "a conflict",
        "PATCH",
        "/tables/{staff}/records",
        {"records": [{"id": "{mine}", "fields": {"Name": "x"}, "version": 99}]},
        TELLS,
    ),
    ("a new record", "POST", "/tables/{staff}/records", {"records": [{"fields": {"Name": "New"}}]}, False),
]


@pytest.fixture
async def office(world: World, database_url: str) -> Office:
    return await make_office(world, database_url)


async def _ask(office: Office, person: Person, method: str, path: str, body: Any) -> tuple[int, str]:
    sent = None if body is None else json.loads(office.fill(json.dumps(body)))
    answer = await person.http.request(method, office.fill(path), json=sent)
    return answer.status_code, answer.text


async def test_no_channel_tells_what_is_hidden(office: Office) -> None:
    told: list[str] = []
    for name, method, path, body, tells in CHANNELS:
        status, text = await _ask(office, office.world.owner, method, path, body)
        assert status < 500, (name, text)
        if tells and not any(canary in text for canary in office.canaries.values()):
            told.append(f"{name}: tells the owner nothing, so it proves nothing: {text[:300]}")
        status, text = await _ask(office, office.world.editor, method, path, body)
        assert status < 500, (name, text)
        told += [f"{name}: tells the editor {what}" for what, canary in office.canaries.items() if canary in text]
        if "total" in text:
            told += [f"{name}: {text}"] if '"total":2' not in text else []
        status, text = await _ask(office, office.world.commenter, method, path, body)
        assert status < 500, (name, text)
        hidden = {**office.canaries, "a row": "Mine", "a title": "Open task"}
        told += [f"{name}: tells somebody outside {what}" for what, canary in hidden.items() if canary in text]
        if "{base}" not in path and status not in (403, 404):
            told.append(f"{name}: is answered with {status} to somebody outside")
    assert told == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/records/{id}", None),
        ("GET", "/records/{id}/history", None),
        ("PATCH", "/records/{id}", {"fields": {"Name": "x"}}),
        ("DELETE", "/records/{id}", None),
        ("POST", "/records/{id}/restore", None),
        ("PATCH", "/tables/{staff}/records", {"records": [{"id": "{id}", "fields": {"Name": "x"}}]}),
        ("DELETE", "/tables/{staff}/records?ids={id}", None),
        ("GET", "/records/{id}/position", None),
    ],
)
async def test_a_hidden_record_is_one_that_is_not_there(office: Office, method: str, path: str, body: Any) -> None:
    hidden, never = office.ids["theirs"], office.ids["theirs"][:-4] + "ffff"
    answers: list[tuple[int, str]] = []
    for record in (hidden, never):
        sent = None if body is None else json.loads(json.dumps(body).replace("{id}", record))
        answer = await office.world.editor.http.request(method, office.fill(path.replace("{id}", record)), json=sent)
        told = answer.json()
        told.pop("requestId", None)
        answers.append((answer.status_code, json.dumps(told).replace(record, "…")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert (await office.world.owner.get(f"/records/{hidden}"))["fields"]["Name"] == ROW


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tables/{staff}/query", {"filter": {"field": "{name}", "operator": "isEmpty"}}),
        ("/tables/{staff}/query", {"sorts": [{"field": "{name}"}]}),
        ("/tables/{staff}/query", {"groups": [{"field": "{name}"}]}),
        ("/tables/{staff}/query", {"aggregates": [{"fn": "count", "field": "{name}"}]}),
        ("/tables/{staff}/query", {"fields": ["{name}"]}),
        ("/tables/{staff}/query", {"search": "x", "searchFields": ["{name}"]}),
        ("/tables/{staff}/records", {"records": [{"fields": {"{name}": "x"}}]}),
        ("/tables/{staff}/formula/check", {"expression": "{{name}}"}),
        ("/tables/{staff}/views", {"name": "V", "config": {"sorts": [{"field": "{name}"}]}}),
    ],
)
async def test_a_hidden_field_is_one_that_is_not_there(office: Office, path: str, body: Any) -> None:
    answers: list[tuple[int, str]] = []
    for name in (SECRET, "Qqqqqqqqqq"):
        sent = json.loads(json.dumps(body).replace("{name}", name))
        answer = await office.world.editor.http.post(office.fill(path), json=sent)
        told = answer.json()
        told.pop("requestId", None)
        answers.append((answer.status_code, json.dumps(told).replace(name, "…")))
    assert answers[0] == answers[1]
    assert office.field(SECRET) not in answers[0][1]


async def test_who_sees_less_of_a_link_keeps_the_rest_by_writing_it(office: Office) -> None:
    editor, owner, mine = office.world.editor, office.world.owner, office.ids["mine"]
    ids = [office.ids["closed"], office.ids["open"]]

    async def held() -> list[str]:
        cell = (await owner.get(f"/records/{mine}"))["fields"]["Work"]
        return [item["id"] for item in cell or []]

    shown = await editor.get(f"/records/{mine}")
    assert [item["title"] for item in shown["fields"]["Work"]] == ["Open task"]
    same = await editor.patch(f"/records/{mine}", {"fields": {"Work": [ids[1]]}})
    assert (same["version"], await held()) == (shown["version"], ids)
    await editor.patch(f"/records/{mine}", {"fields": {"Work": []}})
    assert await held() == ids[:1]
    await editor.patch(f"/records/{mine}", {"fields": {"Work": [ids[1]]}})
    assert await held() == ids
    for unseen in (ids[0], ids[0][:-4] + "ffff"):
        refusal = await editor.patch(f"/records/{mine}", {"fields": {"Work": [unseen]}}, 422)
        assert refusal["errors"][0]["message"] == f"Tasks has no record {unseen}."
    assert await held() == ids


async def test_a_view_applies_what_it_does_not_show(office: Office) -> None:
    editor, view = office.world.editor, office.view
    await office.world.owner.patch(f"/records/{office.ids['other']}", {"fields": {SECRET: None}})
    page = await editor.get(f"/tables/{office.staff['id']}/records?view={view}")
    assert [item["id"] for item in page["items"]] == [office.ids["mine"]]
    await office.world.owner.patch(f"/records/{office.ids['other']}", {"fields": {SECRET: "CANARYVALUE 1"}})
    first = await editor.get(f"/tables/{office.staff['id']}/records?view={view}&limit=1")
    second = await editor.get(f"/tables/{office.staff['id']}/records?view={view}&cursor={first['nextCursor']}")
    assert [page["items"][0]["id"] for page in (first, second)] == [office.ids["other"], office.ids["mine"]]

    shown = (await editor.get(f"/views/{view}"))["config"]
    assert (shown["filter"], shown["sorts"], shown["groups"]) == (None, [], [])
    stored = (await office.world.owner.get(f"/views/{view}"))["config"]
    await editor.patch(f"/views/{view}", {"config": {**shown, "rowHeight": "tall"}})
    assert (await office.world.owner.get(f"/views/{view}"))["config"] == {**stored, "rowHeight": "tall"}
    for part in ({"sorts": [{"field": "Name"}]}, {"groups": [{"field": "Name"}]}):
        await editor.patch(f"/views/{view}", {"config": {**shown, **part}}, 403)


async def test_upserts_match_no_hidden_record(office: Office) -> None:
    body = {"records": [{"fields": {"Name": ROW, "Person": office.world.editor.id}}], "upsertOn": ["Name"]}
    answer = await office.world.editor.patch(f"/tables/{office.staff['id']}/records", body)
    assert len(answer["created"]) == 1
    assert answer["created"][0] != office.ids["theirs"]


async def test_rules_hold_before_and_after_a_change(office: Office) -> None:
    editor, owner = office.world.editor, office.world.owner
    await editor.patch(f"/records/{office.ids['mine']}", {"fields": {"Person": owner.id}}, 403)
    new = {"records": [{"fields": {"Name": "Theirs", "Person": owner.id}}]}
    await editor.post(f"/tables/{office.staff['id']}/records", new, 403)
    table = await editor.get(f"/tables/{office.staff['id']}")
    assert (table["recordCount"], [item["name"] for item in table["fields"]]) == (2, ["Name", "Person", "Work"])
