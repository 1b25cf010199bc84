"""Groups in the grid: headings with counts and subtotals, folding, and edits that move a record to another group."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import (
    COLUMN_WIDTH,
    HEADER_HEIGHT,
    MARKER_WIDTH,
    base_named,
    cell,
    open_table,
    paste,
    saved,
    set_widths,
)
from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Amount", "type": "number"},
    {"name": "State", "type": "singleSelect", "config": {"options": [{"name": "open"}, {"name": "done"}]}},
    {"name": "Due", "type": "date"},
]
ROWS = [
    ("Ada", 1, "open", "2026-01-10"),
    ("Bo", 2, "done", "2026-01-20"),
    ("Cy", 4, "open", "2026-02-05"),
    ("Di", 8, None, None),
]


@pytest.fixture
def table(demo: Product, member: Page, request: pytest.FixtureRequest) -> Json:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    made = client.post(f"/bases/{base['id']}/tables", {"name": request.node.name[:60], "fields": FIELDS})
    rows = [{"fields": dict(zip(("Name", "Amount", "State", "Due"), row, strict=True))} for row in ROWS]
    client.post(f"/tables/{made['id']}/records", {"records": rows})
    set_widths(client, made)
    open_table(member, demo, base, made)
    expect(cell(member, 1, 3)).to_have_text("Di")
    return made


def _shows(page: Page, *names: str) -> None:
    for row, name in enumerate(names):
        expect(cell(page, 1, row)).to_have_text(name)


def _select(page: Page, column: int, row: int) -> None:
    """By a click: on the way of the arrow keys there are headings, which fold."""
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    x = box["x"] + MARKER_WIDTH + (column - 0.5) * COLUMN_WIDTH
    page.mouse.click(x, box["y"] + HEADER_HEIGHT + row * 32 + 10)


def _group_by(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add grouping").click()
    page.get_by_role("button", name="Group by:").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def test_a_view_is_grouped_folded_and_edited(member: Page, table: Json) -> None:
    page = member
    page.get_by_test_id("grid-footer").get_by_role("button", name="Summarise Amount").click()
    page.get_by_role("menuitem", name="Sum", exact=True).click()
    page.get_by_role("button", name="Group", exact=True).click()
    _group_by(page, "State")
    page.keyboard.press("Escape")
    _shows(page, "Empty (1)", "Di", "open (2)", "Ada", "Cy", "done (1)", "Bo")
    expect(cell(page, 2, 2)).to_have_text("5")
    expect(page.get_by_text("4 records")).to_be_visible()

    # A click on a heading shuts its group, Enter opens it again.
    _select(page, 1, 2)
    _shows(page, "Empty (1)", "Di", "open (2)", "done (1)", "Bo")
    page.keyboard.press("Enter")
    _shows(page, "Empty (1)", "Di", "open (2)", "Ada", "Cy", "done (1)", "Bo")

    # An edit moves the record, and counts and sums follow.
    _select(page, 3, 1)
    page.keyboard.type("done")
    page.keyboard.press("Enter")
    _shows(page, "open (2)", "Ada", "Cy", "done (2)", "Bo", "Di")
    expect(cell(page, 2, 3)).to_have_text("10")

    # What is pasted over a heading goes on behind it.
    _select(page, 2, 2)
    paste(page, "40\n20")
    saved(page)
    expect(cell(page, 2, 2)).to_have_text("40")
    expect(cell(page, 2, 4)).to_have_text("20")
    expect(cell(page, 2, 0)).to_have_text("41")

    page.get_by_role("button", name="Group 1", exact=True).click()
    _group_by(page, "Due")
    expect(page.get_by_role("combobox", name="Dates by")).to_have_text("Month")
    page.keyboard.press("Escape")
    _shows(page, "open (2)", "January 2026 (1)", "Ada", "February 2026 (1)", "Cy", "done (2)", "Empty (1)", "Di")

    page.reload()
    _shows(page, "open (2)", "January 2026 (1)", "Ada")
    page.get_by_role("button", name="Group 2", exact=True).click()
    page.get_by_role("button", name="Collapse all").click()
    _shows(page, "open (2)", "done (2)")
    expect(cell(page, 1, 2)).to_have_count(0)
