"""Grants, rules and attributes over HTTP: what is accepted, what it does, and what is refused."""

from typing import Any

import httpx2
import psycopg
import pytest

from tests.support.app import Person, World

EVERYONE = {"type": "everyone"}
ALL: dict[str, Any] = {"conjunction": "and", "filters": []}
HUGE: dict[str, Any] = {"grants": [{"subject": EVERYONE, "level": "read"}] * 201}


def _user(person: Person) -> dict[str, str]:
    return {"type": "user", "email": person.email}


def _version(database_url: str) -> int:
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute("SELECT max(policy_version) FROM dataos.workspaces").fetchone()
    assert row is not None
    return int(row[0])


async def _put(person: Person, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = await person.http.put(path, json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _code(person: Person, path: str) -> int:
    return (await person.http.get(path)).status_code


async def test_a_table_that_is_closed_to_somebody_is_nowhere_for_them(world: World) -> None:
    table = f"/tables/{world.table_id}"
    made = await world.owner.post(f"{table}/records", {"records": [{"fields": {"Name": "a"}}]})
    record = f"/records/{made['items'][0]['id']}"

    await _put(world.creator, f"{table}/grants", {"grants": [{"subject": _user(world.editor), "level": "none"}]})

    paths = [table, f"{table}/records", record, f"/views/{world.view()}", f"{table}/automations", f"{table}/grants"]
    assert [await _code(world.editor, path) for path in paths] == [404] * 6
    assert (await world.editor.http.patch(record, json={"fields": {"Name": "x"}})).status_code == 404
    base = await world.editor.get(f"/bases/{world.base}")
    assert world.table_id not in [item["id"] for item in base["tables"]]
    assert await _code(world.viewer, table) == 200

    await _put(world.creator, f"{table}/grants", {"grants": []})
    assert [await _code(world.editor, path) for path in paths[:5]] == [200] * 5


async def test_a_table_says_what_the_caller_may_do_with_it(world: World) -> None:
    table, view = f"/tables/{world.table_id}", world.view()
    status, amount = world.field("Status"), world.field("Amount")
    plain = {"level": "edit", "readOnly": [], "editable": [], "views": {}}
    assert (await world.editor.get(table))["access"] == plain
    assert (await world.owner.get(table))["access"] == {**plain, "level": "admin"}

    raised = [{"subject": _user(world.viewer), "level": "admin"}]
    await _put(world.owner, f"{table}/grants", {"grants": raised})
    await _put(world.owner, f"/fields/{status}/grants", {"grants": [{"subject": _user(world.editor), "level": "read"}]})
    await _put(
        world.owner, f"/fields/{amount}/grants", {"grants": [{"subject": _user(world.commenter), "level": "edit"}]}
    )
    await _put(world.owner, f"/views/{view}/grants", {"grants": [{"subject": _user(world.editor), "level": "read"}]})

    assert (await world.viewer.get(table))["access"]["level"] == "admin"
    assert (await world.editor.get(table))["access"] == {**plain, "readOnly": [status], "views": {view: "read"}}
    assert (await world.commenter.get(table))["access"] == {**plain, "level": "comment", "editable": [amount]}
    [found] = (await world.commenter.get(f"/bases/{world.base}"))["tables"]
    assert found["access"]["editable"] == [amount]


async def test_a_grant_opens_the_base_with_that_table_alone(world: World) -> None:
    other = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Other"})
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.editor.email, "role": "none"})
    assert await _code(world.editor, f"/bases/{world.base}") == 404

    grants = {"grants": [{"subject": _user(world.editor), "level": "edit"}]}
    await _put(world.creator, f"/tables/{world.table_id}/grants", grants)

    base = await world.editor.get(f"/bases/{world.base}")
    assert [item["id"] for item in base["tables"]] == [world.table_id]
    assert world.base in [
        item["id"] for item in (await world.editor.get(f"/workspaces/{world.workspace}/bases"))["items"]
    ]
    assert await _code(world.editor, f"/tables/{other['id']}") == 404
    table = f"/tables/{world.table_id}"
    made = await world.editor.http.post(f"{table}/records", json={"records": [{"fields": {"Name": "mine"}}]})
    assert made.status_code == 201
    people = await world.owner.get(f"/bases/{world.base}/people")
    assert world.editor.id in [item["id"] for item in people["items"]]
    refused = await world.editor.http.post(f"{table}/fields", json={"name": "More", "type": "text"})
    assert refused.status_code == 403


async def test_a_hidden_field_is_an_unknown_name(world: World) -> None:
    table, field = f"/tables/{world.table_id}", world.field("Amount")
    await world.owner.post(f"{table}/records", {"records": [{"fields": {"Name": "a", "Amount": 3}}]})
    await _put(
        world.creator, f"/fields/{field}/grants", {"grants": [{"subject": _user(world.editor), "level": "hidden"}]}
    )

    seen = await world.editor.get(table)
    assert "Amount" not in [item["name"] for item in seen["fields"]]
    page = await world.editor.get(f"{table}/records")
    assert all("Amount" not in item["fields"] for item in page["items"])
    asked = {"filter": {"field": "Amount", "operator": "equals", "value": 3}}
    unknown = {"filter": {"field": "Nothing", "operator": "equals", "value": 3}}
    answers = [await world.editor.http.post(f"{table}/query", json=body) for body in (asked, unknown)]
    assert [answer.json()["code"] for answer in answers] == ["unknown_field"] * 2
    assert await _code(world.editor, f"/fields/{field}/grants") == 404
    assert (await world.editor.http.patch(f"/fields/{field}", json={"name": "x"})).status_code == 404


async def test_rules_show_each_person_their_own_rows(world: World) -> None:
    table = f"/tables/{world.table_id}"
    rows = [{"fields": {"Name": name, "Amount": amount}} for name, amount in (("a", 1), ("b", 5), ("c", 9))]
    made = (await world.owner.post(f"{table}/records", {"records": rows}))["items"]
    member = f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes"
    await _put(world.owner, member, {"attributes": {"most": 5}})
    rule = {
        "subject": {"type": "role", "role": "editor"},
        "access": "read",
        "filter": {"field": "Amount", "operator": "lessOrEqual", "value": {"userAttribute": "most"}},
    }
    own = {**rule, "access": "write", "filter": {"field": "Name", "operator": "equals", "value": "a"}}
    stored = await _put(world.creator, f"{table}/rules", {"rules": [rule, own]})
    assert stored["rules"][0]["filter"]["field"] == "Amount"
    assert stored["rules"][0]["filter"]["value"] == {"userAttribute": "most"}

    def names(page: dict[str, Any]) -> list[str]:
        return [item["fields"]["Name"] for item in page["items"]]

    assert names(await world.editor.get(f"{table}/records")) == ["a", "b"]
    assert names(await world.viewer.get(f"{table}/records")) == ["a", "b", "c"]
    counted = await world.editor.http.post(f"{table}/query", json={"aggregates": [{"fn": "count"}]})
    assert counted.json()["groups"][0]["aggregates"] == [2] or counted.json()["groups"][0]["count"] == 2
    codes = [(await world.editor.http.get(f"/records/{item['id']}")).status_code for item in made]
    assert codes == [200, 200, 404]
    edits = [
        (await world.editor.http.patch(f"/records/{item['id']}", json={"fields": {"Amount": 2}})).status_code
        for item in made
    ]
    assert edits[0] == 200
    assert edits[1] in (403, 404)
    assert edits[2] == 404

    await _put(world.owner, member, {"attributes": {}})
    assert names(await world.editor.get(f"{table}/records")) == ["a"]


async def test_what_changes_nothing_raises_no_version(world: World, database_url: str) -> None:
    grants = {"grants": [{"subject": EVERYONE, "level": "read"}, {"subject": _user(world.creator), "level": "admin"}]}
    rules = {"rules": [{"subject": _user(world.viewer), "access": "read", "filter": ALL}]}
    field, view = f"/fields/{world.field('Amount')}/grants", f"/views/{world.view()}/grants"
    edits: list[tuple[str, dict[str, Any]]] = [
        (f"/tables/{world.table_id}/grants", grants),
        (f"/tables/{world.table_id}/rules", rules),
        (field, {"grants": [{"subject": EVERYONE, "level": "read"}]}),
        (view, {"grants": [{"subject": EVERYONE, "level": "read"}]}),
        (f"/workspaces/{world.workspace}/members/{world.viewer.id}/attributes", {"attributes": {"a": [1, "b"]}}),
    ]
    for path, body in edits:
        before = _version(database_url)
        first = await _put(world.owner, path, body)
        assert _version(database_url) == before + 1
        assert await _put(world.owner, path, body) == first
        assert _version(database_url) == before + 1
        assert await world.owner.get(path) == first


@pytest.mark.parametrize(
    ("subject", "code", "at"),
    [
        ({"type": "user", "email": "nobody@example.org"}, "unknown_user", "subject.email"),
        ({"type": "user", "id": "usr_x"}, "unknown_user", "subject.id"),
        ({"type": "user"}, "unknown_user", "subject.email"),
        ({"type": "team", "id": "tea_00000000000000000000000000"}, "unknown_team", "subject.id"),
        ({"type": "team", "id": "a\0b"}, "unknown_team", "subject.id"),
        ({"type": "role"}, "required", "subject.role"),
        ({"type": "token", "id": "x"}, "unknown_token", "subject.id"),
    ],
)
async def test_subjects_that_are_nobody(world: World, subject: dict[str, str], code: str, at: str) -> None:
    grants = {"grants": [{"subject": EVERYONE, "level": "read"}, {"subject": subject, "level": "read"}]}
    faults = (await _put(world.owner, f"/tables/{world.table_id}/grants", grants, 422))["errors"]
    assert [(fault["path"], fault["code"]) for fault in faults] == [(f"grants[1].{at}", code)]
    rules = {"rules": [{"subject": subject, "access": "read", "filter": ALL}]}
    faults = (await _put(world.owner, f"/tables/{world.table_id}/rules", rules, 422))["errors"]
    assert [(fault["path"], fault["code"]) for fault in faults] == [(f"rules[0].{at}", code)]


async def test_strangers_cannot_be_given_anything_and_lists_have_an_end(world: World) -> None:
    table = f"/tables/{world.table_id}/grants"
    assert (await _put(world.owner, table, HUGE, 422))["code"]
    told = await _put(world.owner, table, {"grants": [{"subject": _user(world.stranger), "level": "read"}]}, 422)
    assert told["code"] == "unknown_user"
    twice = {"grants": [{"subject": EVERYONE, "level": level} for level in ("read", "edit")]}
    assert (await _put(world.owner, table, twice, 422))["code"] == "duplicate_subject"


async def test_nobody_locks_themselves_out_unknowingly(world: World) -> None:
    table = f"/tables/{world.table_id}/grants"
    closing = {"grants": [{"subject": EVERYONE, "level": "read"}]}
    assert (await _put(world.creator, table, closing, 409))["code"] == "own_access_lost"
    assert (await world.creator.get(table))["grants"] == []
    hiding = {"grants": [{"subject": EVERYONE, "level": "hidden"}]}
    assert (await _put(world.creator, f"/fields/{world.field('Amount')}/grants", hiding, 409))[
        "code"
    ] == "own_access_lost"
    await _put(world.owner, table, closing)
    assert await _code(world.creator, table) == 403
    assert await _code(world.owner, table) == 200


async def test_filters_of_rules_are_checked(world: World) -> None:
    path = f"/tables/{world.table_id}/rules"
    bad: list[tuple[Any, str]] = [
        ({"field": "Nothing", "operator": "equals", "value": 1}, "unknown_field"),
        ({"field": "Amount", "operator": "equals", "value": {"userAttribute": "a b"}}, "invalid_value"),
        ({"field": "Amount", "operator": "equals", "value": {"userAttribute": 5}}, "invalid_value"),
        ({"nonsense": True}, "invalid_filter"),
    ]
    for asked, code in bad:
        rule = {"subject": EVERYONE, "access": "read", "filter": asked}
        told = await _put(world.owner, path, {"rules": [rule]}, 422)
        assert told["code"] == code
        assert told["errors"][0]["path"].startswith("rules[0].filter")


@pytest.mark.parametrize("value", [None, {}, [], "", "  ", [[1]], [None], "x" * 501])
async def test_attributes_are_checked(world: World, value: object) -> None:
    path = f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes"
    told = await _put(world.owner, path, {"attributes": {"region": value}}, 422)
    assert told["errors"][0]["path"] == "attributes.region"
    assert (await world.owner.get(path))["attributes"] == {}


async def test_who_may_see_and_say_it(world: World) -> None:
    for person, status in ((world.editor, 403), (world.viewer, 403), (world.stranger, 404)):
        for path in (f"/tables/{world.table_id}/grants", f"/tables/{world.table_id}/rules"):
            assert await _code(person, path) == status
    own = f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes"
    assert [await _code(person, own) for person in (world.editor, world.viewer, world.stranger)] == [200, 403, 404]
    refused: httpx2.Response = await world.editor.http.put(own, json={"attributes": {"region": "EU"}})
    assert refused.status_code == 403
