"""Filters on links and over them, sorts and groups by them."""

from typing import Any
from urllib.parse import quote

import orjson
import pytest

from tests.api.links.stage import Stage, make_stage
from tests.support.app import World


@pytest.fixture
async def stage(world: World, database_url: str) -> Stage:
    """a → A B, b → B, c → D (no title), d → nothing. A is in Greece, B in France, C in Greece."""
    made = await make_stage(world, database_url)
    for title, country in (("A", "Greece"), ("B", "France"), ("C", "Greece")):
        await made.person.patch(f"/records/{made.ids[title]}", {"fields": {"Country": country}})
    await made.set(a="A B", b="B", c="D")
    await made.person.patch(f"/records/{made.ids['D']}", {"fields": {"Title": None}})
    return made


async def found(stage: Stage, filter: dict[str, Any], **more: str) -> str:
    asked = "&".join(f"{key}={quote(value)}" for key, value in more.items())
    path = f"/tables/{stage.left}/records?filter={quote(orjson.dumps(filter).decode())}&{asked}"
    return "".join(item["fields"]["Name"] for item in (await stage.person.get(path))["items"])


IDS = [
    ("hasAny", "B C", "ab"),
    ("hasAny", "C", ""),
    ("hasAll", "A B", "a"),
    ("hasAll", "A", "a"),
    ("hasNone", "B", "cd"),
    ("hasExactly", "B A", "a"),
    ("hasExactly", "B", "b"),
    ("notHasExactly", "B", "acd"),
]


@pytest.mark.parametrize(("operator", "titles", "expected"), IDS)
async def test_records_by_id(stage: Stage, operator: str, titles: str, expected: str) -> None:
    condition = {"field": "Company", "operator": operator, "value": stage.of(titles)}
    assert await found(stage, condition) == expected


CONDITIONS = [
    ("Company", "isEmpty", None, "d"),
    ("Company", "isNotEmpty", None, "abc"),
    ("Company", "countGreaterThan", 1, "a"),
    ("Company", "contains", "b", "ab"),
    ("Company", "notContains", "b", "cd"),
    ("Company", "equals", "A", "a"),
    ("Company", "equals", "a", ""),
    ("Company", "notEquals", "A", "bcd"),
    ("Company", "equalsIgnoreCase", "a", "a"),
    ("Company", "startsWith", "%", ""),
    ("Company.Country", "equals", "Greece", "a"),
    ("Company.Country", "notEquals", "Greece", "bcd"),
    ("Company.Country", "equals", "France", "ab"),
    ("Company.Country", "in", ["France", "Greece"], "ab"),
    ("Company.Country", "isNotEmpty", None, "ab"),
    ("Company.Country", "isEmpty", None, "cd"),
    ("Company.Title", "contains", "A", "a"),
    ("Company.Deals", "contains", "b", ""),
]


@pytest.mark.parametrize(("field", "operator", "value", "expected"), CONDITIONS)
async def test_over_a_link(stage: Stage, field: str, operator: str, value: Any, expected: str) -> None:
    condition = {"field": field, "operator": operator} | ({} if value is None else {"value": value})
    if field == "Company.Deals":
        await refused(stage, condition, "filter.operator")
        condition = {"field": field, "operator": "hasAny", "value": stage.of("a")}
        assert await found(stage, condition) == "ab"
        return
    assert await found(stage, condition) == expected
    both = {"conjunction": "or", "filters": [condition, {"field": "Name", "operator": "equals", "value": "d"}]}
    assert set(await found(stage, both)) == set(expected) | {"d"}


async def refused(stage: Stage, condition: dict[str, Any], path: str) -> None:
    answer = await stage.person.post(f"/tables/{stage.left}/query", {"filter": condition}, 422)
    assert answer["errors"][0]["path"] == path


async def test_bad_conditions_are_refused_with_their_path(stage: Stage) -> None:
    await refused(stage, {"field": "Company", "operator": "hasAny", "value": ["x"]}, "filter.value[0]")
    await refused(stage, {"field": "Company", "operator": "hasAny", "value": stage.of("a")}, "filter.value[0]")
    await refused(stage, {"field": "Company", "operator": "greaterThan", "value": 1}, "filter.operator")
    await refused(stage, {"field": "Company.No", "operator": "isEmpty"}, "filter.field")
    await refused(stage, {"field": "Name.Title", "operator": "isEmpty"}, "filter.field")
    await refused(stage, {"field": "Company.", "operator": "isEmpty"}, "filter.field")


async def test_a_view_keeps_conditions_over_links_by_id(stage: Stage) -> None:
    condition = {"field": "Company.Country", "operator": "equals", "value": "Greece"}
    view = await stage.person.post(
        f"/tables/{stage.left}/views", {"name": "Greek", "type": "grid", "config": {"filter": condition}}
    )
    assert view["config"]["filter"]["field"].startswith(f"{stage.field}.fld_")
    items = (await stage.person.get(f"/tables/{stage.left}/records?view={view['id']}"))["items"]
    assert [item["fields"]["Name"] for item in items] == ["a"]
    title = {"field": "Company", "operator": "contains", "value": "b"}
    changed = await stage.person.patch(f"/views/{view['id']}", {"config": {"filter": title}})
    assert changed["config"]["filter"] == {**title, "field": stage.field}


@pytest.mark.parametrize(("direction", "expected"), [("asc", "dcab"), ("desc", "bacd")])
async def test_sorting_goes_by_the_first_title_page_by_page(stage: Stage, direction: str, expected: str) -> None:
    names, cursor = "", None
    while True:
        body = {"sorts": [{"field": "Company", "direction": direction}], "limit": 1, "cursor": cursor}
        page = await stage.person.post(f"/tables/{stage.left}/query", body, 200)
        names += page["items"][0]["fields"]["Name"]
        cursor = page["nextCursor"]
        if cursor is None or len(names) > 9:
            break
    assert names == expected


async def test_groups_of_a_single_link(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, "manyToOne")
    await stage.set(a="B", b="A", c="B")
    body = {"groups": [{"field": "Company"}], "aggregates": [{"fn": "count"}]}
    groups = (await stage.person.post(f"/tables/{stage.left}/query", body, 200))["groups"]
    assert [(group["keys"], group["count"]) for group in groups] == [
        ([None], 1),
        ([[{"id": stage.ids["A"], "title": "A"}]], 1),
        ([[{"id": stage.ids["B"], "title": "B"}]], 2),
    ]
    condition = {"field": "Company", "operator": "hasAny", "value": stage.of("B")}
    assert await found(stage, condition) == "ac"
    assert await found(stage, {"field": "Company", "operator": "isEmpty"}) == "d"


async def test_counting_filled_cells(stage: Stage) -> None:
    body = {"aggregates": [{"fn": "filled", "field": "Company"}, {"fn": "empty", "field": "Company"}]}
    [group] = (await stage.person.post(f"/tables/{stage.left}/query", body, 200))["groups"]
    assert group["aggregates"] == [3, 1]


SEARCHES = [("gold", "a"), ("GOL", "a"), ("silver", "b"), ("a", "a"), ("nobody", ""), ("%", "")]


@pytest.mark.parametrize(("text", "expected"), SEARCHES)
async def test_a_search_reads_titles_of_linked_records(stage: Stage, text: str, expected: str) -> None:
    for title, new in (("A", "Gold"), ("B", "Silver"), ("C", "Golden fleece")):
        await stage.person.patch(f"/records/{stage.ids[title]}", {"fields": {"Title": new}})
    await stage.set(a="A", b="B", c="C")
    await stage.person.delete(f"/records/{stage.ids['C']}")
    path = f"/tables/{stage.left}/records?search={quote(text)}"
    items = (await stage.person.get(path))["items"]
    assert "".join(item["fields"]["Name"] for item in items) == expected
    field = next(
        field for field in (await stage.person.get(f"/tables/{stage.left}"))["fields"] if field["name"] == "Name"
    )
    alone = (await stage.person.get(f"{path}&searchFields={field['id']}"))["items"]
    assert "".join(item["fields"]["Name"] for item in alone) == ("a" if text == "a" else "")


async def test_a_closed_table_is_not_asked(world: World, database_url: str) -> None:
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    fields = [{"name": "Title", "type": "text"}, {"name": "Country", "type": "text"}]
    target = await world.owner.post(f"/bases/{elsewhere['id']}/tables", {"name": "Companies", "fields": fields})
    config = {"tableId": target["id"]}
    await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Company", "type": "link", "config": config})
    made = await world.owner.post(f"/tables/{target['id']}/records", {"records": [{"fields": {"Title": "A"}}]})
    acme = made["items"][0]["id"]
    [one] = (
        await world.owner.post(
            f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "x", "Company": [acme]}}]}
        )
    )["items"]
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.editor.email, "role": "none"})
    path = f"/tables/{world.table_id}/query"
    for person, seen in ((world.editor, 0), (world.viewer, 1)):
        assert len((await person.get(f"/tables/{world.table_id}/records?search=a"))["items"]) == seen
    for condition in (
        {"field": "Company", "operator": "contains", "value": "A"},
        {"field": "Company.Country", "operator": "isEmpty"},
    ):
        await world.editor.post(path, {"filter": condition}, 422)
        await world.viewer.post(path, {"filter": condition}, 200)
    await world.editor.post(path, {"sorts": [{"field": "Company"}]}, 422)
    kept = await world.editor.patch(f"/records/{one['id']}", {"fields": {"Name": "y"}})
    assert "Company" not in kept["fields"]
    refusal = await world.editor.patch(f"/records/{one['id']}", {"fields": {"Company": [acme]}}, 422)
    assert refusal["code"] == "unknown_field"
    assert [item["id"] for item in (await world.owner.get(f"/records/{one['id']}"))["fields"]["Company"]] == [acme]
