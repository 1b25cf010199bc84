"""Records through the whole application."""

import asyncio

import pytest
from fastapi import FastAPI

from tests.support.app import World, client_of, make_world, running, settings_for


@pytest.fixture
async def acme(database_url: str):
    async with running(settings_for(database_url)) as app:
        yield await make_world(app), app


async def test_life_of_a_record(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    made = await world.editor.post(path, {"records": [{"fields": {"Name": "A", "Status": "Open", "Amount": 2.5}}]})
    record = made["items"][0]
    assert record["fields"] == {"Name": "A", "Status": "Open", "Amount": 2.5}
    one = f"/records/{record['id']}"
    answer = await world.viewer.http.get(one)
    assert (answer.json(), answer.headers["etag"]) == (record, '"1"')
    changed = await world.editor.http.patch(one, json={"fields": {"Amount": None}}, headers={"If-Match": '"1"'})
    assert changed.json()["fields"]["Amount"] is None
    assert changed.headers["etag"] == '"2"'
    stale = await world.creator.http.patch(one, json={"fields": {"Amount": 9}}, headers={"If-Match": "1"})
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
    assert stale.json()["current"] == changed.json()
    assert stale.json()["sentVersion"] == 1
    listed = await world.viewer.get(path + "?count=true&fields=Amount&fieldKey=id")
    assert listed["total"] == 1
    assert listed["items"][0]["fields"] == {world.field("Amount"): None}
    await world.editor.delete(one)
    assert (await world.viewer.http.get(one)).json()["code"] == "record_not_found"
    assert (await world.editor.post(one + "/restore", {}, 200))["version"] == 4
    gone = await world.editor.http.delete(path, params={"ids": record["id"]})
    assert gone.json() == {"deleted": [record["id"]]}


async def test_a_page_of_named_records_and_of_all_but_those(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    made = await world.editor.post(path, {"records": [{"fields": {"Name": name}} for name in "ABC"]})
    a, b, c = (record["id"] for record in made["items"])

    async def names(query: str) -> tuple[list[str], int]:
        answer = await world.viewer.get(f"{path}?count=true&{query}")
        return [record["fields"]["Name"] for record in answer["items"]], answer["total"]

    assert await names(f"exclude={b}") == (["A", "C"], 2)
    assert await names(f"exclude={b}&offset=1&limit=1") == (["C"], 2)
    assert await names(f"ids={a},{c}") == (["A", "C"], 2)
    assert await names(f"ids={a},{c}&search=c") == (["C"], 1)
    assert await names("ids=") == ([], 0)
    assert await names("ids=rec_7fffffff000000000001") == ([], 0)
    posted = await world.viewer.post(f"/tables/{world.table_id}/query", {"exclude": [a, c]}, 200)
    assert [record["id"] for record in posted["items"]] == [b]


async def test_deleting_honours_the_version_that_was_seen(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "A"}}]})
    one = f"/records/{made['items'][0]['id']}"
    stale = await world.editor.http.delete(one, headers={"If-Match": "999"})
    assert (stale.status_code, stale.json()["code"], stale.json()["currentVersion"]) == (409, "version_conflict", 1)
    assert (await world.editor.http.get(one)).status_code == 200
    assert (await world.editor.http.delete(one, headers={"If-Match": "1"})).status_code == 204
    assert (await world.editor.http.get(one)).status_code == 404


async def test_a_change_without_cells_is_refused(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "A"}}]})
    for body in (b"", b"{}"):
        answer = await world.editor.http.patch(
            f"/records/{made['items'][0]['id']}", content=body, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "fields")


async def test_strangers_and_readers(acme: tuple[World, FastAPI]) -> None:
    world, app = acme
    path = f"/tables/{world.table_id}/records"
    made = await world.editor.post(path, {"records": [{"fields": {"Name": "A"}}]})
    one = f"/records/{made['items'][0]['id']}"
    for target in (path, one):
        answer = await world.stranger.http.get(target)
        assert answer.status_code == 404
    assert (await world.stranger.http.get(one)).json()["code"] == "record_not_found"
    assert (await world.stranger.http.patch(one, json={"fields": {}})).status_code == 404
    assert (await world.viewer.http.patch(one, json={"fields": {"Name": "B"}})).status_code == 403
    assert (await world.commenter.http.post(path, json={"records": [{"fields": {"Name": "X"}}]})).status_code == 403
    async with client_of(app) as nobody:
        assert (await nobody.get(one)).status_code == 401


@pytest.mark.parametrize(
    ("body", "status", "code", "path"),
    [
        (b"{", 400, "malformed_json", "body"),
        (b"[]", 422, "invalid_request", "body"),
        (b'{"records": 5}', 422, "invalid_request", "records"),
        (b'{"records": [5]}', 422, "invalid_request", "records[0]"),
        (b'{"records": [{"fields": []}]}', 422, "invalid_request", "records[0].fields"),
        (b'{"records": [{"fields": {"Nmae": 1}}]}', 422, "unknown_field", "records[0].fields.Nmae"),
        (b'{"records": [{}, {"fields": {"Amount": "x"}}]}', 422, "invalid_value", "records[1].fields.Amount"),
        (
            b'{"records": [{"fields": {"Amount": 1}}, {"fields": {"Amount": "x"}}]}',
            422,
            "invalid_value",
            "records[1].fields.Amount",
        ),
        (b'{"records": [{"fields": {"Status": "New"}}]}', 422, "invalid_value", "records[0].fields.Status"),
        (b'{"records": [{"fields": {"Name": "a\\u0000"}}]}', 422, "invalid_value", "records[0].fields.Name"),
        (b'{"records": [{"fields": {"Amount": 1e999}}]}', 400, "malformed_json", None),
        (b'{"records": [{"fields": {"Amount": 9007199254740993}}]}', 422, "invalid_value", "records[0].fields.Amount"),
        (b'{"records": [{"clientKey": "x"}]}', 422, "invalid_value", "records[0].clientKey"),
        (b'{"records": [], "typecast": 1}', 422, "invalid_request", "typecast"),
        (b'{"records": [], "x": 1}', 422, "invalid_request", "x"),
        (b'{"records": [{"id": "rec_1"}]}', 422, "invalid_request", "records[0].id"),
        (b'{"records": [' + b"{}," * 1000 + b"{}]}", 422, "too_many_records", None),
    ],
)
async def test_bad_bodies_are_told_where_and_nothing_is_written(
    acme: tuple[World, FastAPI], body: bytes, status: int, code: str, path: str | None
) -> None:
    world, _ = acme
    target = f"/tables/{world.table_id}/records"
    answer = await world.editor.http.post(target, content=body, headers={"Content-Type": "application/json"})
    found = answer.json()
    assert (answer.status_code, found["code"]) == (status, code), found
    assert path is None or [item["path"] for item in found["errors"]] == [path]
    assert (await world.editor.get(target))["items"] == []


async def test_a_cell_is_given_once_by_name_or_by_id_whatever_came_before(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    url, by_id = f"/tables/{world.table_id}/records", world.field("Amount")
    records = [{"fields": {"Amount": 1}}, {"fields": {by_id: 2}}, {"fields": {by_id: 3}}, {"fields": {"Amount": 4}}]
    made = await world.editor.post(url, {"records": records})
    assert [item["fields"]["Amount"] for item in made["items"]] == [1, 2, 3, 4]
    for twice in ({"Amount": 5, by_id: 5}, {by_id: 5, "Amount": 5}):
        answer = await world.editor.post(url, {"records": [*records, {"fields": twice}]}, 422)
        [fault] = answer["errors"]
        assert (fault["path"], fault["code"]) == (f"records[4].fields.{[*twice][1]}", "duplicate_field")


async def test_typecast_adds_options_and_reads_text(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    records = [{"fields": {"Status": name, "Amount": "1,234.5"}} for name in ("done", "New", "new ", "Newer")]
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": records, "typecast": True})
    assert [item["fields"]["Status"] for item in made["items"]] == ["Done", "New", "New", "Newer"]
    assert made["items"][0]["fields"]["Amount"] == 1234.5


async def test_upsert_matches_by_fields(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    await world.editor.post(path, {"records": [{"fields": {"Name": "A", "Amount": 1}}, {"fields": {"Name": "B"}}]})
    body = {
        "records": [{"fields": {"Name": n, "Amount": a}} for n, a in (("C", 3), ("A", 10), ("B", 2))],
        "upsertOn": ["Name"],
    }
    done = await world.editor.patch(path, body)
    assert [(item["no"], item["fields"]["Amount"]) for item in done["items"]] == [(3, 3), (1, 10), (2, 2)]
    assert done["created"] == [done["items"][0]["id"]]
    again = await world.editor.patch(path, body)
    assert (again["created"], again["items"]) == ([], done["items"])
    for records, code in (
        ([{"fields": {"Name": "A"}}, {"fields": {"Name": "A"}}], "duplicate_key"),
        ([{"fields": {"Amount": 1}}], "missing_key"),
    ):
        refused = await world.editor.http.patch(path, json={"records": records, "upsertOn": ["Name"]})
        assert refused.json()["errors"][0]["code"] == code


async def test_upserts_of_one_key_at_once_make_one_record(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"

    async def send(amount: int) -> None:
        body = {"records": [{"fields": {"Name": "only", "Amount": amount}}], "upsertOn": ["Name"]}
        await world.editor.patch(path, body)

    await asyncio.gather(*(send(n) for n in range(8)))
    assert len((await world.editor.get(path))["items"]) == 1


async def test_idempotency_key_gives_the_stored_answer(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    headers = {"Idempotency-Key": "k-1"}
    body = {"records": [{"fields": {"Name": "A"}}]}
    answers = await asyncio.gather(*(world.editor.http.post(path, json=body, headers=headers) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sorted(answer.headers.get("idempotency-replayed", "") for answer in answers) == ["", "true", "true", "true"]
    other = await world.editor.http.post(path, json={"records": [{"fields": {"Name": "X"}}]}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    mine = await world.creator.http.post(path, json=body, headers=headers)
    assert mine.status_code == 201
    refused = await world.editor.http.post(
        path, json={"records": [{"fields": {"x": 1}}]}, headers={"Idempotency-Key": "k-2"}
    )
    assert refused.status_code == 422
    assert (await world.editor.http.post(path, json=body, headers={"Idempotency-Key": "k-2"})).status_code == 201
    assert len((await world.editor.get(path))["items"]) == 3


async def test_repeated_change_has_the_etag_of_the_first(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    made = await world.editor.post(path, {"records": [{"fields": {"Name": "A"}}]})
    one = f"/records/{made['items'][0]['id']}"
    headers = {"Idempotency-Key": "k-etag"}
    first, again = [
        await world.editor.http.patch(one, json={"fields": {"Name": "B"}}, headers=headers) for _ in range(2)
    ]
    assert again.headers["idempotency-replayed"] == "true"
    assert (first.headers["etag"], again.headers["etag"]) == ('"2"', '"2"')
    gone = [await world.editor.http.delete(one, headers={"Idempotency-Key": "k-gone"}) for _ in range(2)]
    assert [(answer.status_code, "etag" in answer.headers) for answer in gone] == [(204, False)] * 2


async def test_query_filters_sorts_and_groups(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}"
    rows = [("A", "Open", 1), ("b", "Done", 2), ("C_%", "Open", 3), (None, None, None)]
    records = [{"fields": {"Name": n, "Status": s, "Amount": a}} for n, s, a in rows]
    await world.editor.post(f"{path}/records", {"records": records})
    found = await world.viewer.post(
        f"{path}/query",
        {
            "filter": {"field": "Status", "operator": "equals", "value": "Open"},
            "sorts": [{"field": "Amount", "direction": "desc"}],
        },
        200,
    )
    assert [item["fields"]["Name"] for item in found["items"]] == ["C_%", "A"]
    found = await world.viewer.post(f"{path}/query", {"search": "_%"}, 200)
    assert [item["no"] for item in found["items"]] == [3]
    grouped = await world.viewer.post(
        f"{path}/query",
        {"groups": [{"field": "Status"}], "aggregates": [{"fn": "sum", "field": "Amount"}, {"fn": "count"}]},
        200,
    )
    assert grouped == {
        "groups": [
            {"keys": [None], "count": 1, "aggregates": [None, 1]},
            {"keys": ["Open"], "count": 2, "aggregates": [4, 2]},
            {"keys": ["Done"], "count": 1, "aggregates": [2, 1]},
        ],
        "nextCursor": None,
    }
    total = await world.viewer.post(f"{path}/query", {"aggregates": [{"fn": "avg", "field": "Amount"}]}, 200)
    assert total == {"groups": [{"keys": [], "count": 4, "aggregates": [2]}]}


async def test_weeks_begin_where_the_reader_begins_them(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Due", "type": "date"}, 201)
    await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Due": "2026-11-22"}}]})
    asked = {"groups": [{"field": "Due", "bucket": "week"}]}
    for header, first in (({}, "2026-11-16"), ({"X-Week-Start": "Sunday"}, "2026-11-22")):
        answer = await world.viewer.http.post(f"/tables/{world.table_id}/query", json=asked, headers=header)
        assert [group["keys"] for group in answer.json()["groups"]] == [[first]]
    refused = await world.viewer.http.post(
        f"/tables/{world.table_id}/query", json=asked, headers={"X-Week-Start": "someday"}
    )
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "X-Week-Start")


async def test_view_narrows_and_sorts(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    records = [{"fields": {"Name": n, "Amount": a}} for n, a in (("a", 1), ("b", 3), ("c", 2))]
    await world.editor.post(path, {"records": records})
    config = {
        "filter": {"field": "Amount", "operator": "greaterThan", "value": 1},
        "sorts": [{"field": "Amount", "direction": "desc"}],
    }
    await world.editor.patch(f"/views/{world.view()}", {"config": config})
    seen = await world.viewer.get(f"{path}?view={world.view()}")
    assert [item["fields"]["Name"] for item in seen["items"]] == ["b", "c"]
    missing = await world.viewer.http.get(f"{path}?view=viw_00000000000000000000000000")
    assert missing.json()["code"] == "view_not_found"


async def test_records_survive_schema_changes_made_elsewhere(acme: tuple[World, FastAPI], database_url: str) -> None:
    world, _ = acme
    path = f"/tables/{world.table_id}/records"
    await world.editor.post(path, {"records": [{"fields": {"Name": "A"}}]})
    async with running(settings_for(database_url)) as other:
        token = world.creator.token
        async with client_of(other, token=token) as elsewhere:
            added = await elsewhere.post(f"/tables/{world.table_id}/fields", json={"name": "New", "type": "text"})
            assert added.status_code == 201, added.text
        assert (await world.editor.get(path))["items"][0]["fields"]["New"] is None
        made = await world.editor.post(path, {"records": [{"fields": {"New": "x"}}]})
        assert made["items"][0]["fields"]["New"] == "x"
        async with client_of(other, token=token) as elsewhere:
            assert (await elsewhere.delete(f"/fields/{added.json()['id']}")).status_code == 204
        refused = await world.editor.http.post(path, json={"records": [{"fields": {"New": "x"}}]})
    assert refused.json()["code"] == "unknown_field"
