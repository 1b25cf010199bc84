"""What explain says is what happens."""

from typing import Any

from tests.support.app import Person, World

EVERYONE = {"type": "everyone"}


async def _put(person: Person, path: str, body: dict[str, Any]) -> None:
    answer = await person.http.put(path, json=body)
    assert answer.status_code == 200, answer.text


def _user(person: Person) -> dict[str, str]:
    return {"type": "user", "email": person.email}


async def test_explain_agrees_with_what_happens(world: World) -> None:
    table = f"/tables/{world.table_id}"
    rows = [{"fields": {"Name": f"n{number}", "Amount": number}} for number in range(6)]
    records = (await world.owner.post(f"{table}/records", {"records": rows}))["items"]
    below = {"field": "Amount", "operator": "lessThan", "value": 4}
    above = {"field": "Amount", "operator": "greaterThan", "value": 1}
    odd = {"field": "Amount", "operator": "isOdd"}
    rules = [
        {"subject": _user(world.editor), "access": "read", "filter": below},
        {"subject": {"type": "role", "role": "editor"}, "access": "write", "filter": above},
        {"subject": EVERYONE, "access": "none", "filter": odd},
    ]
    await _put(world.owner, f"{table}/rules", {"rules": rules})
    await _put(world.owner, f"{table}/grants", {"grants": [{"subject": _user(world.commenter), "level": "edit"}]})
    for person in (world.owner, world.creator, world.editor, world.commenter, world.viewer):
        for record in records:
            path = f"/records/{record['id']}"
            told = await world.owner.get(f"{path}/explain?email={person.email}")
            read = await person.http.get(path)
            assert told["record"]["readable"] == (read.status_code == 200), (person.name, record, told)
            changed = await person.http.patch(path, json={"fields": {"Name": "same"}})
            assert told["record"]["writable"] == (changed.status_code == 200), (person.name, record, changed.text)
            own = await person.http.get(f"{path}/explain")
            assert own.status_code == read.status_code


async def test_levels_of_fields_have_reasons(world: World) -> None:
    table, amount = f"/tables/{world.table_id}", world.field("Amount")
    formula = {"name": "Twice", "type": "formula", "config": {"expression": "{Amount} * 2"}}
    made = await world.owner.post(f"{table}/fields", formula)
    await _put(
        world.owner, f"/fields/{amount}/grants", {"grants": [{"subject": _user(world.editor), "level": "hidden"}]}
    )

    told = await world.owner.get(f"{table}/explain?email={world.editor.email}")
    fields = {item["id"]: item for item in told["fields"]}
    assert (told["level"], told["why"]["cause"], told["record"]) == ("edit", "role", None)
    assert (fields[amount]["level"], fields[amount]["why"]["cause"]) == ("hidden", "grant")
    twice = fields[made["id"]]
    assert (twice["level"], twice["why"]["cause"], twice["why"]["sourceId"]) == ("hidden", "source", amount)
    assert fields[world.field("Name")]["level"] == "edit"

    own = await world.editor.get(f"{table}/explain")
    assert {amount, made["id"]} & {item["id"] for item in own["fields"]} == set()
    assert own["rules"] == []
    asked = await world.editor.http.get(f"{table}/explain?email={world.viewer.email}")
    assert asked.status_code == 403
    unknown = await world.owner.http.get(f"{table}/explain?email=nobody@example.org")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "user_not_found")
    nothing = await world.stranger.http.get(f"{table}/explain")
    assert (nothing.status_code, nothing.json()["code"]) == (404, "table_not_found")


async def test_rules_about_what_is_hidden_from_the_asker_are_left_out(world: World) -> None:
    """Where such a rule holds would tell the hidden values."""
    table, amount = f"/tables/{world.table_id}", world.field("Amount")
    made = await world.owner.post(f"{table}/records", {"records": [{"fields": {"Name": "a", "Amount": 77}}]})
    record = f"/records/{made['items'][0]['id']}"
    about = {"field": "Amount", "operator": "equals", "value": 77}
    named = {"field": "Name", "operator": "equals", "value": "a"}
    rules = [{"subject": _user(world.editor), "access": "read", "filter": asked} for asked in (about, named)]
    await _put(world.owner, f"{table}/rules", {"rules": rules})
    await _put(
        world.owner, f"/fields/{amount}/grants", {"grants": [{"subject": _user(world.creator), "level": "hidden"}]}
    )

    for path in (table, record):
        everything = await world.owner.get(f"{path}/explain?email={world.editor.email}")
        assert len(everything["rules"]) == 2
        told = await world.creator.http.get(f"{path}/explain?email={world.editor.email}")
        assert [rule["filter"]["field"] for rule in told.json()["rules"]] == [world.field("Name")], told.text
        assert told.json()["ruled"]
        assert amount not in told.text
