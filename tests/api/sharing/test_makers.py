"""Whoever makes a link gives no more away than they have, and whoever may shape a view does not widen its links."""

import asyncio
from typing import Any

import httpx2
import psycopg
import pytest

from tests.api.sharing.conftest import Shop
from tests.support.app import Person
from tests.support.problems import assert_problem


async def _say(shop: Shop, field: str, level: str, person: Person | None = None) -> None:
    """What the owner says about a field to somebody: the creator, if nobody else."""
    subject = {"type": "user", "id": (person or shop.world.creator).id}
    await shop.world.owner.put(
        f"/fields/{shop.field(field)}/grants", {"grants": [{"subject": subject, "level": level}]}
    )


async def _rule(shop: Shop, table: str, name: str) -> None:
    """The creator reads only records of this name."""
    rule = {
        "subject": {"type": "user", "id": shop.world.creator.id},
        "access": "write",
        "filter": {"conjunction": "and", "filters": [{"field": "Name", "operator": "equals", "value": name}]},
    }
    await shop.world.owner.put(f"/tables/{table}/rules", {"rules": [rule]})


async def _refused(person: Person, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await person.http.request(method, path, json=body)
    assert answer.status_code == 403, answer.text
    return dict(answer.json())


def _somebody_waits(database_url: str) -> bool:
    with psycopg.connect(database_url, autocommit=True) as conn:
        waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return conn.execute(waits).fetchone() is not None


async def test_a_link_gives_away_no_field_that_is_hidden_from_its_maker(
    shop: Shop, visitor: httpx2.AsyncClient
) -> None:
    made = await shop.link(password="open sesame")
    await _say(shop, "Amount", "hidden")

    for path in ("share", "links"):
        told = await _refused(shop.world.creator, "POST", f"/views/{shop.view}/{path}", {})
        assert "Amount" not in str(told)
    await _refused(shop.world.creator, "PATCH", f"/links/{made['id']}", {"password": None})
    # Addresses open what they lead to.
    await _refused(shop.world.creator, "GET", f"/views/{shop.view}/links", {})
    await shop.world.creator.delete(f"/links/{made['id']}")

    link = await shop.world.owner.post(f"/views/{shop.view}/links", {})
    assert (await visitor.get(f"/shared/{link['slug']}/records")).json()["items"][0]["fields"]["Amount"] == 20


async def test_what_the_view_does_not_show_is_not_given_away(shop: Shop) -> None:
    """Profit is made of Margin; who sees neither may share a view without both."""
    await _say(shop, "Margin", "hidden")
    await _refused(shop.world.creator, "POST", f"/views/{shop.view}/links", {})
    view = await shop.world.owner.get(f"/views/{shop.view}")
    columns = [*view["config"]["columns"], {"field": "Profit", "hidden": True}]
    await shop.world.owner.patch(f"/views/{shop.view}", {"config": {**view["config"], "columns": columns}})

    await shop.link()


async def test_a_link_gives_away_no_record_that_its_maker_does_not_read(shop: Shop) -> None:
    made = await shop.link()
    await _rule(shop, shop.table["id"], "Apple")

    await _refused(shop.world.creator, "POST", f"/views/{shop.view}/links", {})
    await _refused(shop.world.creator, "POST", f"/views/{shop.view}/links", {"kind": "form"})
    await _refused(shop.world.creator, "PATCH", f"/links/{made['id']}", {"download": True})


@pytest.mark.parametrize("part", ["fields", "required", "prefill"])
async def test_a_form_tells_its_maker_no_hidden_name_and_fills_in_no_hidden_field(shop: Shop, part: str) -> None:
    made = await shop.link(kind="form", form={"fields": ["Name"]})
    await _say(shop, "Margin", "hidden")
    creator = shop.world.creator

    answers: list[dict[str, Any]] = []
    for name in ("Margin", shop.field("Margin"), "Nothing"):
        form = {"fields": ["Name"], part: {name: 5} if part == "prefill" else [name]}
        for method, path, kind in (("POST", f"/views/{shop.view}/links", {"kind": "form"}), ("PATCH", made["id"], {})):
            where = path if method == "POST" else f"/links/{path}"
            answer = await creator.http.request(method, where, json={**kind, "form": form})
            assert answer.status_code == 422, answer.text
            assert_problem(answer)
            answers.append({**answer.json()["errors"][0], "message": ""})
    assert {answer["code"] for answer in answers} == {"unknown_field"}


async def test_a_form_fills_in_only_what_its_maker_may_write(shop: Shop) -> None:
    await shop.link(kind="form", form={"fields": ["Name"]})
    await _say(shop, "Margin", "read")
    creator, path = shop.world.creator, f"/views/{shop.view}/links"

    for form in ({"fields": ["Margin"]}, {"prefill": {"Margin": 5}}):
        await _refused(creator, "POST", path, {"kind": "form", "form": form})
    # One that names no fields asks for all that the view shows, among them Amount.
    await creator.post(path, {"kind": "form"})
    await _say(shop, "Amount", "read")
    await _refused(creator, "POST", path, {"kind": "form"})
    await creator.post(path, {"kind": "form", "form": {"fields": ["Name"]}})


async def test_titles_are_opened_by_those_who_read_all_of_them(shop: Shop) -> None:
    path, creator = f"/views/{shop.view}/links", shop.world.creator
    await creator.post(path, {"linkedTitles": True})
    await _rule(shop, shop.companies["id"], "Unlinked")
    await _refused(creator, "POST", path, {"linkedTitles": True})

    await shop.world.owner.put(f"/tables/{shop.companies['id']}/rules", {"rules": []})
    await creator.post(path, {"linkedTitles": True})
    name = next(field["id"] for field in shop.companies["fields"] if field["name"] == "Name")
    hidden = {"subject": {"type": "user", "id": creator.id}, "level": "hidden"}
    await shop.world.owner.put(f"/fields/{name}/grants", {"grants": [hidden]})
    await _refused(creator, "POST", path, {"linkedTitles": True})


async def test_a_field_that_is_hidden_while_the_request_waits_is_not_given_away(shop: Shop, database_url: str) -> None:
    creator = shop.world.creator
    with psycopg.connect(database_url) as conn:
        conn.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")
        conn.execute(
            "INSERT INTO dataos.field_grants VALUES (%s, 'user', %s, 'hidden')", [shop.field("Amount"), creator.id]
        )
        asking = asyncio.create_task(creator.http.post(f"/views/{shop.view}/links", json={}))
        async with asyncio.timeout(20):
            while not _somebody_waits(database_url):
                await asyncio.sleep(0.02)
        assert not asking.done()
    assert (await asking).status_code == 403


async def _reshape(person: Person, shop: Shop, **parts: Any) -> httpx2.Response:
    config = (await person.get(f"/views/{shop.view}"))["config"]
    return await person.http.patch(f"/views/{shop.view}", json={"config": {**config, **parts}})


async def test_an_editor_does_not_widen_what_a_link_shows(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    editor, creator = shop.world.editor, shop.world.creator
    assert (await _reshape(editor, shop, sorts=[{"field": "Name"}])).status_code == 200
    link = await shop.link()
    wide: list[dict[str, Any]] = [
        {"filter": None},
        {"columns": []},
        {"search": "a"},
        {"columns": [{"field": "Amount", "hidden": True}]},
    ]

    for parts in wide:
        answer = await _reshape(editor, shop, **parts)
        assert (answer.status_code, answer.json()["code"]) == (403, "view_is_shared"), answer.text
    columns = (await editor.get(f"/views/{shop.view}"))["config"]["columns"]
    for parts in (
        {"sorts": []},
        {"columns": [*columns, {"field": "Amount", "width": 90}]},
        {"groups": [{"field": "Name"}]},
    ):
        assert (await _reshape(editor, shop, **parts)).status_code == 200
    await editor.patch(f"/views/{shop.view}", {"name": "Orders of today"})
    records = (await visitor.get(f"/shared/{link['slug']}/records")).json()["items"]
    assert sorted(record["fields"]["Name"] for record in records) == ["Apple", "Pear"]
    assert not {"Margin", "State"} & set(records[0]["fields"])

    kept = await _reshape(creator, shop, search="a")
    assert (kept.status_code, kept.json()["errors"][0]["code"]) == (422, "view_keeps_search")
    assert (await _reshape(creator, shop, filter=None)).status_code == 200
    assert len((await visitor.get(f"/shared/{link['slug']}/records")).json()["items"]) == 3

    await creator.delete(f"/links/{link['id']}")
    assert (await _reshape(editor, shop, columns=[], search="a")).status_code == 200


async def test_undoing_does_not_widen_a_link_either(shop: Shop) -> None:
    editor = shop.world.editor
    tab = {"X-Client-Tab": "0190c0de-0000-7000-8000-00000000000a"}
    narrow = (await editor.get(f"/views/{shop.view}"))["config"]
    await editor.http.patch(f"/views/{shop.view}", json={"config": {**narrow, "columns": []}}, headers=tab)
    done = await editor.http.patch(f"/views/{shop.view}", json={"config": narrow}, headers=tab)
    assert done.status_code == 200
    await shop.link()

    back = await editor.http.post("/undo", json={}, headers=tab)

    assert back.json()["done"] is False
    assert "shared by a link" in back.text
    assert (await editor.get(f"/views/{shop.view}"))["config"] == narrow


async def test_a_creator_shows_by_the_view_no_more_than_they_have(shop: Shop) -> None:
    link, creator = await shop.link(linkedTitles=True), shop.world.creator
    await _say(shop, "Margin", "hidden")
    assert link["linkedTitles"]

    answer = await _reshape(creator, shop, filter=None)

    assert answer.status_code == 403
    assert "Profit" not in answer.text
    assert (await _reshape(shop.world.owner, shop, filter=None)).status_code == 200
