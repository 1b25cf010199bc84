"""What each channel of records shows of an encrypted field, and what is stored of it.

operation                 who sees it              who does not       database
create, edit, list, one   the value                {"masked": true}   an envelope, another one each time
empty cell                null                     null               null
edit with masked          the cell stays           the cell stays     the same envelope
409, repeated request     the value                –                  the stored answer holds an envelope
filter, sort, group …     whether it is empty      likewise           no index, no search
"""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from tests.api.encryption.stage import FIELDS, Json, add, cells, edit, everything, field_id, make, people, rows, stored
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


async def test_the_same_value_is_never_stored_the_same_way_twice(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    await add(world.owner, table, {"Salary": 1}, {"Salary": 1})
    first, second = await stored(app, table, "Salary")
    assert first != second


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


async def test_repetitions_answer_alike_and_keep_the_value_sealed(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    body = {"records": [{"fields": {"Salary": 987654321}, "clientKey": str(uuid4())}]}
    answers = [
        await world.owner.http.post(f"/tables/{table['id']}/records", json=body, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["items"][0]["fields"]["Salary"] == 987654321
    assert "987654321" not in await everything(app)
    # The same client key without the header: the record that there is.
    again = await world.owner.post(f"/tables/{table['id']}/records", body)
    assert again["items"][0] == answers[0].json()["items"][0]


async def test_nothing_in_the_database_reads_like_the_value(
    app: FastAPI, world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    secret = "Schweizer Nummernkonto 4711"
    table = await make(world.owner, world.base, [FIELDS[0], {"name": "Account", "type": "text", "encrypted": True}])
    records = await add(world.owner, table, {"Account": secret}, {"Name": "two"})
    await edit(world.owner, records[1], {"Account": secret})
    await edit(world.owner, records[0], {"Account": "other"})
    upsert = {"records": [{"fields": {"Name": "two", "Account": secret}}], "upsertOn": ["Name"]}
    await world.owner.patch(f"/tables/{table['id']}/records", upsert)
    bad = {"records": [{"fields": {"Account": secret, "Name": 5}}]}
    await world.owner.post(f"/tables/{table['id']}/records", bad, 422)
    assert "Schweizer" not in await everything(app)
    assert "Schweizer" not in caplog.text + "".join(capfd.readouterr())
    assert await cells(world.owner, table, "Account") == ["other", secret]


async def test_text_that_reads_like_a_mark_is_only_text(world: World) -> None:
    fake = '{"\\u0000":["fld_00000000000000000000000000","v1.x.y"]}'
    table = await make(world.owner, world.base, [*FIELDS, {"name": "Data", "type": "json"}])
    value = {"\\u0000": ["fld_00000000000000000000000000", "v1.x.y"]}
    await add(world.owner, table, {"Name": fake, "Salary": 1, "Data": value, "Note": '{"masked":true}'})
    page = await world.owner.get(f"/tables/{table['id']}/records")
    assert page["items"][0]["fields"] == {"Name": fake, "Salary": 1, "Data": value, "Note": '{"masked":true}'}


async def test_a_cell_copied_to_another_field_does_not_open_there(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, [*FIELDS, {"name": "Bonus", "type": "number", "encrypted": True}])
    await add(world.owner, table, {"Salary": 1})
    ((name,),) = await rows(
        app,
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename ="
        " (SELECT 't_' || number FROM dataos.tables WHERE id = %s)",
        table["id"],
    )
    await rows(app, f"UPDATE {name} SET f_4 = f_2 RETURNING 1")
    assert await cells(world.owner, table, "Bonus") == [{"masked": True}]
    await rows(app, f"UPDATE {name} SET f_4 = 'no \"envelope' RETURNING 1")
    assert await cells(world.owner, table, "Bonus") == [{"masked": True}]


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
