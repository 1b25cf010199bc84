"""A field changes its type: rehearsed, for good, and back."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from fastapi import FastAPI

from api.fields.convert import service
from tests.api.fields.converting import Json, cells, convert, field_id, table_with, take_back
from tests.support.app import World

TEXTS = ["12", "1.234,5", "soon", None, "12", " "]
TEXT_FIELDS: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "text"}]


@pytest.fixture
async def texts(world: World) -> Json:
    return await table_with(world.owner, world.base, TEXT_FIELDS, *({"Amount": text} for text in TEXTS))


async def test_a_rehearsal_counts_and_shows_and_changes_nothing(world: World, texts: Json) -> None:
    field = field_id(texts, "Amount")
    rehearsed = await convert(world.creator, field, "number", dryRun=True)
    assert rehearsed["counts"] == {
        "total": 6, "kept": 2, "changed": 1, "cleared": 2, "empty": 1, "estimated": False,
        "links": None,
    }  # fmt: skip
    assert [(each["before"], each["after"]) for each in rehearsed["changed"]] == [("1.234,5", "1234.5")]
    assert [(each["before"], bool(each["reason"])) for each in rehearsed["cleared"]] == [("soon", True), (" ", True)]
    assert (rehearsed["field"]["type"], rehearsed["inBackground"]) == ("number", False)
    assert await cells(world.owner, texts, "Amount") == TEXTS


async def test_the_field_keeps_its_id_and_its_records_their_values(world: World, texts: Json) -> None:
    field = field_id(texts, "Amount")
    converted = await convert(world.creator, field, "number")
    assert (converted["field"]["id"], converted["field"]["type"], converted["job"]) == (field, "number", None)
    assert await cells(world.owner, texts, "Amount") == [12, 1234.5, None, None, 12, None]
    found = await world.owner.post(
        f"/tables/{texts['id']}/query",
        {"filter": {"conjunction": "and", "filters": [{"field": field, "operator": "greaterThan", "value": 12}]}},
        200,
    )
    assert len(found["items"]) == 1


async def test_undo_brings_back_even_what_was_cleared_and_redo_converts_again(world: World, texts: Json) -> None:
    await convert(world.owner, field_id(texts, "Amount"), "number")
    undone = await take_back(world.owner)
    assert (undone["done"], undone["tableId"], undone["recordIds"]) == (True, texts["id"], [])
    assert await cells(world.owner, texts, "Amount") == TEXTS
    assert (await take_back(world.owner, "redo"))["done"]
    assert await cells(world.owner, texts, "Amount") == [12, 1234.5, None, None, 12, None]
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, texts, "Amount") == TEXTS


async def test_what_was_written_since_is_converted_back(world: World, texts: Json) -> None:
    await convert(world.owner, field_id(texts, "Amount"), "number")
    page = await world.owner.get(f"/tables/{texts['id']}/records")
    first, second = (page["items"][at]["id"] for at in (0, 1))
    await world.editor.patch(f"/records/{first}", {"fields": {"Amount": 99}})
    await world.editor.patch(f"/records/{second}", {"fields": {"Amount": None}})
    await world.editor.post(f"/tables/{texts['id']}/records", {"records": [{"fields": {"Amount": 7}}]})
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, texts, "Amount") == ["99", None, "soon", None, "12", " ", "7"]


async def test_a_named_change_set_is_taken_back_once(world: World, texts: Json) -> None:
    converted = await convert(world.owner, field_id(texts, "Amount"), "number")
    named = {"changeSet": converted["changeSet"]}
    assert (await take_back(world.owner, body=named))["done"]
    assert (await take_back(world.owner, body=named))["done"] is False


async def test_a_later_conversion_stands_against_taking_back_the_first(world: World, texts: Json) -> None:
    first = await convert(world.owner, field_id(texts, "Amount"), "number")
    await convert(world.owner, field_id(texts, "Amount"), "checkbox")
    refused = await take_back(world.owner, body={"changeSet": first["changeSet"]})
    assert refused["done"] is False
    assert [each["reason"] for each in refused["conflicts"]] == ["the field was converted again since"]


async def test_history_shows_old_values_by_their_old_type(world: World) -> None:
    options = {"options": [{"name": "Red"}, {"name": "Blue"}]}
    table = await table_with(
        world.owner, world.base, [{"name": "Name", "type": "text"}, {"name": "Color", "type": "singleSelect",
        "config": options}], {"Color": "Red"},
    )  # fmt: skip
    await convert(world.owner, field_id(table, "Color"), "text")
    record = (await world.owner.get(f"/tables/{table['id']}/records"))["items"][0]["id"]
    await world.owner.patch(f"/records/{record}", {"fields": {"Color": "Green"}})
    history = (await world.owner.get(f"/records/{record}/history"))["items"]
    assert [(each["operation"], each["changes"][-1]["before"], each["changes"][-1]["after"]) for each in history] == [
        ("update", "Red", "Green"), ("create", None, "Red"),
    ]  # fmt: skip


async def test_a_select_gets_an_option_for_each_value(world: World) -> None:
    table = await table_with(
        world.owner, world.base, TEXT_FIELDS, *({"Amount": text} for text in ["b", "a, c", "B", None])
    )
    one = await convert(world.owner, field_id(table, "Amount"), "singleSelect")
    assert [option["name"] for option in one["field"]["config"]["options"]] == ["b", "a, c"]
    assert await cells(world.owner, table, "Amount") == ["b", "a, c", "b", None]
    several = await convert(world.owner, field_id(table, "Amount"), "multiSelect")
    assert [option["id"] for option in several["field"]["config"]["options"]] == [
        option["id"] for option in one["field"]["config"]["options"]
    ]
    assert await cells(world.owner, table, "Amount") == [["b"], ["a, c"], ["b"], None]
    await convert(world.owner, field_id(table, "Amount"), "text")
    assert await cells(world.owner, table, "Amount") == ["b", '"a, c"', "b", None]


async def test_a_value_that_is_too_long_for_an_option_is_cleared(world: World) -> None:
    fields = [{"name": "Name", "type": "text"}, {"name": "T", "type": "longText"}]
    made = await table_with(world.owner, world.base, fields, {"T": "x" * 3_000}, {"T": "short"})
    for kind in ("singleSelect", "multiSelect"):
        tried = await convert(world.owner, field_id(made, "T"), kind, dryRun=True)
        assert (tried["counts"]["cleared"], tried["counts"]["kept"] + tried["counts"]["changed"]) == (1, 1)


async def test_more_values_than_options_are_refused_unless_options_are_given(world: World) -> None:
    table = await table_with(world.owner, world.base, TEXT_FIELDS)
    for low in (0, 1_000):
        rows = [{"fields": {"Amount": f"v{low + at}"}} for at in range(1_000)]
        await world.owner.post(f"/tables/{table['id']}/records", {"records": rows})
    refused = await convert(world.owner, field_id(table, "Amount"), "singleSelect", 409)
    assert (refused["code"], refused["errors"][0]["path"]) == ("too_many_options", "config.options")
    given = {"options": [{"name": "V7"}]}
    rehearsed = await convert(world.owner, field_id(table, "Amount"), "singleSelect", config=given, dryRun=True)
    assert (rehearsed["counts"]["changed"], rehearsed["counts"]["cleared"]) == (1, 1_999)


REFUSED: list[tuple[Mapping[str, Any], int, str, str]] = [
    ({"type": "nothing"}, 422, "unknown_field_type", "type"),
    ({"type": "number", "config": {"precision": 99}}, 422, "invalid_request", "config.precision"),
    ({"type": "number", "config": 7}, 422, "invalid_request", "config"),
    ({}, 422, "invalid_request", "type"),
]


@pytest.mark.parametrize("dry", [False, True])
@pytest.mark.parametrize(("body", "status", "code", "path"), REFUSED)
async def test_bad_wishes_are_refused_with_their_place(
    world: World, texts: Json, body: Mapping[str, Any], status: int, code: str, path: str, dry: bool
) -> None:
    answer = await world.owner.http.post(f"/fields/{field_id(texts, 'Amount')}/convert", json={**body, "dryRun": dry})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"][0]["path"] == path
    assert await cells(world.owner, texts, "Amount") == TEXTS


async def test_roles(world: World, texts: Json) -> None:
    field = field_id(texts, "Amount")
    await convert(world.editor, field, "number", 403)
    await convert(world.viewer, field, "number", 403, dryRun=True)
    await convert(world.stranger, field, "number", 404)
    await convert(world.owner, "fld_01h455vb4pex5vsknk084sn02q", "number", 404)


async def test_a_required_field_is_not_emptied(world: World) -> None:
    fields: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "text", "required": True}]
    table = await table_with(world.owner, world.base, fields, {"Amount": "1"}, {"Amount": "one"})
    refused = await convert(world.owner, field_id(table, "Amount"), "number", 409)
    assert (refused["code"], "1 of its values" in refused["detail"]) == ("empty_values", True)
    assert await cells(world.owner, table, "Amount") == ["1", "one"]


async def test_a_unique_field_stays_unique(world: World) -> None:
    fields: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "text", "unique": True}]
    table = await table_with(world.owner, world.base, fields, {"Amount": "1"}, {"Amount": "1.0"})
    assert (await convert(world.owner, field_id(table, "Amount"), "number", 409))["code"] == "duplicate_values"
    await convert(world.owner, field_id(table, "Amount"), "longText")
    refused = await world.owner.http.post(
        f"/tables/{table['id']}/records", json={"records": [{"fields": {"Amount": "1"}}]}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "not_unique")
    assert (await take_back(world.owner))["done"]
    refused = await world.owner.http.post(
        f"/tables/{table['id']}/records", json={"records": [{"fields": {"Amount": "1"}}]}
    )
    assert refused.json()["code"] == "not_unique"


async def test_system_types_show_what_the_system_knows(world: World, texts: Json) -> None:
    field = field_id(texts, "Amount")
    made = await convert(world.owner, field, "autoNumber")
    assert made["field"]["readOnly"] is True
    assert await cells(world.owner, texts, "Amount") == [1, 2, 3, 4, 5, 6]
    await convert(world.owner, field, "number")
    assert await cells(world.owner, texts, "Amount") == [1, 2, 3, 4, 5, 6]
    await convert(world.owner, field, "createdBy")
    await convert(world.owner, field, "text")
    assert await cells(world.owner, texts, "Amount") == ["Olga"] * 6


async def test_records_in_the_trash_are_converted_too(world: World, texts: Json) -> None:
    first = (await world.owner.get(f"/tables/{texts['id']}/records"))["items"][0]["id"]
    await world.owner.delete(f"/records/{first}")
    await convert(world.owner, field_id(texts, "Amount"), "number")
    await world.owner.post(f"/records/{first}/restore", {}, 200)
    assert (await cells(world.owner, texts, "Amount"))[0] == 12


async def test_an_empty_table_and_one_of_empty_cells(world: World) -> None:
    table = await table_with(world.owner, world.base, TEXT_FIELDS)
    await convert(world.owner, field_id(table, "Amount"), "date")
    await world.owner.post(f"/tables/{table['id']}/records", {"records": [{"fields": {}}]})
    await convert(world.owner, field_id(table, "Amount"), "checkbox")
    assert await cells(world.owner, table, "Amount") == [False]


async def test_writers_at_the_same_time_lose_nothing(app: FastAPI, world: World, texts: Json) -> None:
    """Whoever writes while the field changes is either converted with the rest or writes into the new field."""
    field = field_id(texts, "Amount")
    url = f"/tables/{texts['id']}/records"

    async def write(at: int) -> bool:
        body = {"records": [{"fields": {"Name": f"w{at}", "Amount": str(at)}}], "typecast": True}
        answer = await world.editor.http.post(url, json=body)
        return answer.status_code == 201

    written, *_ = await asyncio.gather(
        asyncio.gather(*(write(at) for at in range(60))),
        convert(world.owner, field, "number"),
    )
    page = (await world.owner.get(f"{url}?limit=1000"))["items"]
    seen = {record["fields"]["Name"]: record["fields"]["Amount"] for record in page if record["fields"]["Name"]}
    assert seen == {f"w{at}": at for at, done in enumerate(written) if done}
    assert sum(written) == 60


async def test_records_in_the_trash_are_many_too(world: World, texts: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are converted like the others, and the request would hold the table as long."""
    monkeypatch.setattr(service, "IN_REQUEST", 5)
    field = field_id(texts, "Amount")
    page = (await world.owner.get(f"/tables/{texts['id']}/records"))["items"]
    for record in page[:4]:
        await world.owner.delete(f"/records/{record['id']}")
    dry = await convert(world.owner, field, "number", dryRun=True)
    assert (dry["counts"]["total"], dry["inBackground"]) == (2, True)
    begun = await convert(world.owner, field, "number", 202)
    assert begun["job"]["total"] == 6
    monkeypatch.setattr(service, "IN_REQUEST", 6)
    await world.owner.delete(f"/jobs/{begun['job']['id']}", 200)
    assert (await convert(world.owner, field, "number"))["field"]["type"] == "number"


async def test_a_conversion_of_many_records_is_a_job(
    app: FastAPI, world: World, texts: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Temporal it waits, the field can be read and written, and nothing else may change it."""
    monkeypatch.setattr(service, "IN_REQUEST", 3)
    field = field_id(texts, "Amount")
    begun = await convert(world.owner, field, "number", 202)
    job = begun["job"]
    assert (job["status"], job["done"], job["total"], begun["field"]["type"]) == ("queued", 0, 6, "text")
    assert await world.viewer.get(f"/jobs/{job['id']}") == job
    assert await cells(world.owner, texts, "Amount") == TEXTS
    for answer in (
        await world.owner.http.post(f"/fields/{field}/convert", json={"type": "date"}),
        await world.owner.http.patch(f"/fields/{field}", json={"name": "Other"}),
        await world.owner.http.delete(f"/fields/{field}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "field_converting")
    assert (await world.viewer.http.delete(f"/jobs/{job['id']}")).status_code == 403
    assert (await world.stranger.http.get(f"/jobs/{job['id']}")).status_code == 404
    cancelled = await world.creator.http.delete(f"/jobs/{job['id']}")
    assert cancelled.json()["status"] == "cancelled"
    assert (await world.owner.http.delete(f"/jobs/{job['id']}")).json()["code"] == "job_over"
    assert (await convert(world.owner, field, "date", dryRun=True))["counts"]["total"] == 6
