"""What cannot be encrypted, and what cannot be asked or made of what is: everything that would tell of the values."""

import pytest

from tests.api.encryption.stage import FIELDS, Json, add, field_id, make
from tests.support.app import World

REFUSED: list[tuple[Json, str]] = [
    ({"type": "checkbox"}, "cannot be encrypted"),
    ({"type": "singleSelect"}, "cannot be encrypted"),
    ({"type": "user"}, "cannot be encrypted"),
    ({"type": "rating"}, "cannot be encrypted"),
    ({"type": "count", "config": {"linkField": "Name"}}, "cannot be encrypted"),
    ({"type": "formula", "config": {"expression": "1"}}, "cannot be encrypted"),
    ({"type": "createdTime"}, "cannot be encrypted"),
    ({"type": "text", "unique": True}, "cannot be unique"),
    ({"type": "text", "config": {"default": "x"}}, "no default"),
]


@pytest.mark.parametrize(("more", "words"), REFUSED)
async def test_what_cannot_be_encrypted_says_why(world: World, more: Json, words: str) -> None:
    table = await make(world.owner, world.base)
    body = {"name": "New", "encrypted": True, **more}
    refused = await world.owner.post(f"/tables/{table['id']}/fields", body, 422)
    assert words in refused["detail"], refused
    refused = await world.owner.post(f"/bases/{world.base}/tables", {"name": "T", "fields": [FIELDS[0], body]}, 422)
    assert any(words in error["message"] and error["path"] == "fields[1].encrypted" for error in refused["errors"])


async def test_the_primary_field_is_never_encrypted(world: World) -> None:
    first = {"name": "T", "fields": [{"name": "A", "type": "text", "encrypted": True}]}
    assert "title" in (await world.owner.post(f"/bases/{world.base}/tables", first, 422))["detail"]
    table = await make(world.owner, world.base)
    body = {"primaryFieldId": field_id(table, "Salary")}
    assert "encrypted" in (await world.owner.patch(f"/tables/{table['id']}", body, 422))["detail"]
    alone = {"name": "X", "type": "text", "revealTo": "viewer"}
    assert "encrypted: true" in (await world.owner.post(f"/tables/{table['id']}/fields", alone, 422))["detail"]


QUESTIONS: list[Json] = [
    {"filter": {"field": "Salary", "operator": "equals", "value": 1}},
    {"filter": {"field": "Salary", "operator": "greaterThan", "value": {"field": "Other"}}},
    {"filter": {"field": "Other", "operator": "equals", "value": {"field": "Salary"}}},
    {"sorts": [{"field": "Salary"}]},
    {"groups": [{"field": "Salary"}]},
    {"aggregates": [{"fn": "sum", "field": "Salary"}]},
    {"aggregates": [{"fn": "countDistinct", "field": "Salary"}]},
    {"aggregates": [{"fn": "distribution", "field": "Salary"}]},
]


async def test_only_emptiness_can_be_asked(world: World) -> None:
    table = await make(world.owner, world.base, [*FIELDS, {"name": "Other", "type": "number"}])
    await add(world.owner, table, {"Name": "a", "Salary": 1}, {"Name": "b"}, {"Name": "c", "Salary": 1})
    path = f"/tables/{table['id']}/query"
    for question in QUESTIONS:
        refused = await world.owner.post(path, question, 422)
        assert "encrypted" in refused["detail"] or "Salary" in refused["detail"], question
    for person in (world.owner, world.viewer):
        for operator, names in (("isEmpty", ["b"]), ("isNotEmpty", ["a", "c"])):
            asked = {"filter": {"field": "Salary", "operator": operator}}
            found = await person.post(path, asked, 200)
            assert [each["fields"]["Name"] for each in found["items"]] == names
        counts = [{"fn": fn, "field": "Salary"} for fn in ("filled", "empty", "percentFilled")]
        summed = await person.post(path, {"aggregates": counts}, 200)
        assert summed["groups"][0]["aggregates"][:2] == [2, 1]
        for text in ("1", "v1", "dky_"):
            assert (await person.post(path, {"search": text}, 200))["items"] == [], text


async def test_nothing_is_made_of_it(world: World) -> None:
    table = await make(world.owner, world.base)
    other = await make(world.owner, world.base, [FIELDS[0]], "Other")
    fields = f"/tables/{table['id']}/fields"
    formula = {"name": "F", "type": "formula", "config": {"expression": "{Salary} * 2"}}
    assert "encrypted" in (await world.owner.post(fields, formula, 422))["detail"]
    button = {
        "name": "B",
        "type": "button",
        "config": {"label": "Go", "action": {"type": "openUrl", "url": "https://example.org/{Salary}"}},
    }
    assert "encrypted" in (await world.owner.post(fields, button, 422))["detail"]
    await world.owner.post(
        f"/tables/{other['id']}/fields", {"name": "Link", "type": "link", "config": {"tableId": table["id"]}}
    )
    derived: list[tuple[str, Json]] = [
        ("lookup", {}),
        ("rollup", {"aggregate": "counta"}),
        ("rollup", {"aggregate": "sum"}),
    ]
    for kind, config in derived:
        body = {"name": "L", "type": kind, "config": {"linkField": "Link", "field": "Salary", **config}}
        assert "encrypted" in (await world.owner.post(f"/tables/{other['id']}/fields", body, 422))["detail"], kind
    upsert = {"records": [{"fields": {"Salary": 1}}], "upsertOn": ["Salary"]}
    assert "encrypted" in (await world.owner.patch(f"/tables/{table['id']}/records", upsert, 422))["detail"]
