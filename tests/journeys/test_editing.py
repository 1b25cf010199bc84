"""Editing in the grid: pastes, refusals, undo and redo, conflicts, and one editor of each kind."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import (
    base_named,
    cell,
    editor,
    open_table,
    paste,
    saved,
    select,
    sign_in,
    wait_for,
)
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Amount", "type": "number", "config": {"precision": 0}},
    {"name": "Price", "type": "currency", "config": {"currency": "EUR", "precision": 2}},
    {"name": "Day", "type": "date"},
    {"name": "Moment", "type": "datetime", "config": {"timeZone": "America/New_York"}},
    {"name": "Stars", "type": "rating", "config": {"max": 5}},
    {
        "name": "Tags",
        "type": "multiSelect",
        "config": {"options": [{"name": "red"}, {"name": "green"}, {"name": "blue"}]},
    },
    {"name": "Story", "type": "longText"},
    {"name": "Done", "type": "checkbox"},
    {"name": "State", "type": "singleSelect", "config": {"options": [{"name": "open"}, {"name": "closed"}]}},
]
COLUMN = {field["name"]: place + 1 for place, field in enumerate(FIELDS)}


class Sheet:
    """A table of its own with three records, open in a page."""

    def __init__(self, demo: Product, page: Page, name: str) -> None:
        self.client: Client = demo.demo_client()
        base = base_named(self.client, "Projects")
        self.table = self.client.post(f"/bases/{base['id']}/tables", {"name": name, "fields": FIELDS})
        rows = [{"fields": {"Name": each, "Amount": place}} for place, each in enumerate("ABC", 1)]
        self.client.post(f"/tables/{self.table['id']}/records", {"records": rows})
        self.page = page
        self.base = base
        page.set_viewport_size({"width": 1900, "height": 900})
        open_table(page, demo, base, self.table)

    def records(self) -> list[Json]:
        found = self.client.get(f"/tables/{self.table['id']}/records?limit=10")["items"]
        return [record["fields"] for record in found]

    def shows(self, column: str, row: int, text: str | re.Pattern[str]) -> None:
        expect(cell(self.page, COLUMN[column], row)).to_have_text(text)


@pytest.fixture
def sheet(demo: Product, member: Page, request: pytest.FixtureRequest) -> Sheet:
    return Sheet(demo, member, request.node.name[:60])


def test_a_paste_with_one_bad_cell_writes_nothing_and_says_where_it_is(sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Amount"], 0)
    paste(page, "10\nabc\n30")
    toast = page.get_by_test_id("toast")
    expect(toast).to_contain_text("Row 2, Amount: “abc” is not a number; write it like 1234.5")
    for row, text in enumerate("123"):
        sheet.shows("Amount", row, text)
    assert [record["Amount"] for record in sheet.records()] == [1, 2, 3]
    page.wait_for_timeout(10_000)
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_have_count(0)


def test_a_paste_whose_new_rows_are_refused_takes_the_changed_ones_back(sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Amount"], 2)
    paste(page, "33\nnope")
    expect(page.get_by_test_id("toast")).to_contain_text("Row 4, Amount: “nope” is not a number")
    sheet.shows("Amount", 2, "3")
    assert [record["Amount"] for record in sheet.records()] == [1, 2, 3]


def test_a_pasted_block_is_taken_back_and_done_again(sheet: Sheet) -> None:
    page = sheet.page
    redo = page.get_by_role("button", name="Redo").first
    expect(redo).to_be_disabled()
    select(page, COLUMN["Amount"], 0)
    paste(page, "10\n20\n30")
    saved(page)
    page.keyboard.press("Control+z")
    for row, text in enumerate("123"):
        sheet.shows("Amount", row, text)
    expect(redo).to_be_enabled()
    page.keyboard.press("Control+Shift+z")
    sheet.shows("Amount", 2, "30")
    expect(redo).to_be_disabled()
    page.keyboard.press("Control+z")
    sheet.shows("Amount", 2, "3")
    page.keyboard.press("Control+y")
    sheet.shows("Amount", 2, "30")
    page.get_by_role("button", name="Undo").first.click()
    expect(redo).to_be_enabled()
    redo.click()
    sheet.shows("Amount", 0, "10")


def test_a_refused_edit_comes_back(sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Amount"], 1)
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("toast")).to_contain_text("Amount: “many” is not a number")
    sheet.shows("Amount", 1, "2")


def test_messages_go_with_their_page_and_leave_toolbar_headers_and_strip_free(demo: Product, sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Amount"], 0)
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    toast = page.get_by_test_id("toast")
    expect(toast).to_be_visible()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        place, strip = toast.bounding_box(), page.get_by_test_id("add-record").bounding_box()
        grid = page.get_by_test_id("data-grid-canvas").bounding_box()
        assert place
        assert strip
        assert grid
        assert place["y"] > grid["y"] + 64
        assert place["y"] + place["height"] < strip["y"] - 30
        assert place["x"] + place["width"] == pytest.approx(width - 12, abs=1)
    assert place["x"] == pytest.approx(12, abs=1)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Inbox").click()
    expect(toast).to_have_count(0)


def test_two_people_change_the_same_cell(demo: Product, sheet: Sheet) -> None:
    page = sheet.page
    browser = page.context.browser
    assert browser
    context = browser.new_context(viewport={"width": 1900, "height": 900}, locale="en-US")
    other = context.new_page()
    sign_in(other, demo)
    open_table(other, demo, sheet.base, sheet.table)
    for each in (page, other):
        select(each, COLUMN["Name"], 0)
        each.keyboard.press("Enter")
        expect(editor(each).locator("input")).to_be_focused()
    page.keyboard.type(" of mine")
    page.keyboard.press("Enter")
    saved(page)
    other.keyboard.type(" of theirs")
    other.keyboard.press("Enter")
    expect(other.get_by_test_id("toast")).to_contain_text("Somebody else changed this cell first")
    expect(cell(other, 1, 0)).to_have_text("A of mine")
    assert sheet.records()[0]["Name"] == "A of mine"
    context.close()


def test_deleted_rows_come_back_by_the_button_of_their_message(sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Name"], 1)
    page.keyboard.press("Shift+Space")
    page.keyboard.press("Delete")
    toast = page.get_by_test_id("toast")
    expect(toast).to_contain_text("1 record deleted")
    expect(page.get_by_text("2 records")).to_be_visible()
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("3 records")).to_be_visible()


def test_every_kind_of_editor_by_keyboard(sheet: Sheet) -> None:
    page = sheet.page
    for column, typed, shown in (
        ("Price", "€1,234.5", "€1,234.50"),
        ("Day", "4 Mar 2005", "Mar 4, 2005"),
        ("Moment", "2005-03-04 16:30", re.compile("Mar 4, 2005, 4:30 PM")),
        ("Stars", "4", "4"),
        ("State", "clo", "closed"),
    ):
        select(page, COLUMN[column], 0)
        page.keyboard.type(typed)
        if column != "Stars":
            expect(editor(page).locator("input")).to_be_focused()
            page.keyboard.press("Enter")
        sheet.shows(column, 0, shown)
    select(page, COLUMN["Tags"], 0)
    page.keyboard.press("Enter")
    expect(editor(page).get_by_role("combobox")).to_be_focused()
    for tag in ("red", "blue"):
        page.keyboard.type(tag)
        page.keyboard.press("Enter")
        expect(editor(page).get_by_role("combobox")).to_have_value("")
    page.keyboard.press("Escape")
    sheet.shows("Tags", 0, "red, blue")
    select(page, COLUMN["Story"], 0)
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    select(page, COLUMN["Done"], 0)
    page.keyboard.press("Enter")
    saved(page)
    record = wait_for(lambda: next((each for each in sheet.records() if each["Done"]), None), 15)
    assert record
    assert {key: record[key] for key in ("Price", "Day", "Stars", "Tags", "State", "Story")} == {
        "Price": 1234.5,
        "Day": "2005-03-04",
        "Stars": 4,
        "Tags": ["red", "blue"],
        "State": "closed",
        "Story": "one\ntwo",
    }
    assert record["Moment"].startswith("2005-03-04T21:30")


def test_editors_by_mouse(sheet: Sheet) -> None:
    page = sheet.page
    select(page, COLUMN["Moment"], 0)
    page.keyboard.press("Enter")
    expect(editor(page)).to_contain_text("New York")
    expect(editor(page).get_by_role("button", name="Choose in a calendar")).to_be_visible()
    page.keyboard.press("Escape")
    select(page, COLUMN["Day"], 0)
    page.keyboard.press("Enter")
    editor(page).get_by_role("button", name="Choose in a calendar").click()
    editor(page).locator("input[type=date]").fill("2005-03-04", force=True)
    expect(editor(page).locator("input").first).to_have_value("2005-03-04")
    page.keyboard.press("Enter")
    sheet.shows("Day", 0, "Mar 4, 2005")
    select(page, COLUMN["Tags"], 0)
    page.keyboard.press("Enter")
    editor(page).get_by_role("option", name="green").click()
    page.keyboard.press("Escape")
    sheet.shows("Tags", 0, "green")
