"""What each channel of records shows of an encrypted field, and what is stored of it.

operation                 who sees it              who does not       database
create, edit, list, one   the value                {"masked": true}   an envelope, another one each time
empty cell                null                     null               null
edit with masked          the cell stays           the cell stays     the same envelope
409, repeated request     the value                –                  the stored answer holds an envelope
filter, sort, group …     whether it is empty      likewise           no index, no search

``test_stored`` has what is in the database, ``test_refusals`` what cannot be asked.
"""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.encryption.stage import FIELDS, Json, add, cells, edit, field_id, make, people, stored
from tests.support.app import World
from tests.support.statements import counted

VALUES: list[tuple[str, Any, Any]] = [
    ("text", "Ärger 🔒 «x»", "Ärger 🔒 «x»"),
    ("longText", "one\ntwo", "one\ntwo"),
    ("email", "a@example.org", "a@example.org"),
    ("phone", "+30 210 1234567", "+30 210 1234567"),
    ("url", "https://example.org/x", "https://example.org/x"),
    ("barcode", "4006381333931", "4006381333931"),
    ("number", 12.5, 12.5),
    ("percent", 12.5, 12.5),
    ("currency", 1234567.89, 1234567.89),
    ("date", "2026-11-22", "2026-11-22"),
    ("datetime", "2026-11-22T12:00:00+02:00", "2026-11-22T10:00:00+00:00"),
    ("json", {"b": [1, None], "a": "x"}, {"a": "x", "b": [1, None]}),
]


async def test_every_type_reads_as_it_does_in_the_open(app: FastAPI, world: World) -> None:
    secret: list[Json] = [{"name": f"s{kind}", "type": kind, "encrypted": True} for kind, _, _ in VALUES]
    clear: list[Json] = [{"name": f"c{kind}", "type": kind} for kind, _, _ in VALUES]
    table = await make(world.owner, world.base, [{"name": "Name", "type": "text"}, *secret, *clear])
    written = {f"{side}{kind}": value for kind, value, _ in VALUES for side in "sc"}
    made = await world.owner.post(f"/tables/{table['id']}/records", {"records": [{"fields": written}]})
    page = await world.editor.get(f"/tables/{table['id']}/records")
    for answer in (made, page):
        shown = answer["items"][0]["fields"]
        for kind, _, expected in VALUES:
            assert shown[f"s{kind}"] == expected == shown[f"c{kind}"], kind
    for kind, _, _ in VALUES:
        (cell,) = await stored(app, table, f"s{kind}")
        assert cell.startswith("v1.dky_"), kind


async def test_people_see_it_by_role_and_others_that_there_is_one(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    record, _ = await add(world.owner, table, {"Name": "Ada", "Salary": 4711}, {"Name": "Bo"})
    for person, sees in people(world):
        expected = 4711 if sees else {"masked": True}
        assert await cells(person, table, "Salary") == [expected, None], person.name
        assert (await person.get(f"/records/{record}"))["fields"]["Salary"] == expected
        by_id = await person.get(f"/records/{record}?fieldKey=id")
        assert by_id["fields"][field_id(table, "Salary")] == expected
        asked = await person.post(f"/tables/{table['id']}/query", {"fields": ["Salary"]}, 200)
        assert [each["fields"] for each in asked["items"]] == [{"Salary": expected}, {"Salary": None}]
    seen = next(field for field in table["fields"] if field["name"] == "Salary")
    assert (seen["encrypted"], seen["revealTo"], seen["type"]) == (True, "editor", "number")


async def test_the_least_role_is_a_setting_that_only_those_who_see_may_change(world: World) -> None:
    fields: list[Json] = [FIELDS[0], {**FIELDS[1], "revealTo": "commenter"}]
    table = await make(world.owner, world.base, fields)
    salary = field_id(table, "Salary")
    await add(world.owner, table, {"Name": "Ada", "Salary": 1})
    assert await cells(world.commenter, table, "Salary") == [1]
    assert await cells(world.viewer, table, "Salary") == [{"masked": True}]
    changed = await world.creator.patch(f"/fields/{salary}", {"revealTo": "creator"})
    assert changed["revealTo"] == "creator"
    assert await cells(world.editor, table, "Salary") == [{"masked": True}]
    assert await cells(world.creator, table, "Salary") == [1]
    await world.editor.patch(f"/fields/{salary}", {"revealTo": "viewer"}, 403)
    refused = await world.creator.patch(f"/fields/{field_id(table, 'Name')}", {"revealTo": "viewer"}, 422)
    assert "not encrypted" in refused["detail"]


async def test_a_masked_value_sent_back_leaves_the_cell_as_it_is(app: FastAPI, world: World) -> None:
    fields: list[Json] = [FIELDS[0], {**FIELDS[1], "revealTo": "creator"}]
    table = await make(world.owner, world.base, fields)
    (record,) = await add(world.owner, table, {"Name": "Ada", "Salary": 4711})
    before = await stored(app, table, "Salary")
    shown = await edit(world.editor, record, {"Name": "Ada L.", "Salary": {"masked": True}})
    assert shown["fields"] == {"Name": "Ada L.", "Salary": {"masked": True}}
    assert await stored(app, table, "Salary") == before
    # Who may write may write what they cannot read.
    assert (await edit(world.editor, record, {"Salary": 5}))["fields"]["Salary"] == {"masked": True}
    assert await cells(world.owner, table, "Salary") == [5]
    assert (await edit(world.editor, record, {"Salary": None}))["fields"]["Salary"] is None
    body = {"records": [{"fields": {"Salary": {"masked": True}}}]}
    refused = await world.editor.post(f"/tables/{table['id']}/records", body, 422)
    assert "new record" in refused["detail"]


LIMITS: list[tuple[str, Json, Any, Any, str]] = [
    ("number", {"min": 1, "max": 9}, 9, 10, "too_large"),
    ("number", {"min": 1}, 1, 0, "too_small"),
    ("text", {"pattern": "[A-Z]{2}-\\d+"}, "AB-12", "AB-1x", "form"),
    ("text", {"minLength": 2, "maxLength": 3}, "abc", "abcd", "at most"),
    ("text", {"minLength": 2}, "ab", "a", "at least"),
    ("date", {"min": "2026-01-01"}, "2026-01-01", "2025-12-31", "at least"),
    ("datetime", {"max": "2026-01-01T00:00:00Z"}, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "at most"),
    ("email", {}, "a@b.org", "nobody", "e-mail"),
]


@pytest.mark.parametrize(("kind", "config", "good", "bad", "words"), LIMITS)
async def test_values_are_held_to_the_limits_of_their_type(
    world: World, kind: str, config: Json, good: Any, bad: Any, words: str
) -> None:
    secret: Json = {"name": "Secret", "type": kind, "config": config, "encrypted": True, "required": True}
    table = await make(world.owner, world.base, [FIELDS[0], secret])
    (record,) = await add(world.owner, table, {"Secret": good})
    refused = await edit(world.owner, record, {"Secret": bad}, 422)
    assert refused["errors"][0]["path"] == "fields.Secret"
    if "_" not in words:
        assert words in refused["detail"]
    assert "not be empty" in (await edit(world.owner, record, {"Secret": None}, 422))["detail"]


async def test_a_conflict_shows_what_the_person_may_see(world: World) -> None:
    fields: list[Json] = [FIELDS[0], {**FIELDS[1], "revealTo": "creator"}]
    table = await make(world.owner, world.base, fields)
    (record,) = await add(world.owner, table, {"Name": "Ada", "Salary": 4711})
    await edit(world.owner, record, {"Name": "x"})
    for person, expected in ((world.owner, 4711), (world.editor, {"masked": True})):
        refused = await edit(person, record, {"Name": "y"}, 409, **{"If-Match": '"1"'})
        assert refused["current"]["fields"]["Salary"] == expected
        body = {"records": [{"id": record, "version": 1, "fields": {"Name": "z"}}]}
        refused = await person.patch(f"/tables/{table['id']}/records", body, 409)
        assert refused["current"]["fields"]["Salary"] == expected


async def test_reading_costs_no_statement_more_once_the_keys_are_known(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    await add(world.owner, table, *({"Salary": n} for n in range(50)))
    path = f"/tables/{table['id']}/records?limit=50"
    for person in (world.owner, world.viewer):
        await person.get(path)
        with counted(app) as all_fields:
            await person.get(path)
        with counted(app) as without:
            await person.get(path + "&fields=Name")
        assert len(all_fields) == len(without)
