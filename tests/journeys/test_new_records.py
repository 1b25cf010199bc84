"""Making records in the grid: at once in sight, selected, and nothing of what is typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import (
    HEADER_HEIGHT,
    base_named,
    cell,
    found,
    open_table,
    saved,
    select,
    slow_down,
    table_named,
    wait_for,
)
from tests.support.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_typing_goes_on_in_a_new_record_of_twenty_thousand(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Cinema")
    flights = table_named(base, "Flights")
    open_table(member, demo, base, flights)
    before = cell(member, 1, 0).text_content()
    select(member, 1, 0)
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("hello")
    member.keyboard.press("Enter")
    expect(cell(member, 1, 20_000)).to_have_text("hello")
    saved(member)
    member.reload()
    expect(member.get_by_text("20,001 records")).to_be_visible()
    assert cell(member, 1, 0).text_content() == before
    assert [record["fields"]["Route"] for record in found(client, flights, "hello")] == ["hello"]


def test_the_shortcut_needs_no_selected_cell(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Cinema")
    flights = table_named(base, "Flights")
    open_table(member, demo, base, flights)
    expect(cell(member, 1, 0)).to_be_attached()
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("no selection")
    member.keyboard.press("Enter")
    wait_for(lambda: found(client, flights, "no selection"), 15)


def test_a_record_that_does_not_match_the_filter_stays_until_the_view_is_refreshed(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Cinema")
    flights = table_named(base, "Flights")
    open_table(member, demo, base, flights, "Worst delays")
    expect(cell(member, 1, 0)).to_be_attached()
    expect(member.get_by_text("matching records")).to_be_visible()
    shown = member.get_by_text("matching records").text_content() or ""
    last = int(shown.split()[0].replace(",", ""))
    member.get_by_test_id("add-record").click()
    member.keyboard.type("kept in sight")
    member.keyboard.press("Enter")
    expect(cell(member, 1, last)).to_have_text("kept in sight")
    note = member.get_by_test_id("held-note")
    expect(note).to_contain_text("1 new record does not match the filter")
    member.wait_for_timeout(6_000)
    expect(cell(member, 1, last)).to_have_text("kept in sight")
    note.get_by_role("button", name="Refresh view").click()
    expect(cell(member, 1, last)).to_have_count(0)
    assert found(client, flights, "kept in sight")


def test_a_record_of_a_sorted_view_goes_to_its_place_when_the_view_is_refreshed(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    view = client.post(
        f"/tables/{tasks['id']}/views",
        {
            "name": "By name",
            "type": "grid",
            "config": {"sorts": [{"field": tasks["fields"][0]["id"], "direction": "asc"}]},
        },
    )
    base = base_named(client, "Projects")
    open_table(member, demo, base, table_named(base, "Tasks"), view["name"])
    count = client.get(f"/tables/{tasks['id']}/records?limit=1&count=true")["total"]
    expect(cell(member, 1, 0)).to_be_attached()
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("AAA first of all")
    member.keyboard.press("Enter")
    expect(cell(member, 1, count)).to_have_text("AAA first of all")
    member.get_by_role("button", name="Refresh view").click()
    box = member.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    member.mouse.click(box["x"] + 80, box["y"] + HEADER_HEIGHT + 10)
    member.keyboard.press("Control+Home")
    expect(cell(member, 1, 0)).to_have_text("AAA first of all")


def test_many_records_in_a_row_at_full_typing_speed(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    open_table(member, demo, base, tasks)
    count = client.get(f"/tables/{tasks['id']}/records?limit=1&count=true")["total"]
    names = [f"quick {place}" for place in ("one", "two", "three", "four", "five", "six")]
    select(member, 1, 0)
    slow_down(member, 6)
    for name in names:
        member.keyboard.press("Shift+Enter")
        member.keyboard.type(name)
        member.keyboard.press("Enter")
    for place, name in enumerate(names):
        expect(cell(member, 1, count + place)).to_have_text(name)

    def kept() -> list[str]:
        return [record["fields"]["Name"] for record in found(client, tasks, "quick")]

    wait_for(lambda: len(kept()) == len(names), 30)
    assert sorted(kept()) == sorted(names)
    assert client.get(f"/tables/{tasks['id']}/records?limit=1&count=true")["total"] == count + len(names)


def test_cells_down_a_column_typed_at_full_speed_on_a_slow_machine(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Cinema")
    flights = table_named(base, "Flights")
    open_table(member, demo, base, flights)
    select(member, 1, 0)
    slow_down(member, 6)
    # More rows than the screen shows, so that the next cell has to be scrolled to, too.
    routes = [f"R{place}" for place in range(40)]
    for route in routes:
        member.keyboard.type(route)
        member.keyboard.press("Enter")

    def kept() -> list[str]:
        items = client.get(f"/tables/{flights['id']}/records?limit={len(routes)}")["items"]
        return [record["fields"]["Route"] for record in items]

    wait_for(lambda: kept() == routes, 60)
    member.reload()
    for place in (0, 1, 2):
        expect(cell(member, 1, place)).to_have_text(routes[place])


def test_what_is_typed_into_an_unsaved_record_outlives_a_search_and_is_asked_about(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    fields = [{"name": "Name", "type": "text"}, {"name": "Due", "type": "text", "required": True}]
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Needs a due", "fields": fields})
    client.post(f"/tables/{table['id']}/records", {"records": [{"fields": {"Name": "first", "Due": "x"}}]})
    open_table(member, demo, base, table)
    expect(cell(member, 1, 0)).to_have_text("first")
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("half done")
    member.keyboard.press("Enter")
    expect(cell(member, 1, 1)).to_have_text("half done")
    search = member.get_by_role("searchbox")
    search.fill("nothing like it")
    expect(cell(member, 1, 0)).to_have_text("half done")
    search.fill("")
    expect(cell(member, 1, 1)).to_have_text("half done")

    asked = member.get_by_role("dialog", name="Leave without saving?")
    member.get_by_role("link", name="Tasks").first.click()
    asked.get_by_role("button", name="Stay").click()
    expect(cell(member, 1, 1)).to_have_text("half done")
    select(member, 2, 1)
    member.keyboard.type("today")
    member.keyboard.press("Enter")
    wait_for(lambda: found(client, table, "half done"), 15)
    saved(member)
    member.get_by_role("link", name="Tasks").first.click()
    expect(member.get_by_role("heading", name="Tasks")).to_be_attached()
    expect(asked).to_have_count(0)
    assert [record["fields"] for record in found(client, table, "half done")] == [{"Name": "half done", "Due": "today"}]


def test_discarding_leaves_the_unsaved_record_behind(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    fields = [{"name": "Name", "type": "text"}, {"name": "Due", "type": "text", "required": True}]
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Left behind", "fields": fields})
    client.post(f"/tables/{table['id']}/records", {"records": [{"fields": {"Name": "first", "Due": "x"}}]})
    open_table(member, demo, base, table)
    expect(cell(member, 1, 0)).to_have_text("first")
    member.keyboard.press("Shift+Enter")
    member.keyboard.type("half done")
    member.keyboard.press("Enter")
    expect(cell(member, 1, 1)).to_have_text("half done")
    member.get_by_role("link", name="Tasks").first.click()
    member.get_by_role("dialog", name="Leave without saving?").get_by_role("button", name="Discard").click()
    expect(member.get_by_role("heading", name="Tasks")).to_be_attached()
    member.get_by_role("link", name="Left behind").first.click()
    expect(cell(member, 1, 0)).to_have_text("first")
    expect(cell(member, 1, 1)).to_have_count(0)
