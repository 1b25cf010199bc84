"""History, undo and redo through the whole application."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest

from api.history import repository
from tests.support.app import World, make_world, running, settings_for


@pytest.fixture
async def acme(database_url: str) -> AsyncIterator[World]:
    async with running(settings_for(database_url)) as app:
        yield await make_world(app)


async def make(acme: World, **cells: str | float | None) -> str:
    made = await acme.editor.post(f"/tables/{acme.table_id}/records", {"records": [{"fields": cells}]})
    return made["items"][0]["id"]


async def test_history_names_fields_people_and_options(acme: World) -> None:
    record = await make(acme, Name="A", Status="Open")
    await acme.creator.patch(f"/records/{record}", {"fields": {"Status": "Done", "Amount": 2}})
    await acme.editor.delete(f"/records/{record}")
    seen = await acme.viewer.get(f"/records/{record}/history")
    assert [entry["operation"] for entry in seen["items"]] == ["delete", "update", "create"]
    update = seen["items"][1]
    assert update["actor"] == {"type": "user", "id": acme.creator.id, "name": "Cleo"}
    assert update["cause"]["type"] == "request"
    assert update["version"] == 2
    assert update["changes"] == [
        {"field": acme.field("Status"), "name": "Status", "before": "Open", "after": "Done"},
        {"field": acme.field("Amount"), "name": "Amount", "before": None, "after": 2},
    ]
    assert seen["nextCursor"] is None


async def test_history_comes_in_pages(acme: World) -> None:
    record = await make(acme, Name="0")
    for n in range(1, 7):
        await acme.editor.patch(f"/records/{record}", {"fields": {"Name": str(n)}})
    path = f"/records/{record}/history?limit=3"
    found: list[int] = []
    page = await acme.viewer.get(path)
    while True:
        found += [entry["version"] for entry in page["items"]]
        if page["nextCursor"] is None:
            break
        page = await acme.viewer.get(f"{path}&cursor={page['nextCursor']}")
    assert found == [7, 6, 5, 4, 3, 2, 1]
    assert (await acme.viewer.http.get(f"{path}&cursor=x")).status_code == 422


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        ("before", '{"1": 1' + "0" * 400 + "}"),
        ("after", '{"1": ' + "[" * 2000 + "]" * 2000 + "}"),
        ("cause_detail", '["x"]'),
        ("after", '"no cells"'),
    ],
)
async def test_a_damaged_change_is_shown_as_unreadable_among_the_others(
    acme: World, database_url: str, column: str, stored: str
) -> None:
    record = await make(acme, Name="A", Status="Open")
    for name in ("B", "C"):
        await acme.editor.patch(f"/records/{record}", {"fields": {"Name": name, "Status": "Done"}})
    with psycopg.connect(database_url) as conn:
        conn.execute(f"UPDATE dataos.changes SET {column} = %s WHERE version = 2".encode(), [stored])
    newest, damaged, first = (await acme.viewer.get(f"/records/{record}/history"))["items"]

    assert (newest["version"], first["version"]) == (3, 1)
    assert newest["changes"][0]["after"] == "C"
    assert damaged == {
        "id": damaged["id"],
        "version": None,
        "operation": "unreadable",
        "time": damaged["time"],
        "changeSet": damaged["changeSet"],
        "actor": {"type": "unknown", "id": "", "name": ""},
        "cause": {"type": "unknown", "automationId": None, "runId": None},
        "changes": [],
    }


async def test_undo_leaves_damaged_changes_alone_and_says_so(acme: World, database_url: str) -> None:
    one, two = await make(acme, Name="A"), await make(acme, Name="A")
    tab = {"X-Client-Tab": "0b1c"}
    both = {"records": [{"id": record, "fields": {"Name": "B"}} for record in (one, two)]}
    await acme.editor.http.patch(f"/tables/{acme.table_id}/records", json=both, headers=tab)
    with psycopg.connect(database_url) as conn:
        conn.execute(
            "UPDATE dataos.changes SET before = %s WHERE version = 2 AND record_key = %s",
            ['{"1": 1' + "0" * 400 + "}", int(one[-12:], 16)],
        )
    answer = (await acme.editor.http.post("/undo", headers=tab)).json()
    assert (answer["done"], answer["recordIds"]) == (True, [two])
    assert [(c["recordId"], c["reason"]) for c in answer["conflicts"]] == [
        (one, "its change is damaged in the database")
    ]
    assert [(await acme.viewer.get(f"/records/{record}"))["fields"]["Name"] for record in (one, two)] == ["B", "A"]


async def test_strangers_see_no_history(acme: World) -> None:
    record = await make(acme, Name="A")
    for person, target in ((acme.stranger, record), (acme.viewer, record[:-1] + "9"), (acme.viewer, "rec_x")):
        answer = await person.http.get(f"/records/{target}/history")
        assert (answer.status_code, answer.json()["code"]) == (404, "record_not_found")


async def test_undo_and_redo_over_http(acme: World) -> None:
    record = await make(acme, Name="A")
    tab = {"X-Client-Tab": "0b1c"}
    await acme.editor.http.patch(f"/records/{record}", json={"fields": {"Name": "B"}}, headers=tab)
    done = (await acme.editor.http.post("/undo", json={}, headers=tab)).json()
    assert done["done"] is True
    assert done["changeSet"].startswith("chs_")
    assert (done["tableId"], done["recordIds"], done["conflicts"]) == (acme.table_id, [record], [])
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "A"
    again = await acme.editor.http.post("/undo", json={}, headers=tab)
    nothing = {"recordIds": [], "things": [], "conflicts": []}
    assert again.json() == {"done": False, "reason": "nothing to undo", **nothing}
    redone = (await acme.editor.http.post("/redo", json={}, headers=tab)).json()
    assert redone["done"] is True
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "B"
    await acme.creator.patch(f"/records/{record}", {"fields": {"Name": "C"}})
    refused = (await acme.editor.http.post("/undo", json={}, headers=tab)).json()
    assert refused["done"] is False
    assert refused["conflicts"][0]["recordId"] == record
    assert refused["conflicts"][0]["field"] == acme.field("Name")
    entries = (await acme.viewer.get(f"/records/{record}/history"))["items"]
    assert [entry["cause"]["type"] for entry in entries] == ["request", "redo", "undo", "request", "request"]


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
async def test_an_undo_that_cannot_be_answered_has_not_happened(
    acme: World, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    record = await make(acme, Name="A")
    with monkeypatch.context() as patched:
        patched.setattr("api.history.routes.undo_answer", fail)
        failed = await acme.editor.http.post("/undo", headers=headers)
    still = await acme.editor.http.get(f"/records/{record}")
    again = await acme.editor.http.post("/undo", headers=headers)

    assert (failed.status_code, still.status_code) == (500, 200)
    assert (again.status_code, again.json()["recordIds"]) == (200, [record])


async def test_without_a_tab_requests_share_the_stack_of_the_api(acme: World) -> None:
    record = await make(acme, Name="A")
    assert (await acme.editor.post("/undo", {}, 200))["done"] is True
    assert (await acme.editor.http.get(f"/records/{record}")).status_code == 404
    assert (await acme.editor.post("/redo", {}, 200))["done"] is True
    assert (await acme.editor.get(f"/records/{record}"))["version"] == 3


TAB = {"X-Client-Tab": "0b1c"}


async def rename(acme: World, record: str, name: str, tab: dict[str, str] = TAB) -> str | None:
    """The name of the change set that this made."""
    answer = await acme.editor.http.patch(f"/records/{record}", json={"fields": {"Name": name}}, headers=tab)
    assert answer.status_code == 200
    return answer.headers.get("X-Change-Set")


async def test_every_write_of_records_names_its_change_set(acme: World) -> None:
    http, table = acme.editor.http, f"/tables/{acme.table_id}/records"
    made = await http.post(table, json={"records": [{"fields": {"Name": name}} for name in "ABC"]})
    a, b, c = [record["id"] for record in made.json()["items"]]
    writes = [
        made,
        await http.patch(f"/records/{a}", json={"fields": {"Name": "D"}}),
        await http.patch(table, json={"records": [{"id": a, "fields": {"Name": "E"}}]}),
        await http.patch(table, json={"records": [{"fields": {"Name": "F"}}], "upsertOn": ["Name"]}),
        await http.delete(f"{table}?ids={a},{b}"),
        await http.delete(f"/records/{c}"),
        await http.post(f"/records/{c}/restore"),
    ]
    names = [answer.headers["X-Change-Set"] for answer in writes]
    assert len(set(names)) == len(names)
    seen = await acme.viewer.get(f"/records/{c}/history")
    assert [entry["changeSet"] for entry in seen["items"]] == [names[6], names[5], names[0]]


async def test_a_write_that_changes_nothing_names_none(acme: World) -> None:
    http, table = acme.editor.http, f"/tables/{acme.table_id}/records"
    record = await make(acme, Name="A")
    key = {"clientKey": "0190a5d0-0000-7000-8000-000000000001", "fields": {"Name": "B"}}
    assert "X-Change-Set" in (await http.post(table, json={"records": [key]})).headers
    again = [
        await http.post(table, json={"records": [key]}),
        await http.patch(f"/records/{record}", json={"fields": {"Name": "A"}}),
        await http.patch(table, json={"records": [{"id": record, "fields": {"Name": "A"}}]}),
        await http.post(f"/records/{record}/restore"),
        await http.post(table, json={"records": []}),
    ]
    for answer in again:
        assert answer.is_success
        assert "X-Change-Set" not in answer.headers


async def test_an_answer_given_again_names_no_change_set(acme: World) -> None:
    record = await make(acme, Name="A")
    body, key = {"fields": {"Name": "B"}}, {"Idempotency-Key": "k"}
    first = await acme.editor.http.patch(f"/records/{record}", json=body, headers=key)
    assert "X-Change-Set" in first.headers
    again = await acme.editor.http.patch(f"/records/{record}", json=body, headers=key)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "X-Change-Set" not in again.headers


async def test_a_named_change_set_is_taken_back_from_below_the_top(acme: World) -> None:
    record, other = await make(acme, Name="A"), await make(acme, Name="X")
    named = await rename(acme, record, "B")
    await rename(acme, other, "Y")
    done = (await acme.editor.http.post("/undo", json={"changeSet": named}, headers=TAB)).json()
    assert (done["done"], done["recordIds"]) == (True, [record])
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "A"
    assert (await acme.editor.get(f"/records/{other}"))["fields"]["Name"] == "Y"
    top = (await acme.editor.http.post("/undo", json={}, headers=TAB)).json()
    assert top["recordIds"] == [other]


async def test_a_named_change_set_is_taken_back_once(acme: World) -> None:
    record = await make(acme, Name="A")
    await rename(acme, record, "B")
    named = await rename(acme, record, "C")
    first = (await acme.editor.http.post("/undo", json={"changeSet": named}, headers=TAB)).json()
    second = (await acme.editor.http.post("/undo", json={"changeSet": named}, headers=TAB)).json()
    assert first["done"] is True
    assert (second["done"], second["reason"]) == (False, "it was taken back already")
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "B"
    undone = (await acme.editor.http.post("/undo", json={"changeSet": first["changeSet"]}, headers=TAB)).json()
    assert (undone["done"], undone["reason"]) == (False, "it is an undo: redo takes it back")
    redone = (await acme.editor.http.post("/redo", json={}, headers=TAB)).json()
    assert (await acme.editor.http.post("/undo", json={"changeSet": redone["changeSet"]}, headers=TAB)).json()["done"]
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "B"


async def test_only_the_tab_that_did_it_takes_a_named_change_set_back(acme: World) -> None:
    record = await make(acme, Name="A")
    named = await rename(acme, record, "B")
    elsewhere = await acme.editor.http.post("/undo", json={"changeSet": named}, headers={"X-Client-Tab": "else"})
    assert (elsewhere.json()["done"], elsewhere.json()["reason"]) == (False, "it was done in another tab")
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "B"


async def test_a_change_set_of_others_or_of_nobody_is_not_found(acme: World) -> None:
    record = await make(acme, Name="A")
    named = await rename(acme, record, "B")
    for person, name in ((acme.creator, named), (acme.editor, "chs_01h455vb4pex5vsknk084sn02q"), (acme.editor, "x")):
        answer = await person.http.post("/undo", json={"changeSet": name}, headers=TAB)
        assert (answer.status_code, answer.json()["code"]) == (404, "change_set_not_found")
    assert (await acme.editor.get(f"/records/{record}"))["fields"]["Name"] == "B"


async def test_what_others_changed_since_stands_against_a_named_change_set(acme: World) -> None:
    record = await make(acme, Name="A")
    named = await rename(acme, record, "B")
    await acme.creator.patch(f"/records/{record}", {"fields": {"Name": "C"}})
    kept = (await acme.editor.http.post("/undo", json={"changeSet": named}, headers=TAB)).json()
    assert (kept["done"], kept["reason"]) == (False, "everything was changed since")
    assert kept["conflicts"][0]["recordId"] == record


async def test_a_named_change_set_is_taken_back_however_much_was_done_since(
    acme: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "STACK_DEPTH", 1)
    record, other = await make(acme, Name="A"), await make(acme, Name="X")
    named = await rename(acme, record, "B")
    for name in "YZ":
        await rename(acme, other, name)
    done = (await acme.editor.http.post("/undo", json={"changeSet": named}, headers=TAB)).json()
    assert (done["done"], done["recordIds"]) == (True, [record])


async def test_of_two_who_take_the_same_change_set_back_at_once_one_does(acme: World) -> None:
    record = await make(acme, Name="A")
    named = await rename(acme, record, "B")
    http = acme.editor.http
    answers = await asyncio.gather(*(http.post("/undo", json={"changeSet": named}, headers=TAB) for _ in range(4)))
    assert sorted(answer.json()["done"] for answer in answers) == [False, False, False, True]
    assert (await acme.editor.get(f"/records/{record}"))["version"] == 3
