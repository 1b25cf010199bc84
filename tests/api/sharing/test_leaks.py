"""What a link shows, and all that it must not tell."""

import csv
import io
import json
from typing import Any

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from api.http import limits
from tests.api.sharing.conftest import Shop
from tests.support.app import client_of, make_world, running, settings_for
from tests.support.problems import assert_problem
from tests.support.statements import counted

HIDDEN = ("Margin", "State", "Profit", "Ratings", "Company")
FIELD = "{field}"
VISIBLE = {"Name", "Amount", "Owner", "Double", "Parent", "Parent of"}


async def _get(visitor: httpx2.AsyncClient, path: str) -> Any:
    answer = await visitor.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_link_shows_the_records_and_fields_of_its_view(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()

    told = await _get(visitor, f"/shared/{link['slug']}")
    page = await _get(visitor, f"/shared/{link['slug']}/records?count=true")

    assert (told["kind"], told["locked"], told["name"]) == ("view", False, "Open orders")
    assert {field["name"] for field in told["fields"]} == VISIBLE
    assert told["config"].get("filter") is None
    assert told["config"]["sorts"] == []
    # The order is that of the hidden margin: it is the view's.
    assert [record["fields"]["Name"] for record in page["items"]] == ["Pear", "Apple"]
    assert page["total"] == 2
    assert all(set(record["fields"]) == VISIBLE for record in page["items"])


async def test_nothing_of_what_is_hidden_is_in_any_answer(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(download=True)
    base = f"/shared/{link['slug']}"
    texts = [
        (await visitor.get(base)).text,
        (await visitor.get(f"{base}/records")).text,
        (await visitor.get(f"{base}/records?fieldKey=id")).text,
        (await visitor.get(f"{base}/records/{shop.records['Apple']}")).text,
        (await visitor.get(f"{base}/export?format=csv")).text,
        (await visitor.post(f"{base}/query", json={"groups": [{"field": "Owner"}]})).text,
    ]
    secret = ["222", "111", "333", "444", "Margin", "State", "Rating", "Acme", "Fig", "@example.org"]
    secret += [shop.field("Margin"), shop.records["Fig"], shop.company, shop.companies["id"]]
    for text in texts:
        assert [word for word in secret if word in text] == []


@pytest.mark.parametrize("name", [*HIDDEN, "Nothing"])
@pytest.mark.parametrize(
    "asked",
    [
        {"filter": {"field": FIELD, "operator": "isEmpty"}},
        {"sorts": [{"field": FIELD}]},
        {"groups": [{"field": FIELD}]},
        {"aggregates": [{"fn": "countDistinct", "field": FIELD}]},
        {"fields": [FIELD]},
        {"search": "1", "searchFields": [FIELD]},
    ],
)
async def test_a_hidden_field_is_an_unknown_name(
    shop: Shop, visitor: httpx2.AsyncClient, name: str, asked: dict[str, Any]
) -> None:
    link = await shop.link()

    asked = json.loads(json.dumps(asked).replace(FIELD, name))
    answer = await visitor.post(f"/shared/{link['slug']}/query", json=asked)

    assert_problem(answer)
    assert answer.status_code == 422
    assert {fault["code"] for fault in answer.json()["errors"]} == {"unknown_field"}


async def test_records_that_the_view_leaves_out_do_not_exist(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()
    base = f"/shared/{link['slug']}"
    missing = shop.records["Fig"][:-4] + "ffff"

    for record in (shop.records["Fig"], missing, shop.company, "rec_nothing"):
        answer = await visitor.get(f"{base}/records/{record}")
        assert (answer.status_code, answer.json()["code"]) == (404, "record_not_found"), record
    page = await _get(visitor, f"{base}/records?ids={shop.records['Fig']},{shop.records['Pear']}&count=true")
    assert [record["fields"]["Name"] for record in page["items"]] == ["Pear"]
    assert page["total"] == 1
    for search in ("Fig", "333", "Acme"):
        assert (await _get(visitor, f"{base}/records?search={search}&count=true"))["total"] == 0, search


async def test_totals_and_groups_count_what_is_shown(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()
    asked = {"groups": [{"field": "Name"}], "aggregates": [{"fn": "sum", "field": "Amount"}]}

    answer = (await visitor.post(f"/shared/{link['slug']}/query", json=asked)).json()
    whole = (await visitor.post(f"/shared/{link['slug']}/query", json={"aggregates": asked["aggregates"]})).json()

    assert [group["keys"] for group in answer["groups"]] == [["Apple"], ["Pear"]]
    assert [(group["count"], group["aggregates"]) for group in whole["groups"]] == [(2, [30])]


async def test_people_are_known_by_name_alone(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link()
    base, email = f"/shared/{link['slug']}", shop.world.viewer.email

    [record, _] = (await _get(visitor, f"{base}/records"))["items"]
    assert (record["fields"]["Owner"]["name"], record["fields"]["Owner"]["email"]) == ("Vera", None)
    for said in (email, email.upper(), "nobody@example.org"):
        asked = {"filter": {"field": "Owner", "operator": "equals", "value": said}}
        answer = await visitor.post(f"{base}/query", json=asked)
        assert answer.status_code == 422
        assert "There is no person" in answer.json()["detail"]
    assert (await _get(visitor, f"{base}/records?search=vera@example&count=true"))["total"] == 0


async def test_titles_of_linked_records_show_where_they_were_opened(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(linkedTitles=True)
    base = f"/shared/{link['slug']}"

    told = await _get(visitor, base)
    [record, _] = (await _get(visitor, f"{base}/records"))["items"]

    company = next(field for field in told["fields"] if field["name"] == "Company")
    assert "tableId" not in company["config"]
    assert [item["title"] for item in record["fields"]["Company"]] == ["Acme"]
    # Of the other table, only that.
    assert "Ratings" not in record["fields"]
    path = {"filter": {"field": "Company.Rating", "operator": "greaterThan", "value": 1}}
    assert (await visitor.post(f"{base}/query", json=path)).status_code == 422
    # A record of the same table that the view leaves out has no title either.
    apple = (await _get(visitor, f"{base}/records/{shop.records['Apple']}"))["fields"]
    assert apple["Parent"] is None


async def test_a_rule_on_rows_narrows_the_link_too(shop: Shop, visitor: httpx2.AsyncClient, database_url: str) -> None:
    link = await shop.link()
    tid = shop.table["id"]
    wide = {"field": shop.field("Amount"), "operator": "greaterThan", "value": 15}
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute(
            "INSERT INTO dataos.row_rules (id, table_id, subject_type, subject_id, access, filter)"
            " VALUES ('rul_1', %s, 'everyone', '', 'read', %s)",
            [tid, json.dumps({"conjunction": "and", "filters": [wide]})],
        )
        conn.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")

    page = await _get(visitor, f"/shared/{link['slug']}/records?count=true")

    # Pear is above 15 and open; Fig is above 15 and done; Apple is open and below.
    assert [record["fields"]["Name"] for record in page["items"]] == ["Pear"]


async def _said(shop: Shop, field: str, *grants: tuple[dict[str, str], str]) -> None:
    body = [{"subject": subject, "level": level} for subject, level in grants]
    await shop.world.owner.put(f"/fields/{field}/grants", {"grants": body})


async def test_what_is_hidden_from_everyone_is_hidden_from_strangers(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(linkedTitles=True)
    base, everyone = f"/shared/{link['slug']}", {"type": "everyone"}
    name = next(field["id"] for field in shop.companies["fields"] if field["name"] == "Name")
    await _said(shop, shop.field("Amount"), (everyone, "hidden"))
    await _said(shop, name, (everyone, "hidden"))

    page = await visitor.get(f"{base}/records")

    assert all(set(record["fields"]) == {*VISIBLE, "Company"} - {"Amount", "Double"} for record in page.json()["items"])
    assert "Acme" not in page.text
    assert (await visitor.post(f"{base}/query", json={"sorts": [{"field": "Amount"}]})).status_code == 422
    # What is said of the link itself is nearer.
    me = {"type": "link", "id": link["id"]}
    await _said(shop, shop.field("Double"), (me, "read"))
    assert {"Amount", "Double"} & set((await _get(visitor, f"{base}/records"))["items"][0]["fields"]) == {"Double"}
    await _said(shop, shop.field("Amount"), (everyone, "hidden"), (me, "read"))
    assert (await _get(visitor, f"{base}/records"))["items"][0]["fields"]["Amount"] == 20


async def test_a_download_is_the_view_and_needs_leave(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    closed, opened = await shop.link(), await shop.link(download=True)
    await shop.world.creator.patch(f"/records/{shop.records['Pear']}", {"fields": {"Name": "=1+1"}})

    refused = await visitor.get(f"/shared/{closed['slug']}/export")
    answer = await visitor.get(f"/shared/{opened['slug']}/export?format=csv")

    assert (refused.status_code, refused.json()["code"]) == (403, "download_not_allowed")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["Name"], row["Amount"], row["Owner"]) for row in rows] == [
        ("'=1+1", "20", "Vera"),
        ("Apple", "10", "Vera"),
    ]
    assert set(rows[0]) == VISIBLE


async def test_a_page_compiles_its_policy_once(shop: Shop, visitor: httpx2.AsyncClient, app: FastAPI) -> None:
    link = await shop.link()
    path = f"/shared/{link['slug']}/query"
    amount = {"field": "Amount", "operator": "greaterThan", "value": 1}
    named = {"field": "Name", "operator": "equals", "value": "vera@example.org"}

    async def compiled(asked: dict[str, Any]) -> int:
        with counted(app) as sent:
            assert (await visitor.post(path, json=asked)).status_code == 200
        return sum("dataos.row_rules" in statement for statement in sent)

    assert [await compiled(asked) for asked in ({}, {"filter": amount}, {"filter": named})] == [1, 1, 2]


@pytest.mark.parametrize(
    ("most", "kept", "cut"), [(2, 2, True), (3, 3, True), (4, 4, True), (5, 5, False), (6, 5, False)]
)
async def test_a_download_of_many_pages_says_what_it_leaves_out(
    database_url: str, monkeypatch: pytest.MonkeyPatch, most: int, kept: int, *, cut: bool
) -> None:
    monkeypatch.setattr(limits, "MAX_SHARED_EXPORT", most)
    async with running(settings_for(database_url, DATAOS_MAX_PAGE_SIZE="2")) as app:
        world = await make_world(app)
        for at in range(5):
            await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": f"N{at}"}}]})
        link = await world.creator.post(f"/views/{world.view()}/links", {"download": True})
        async with client_of(app) as visitor:
            text = (await visitor.get(f"/shared/{link['slug']}/export")).text

    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]
    assert [row[0] for row in rows[:kept]] == [f"N{at}" for at in range(kept)]
    assert rows[kept:] == ([[f"A download has at most {most} records. The others are left out."]] if cut else [])
