"""What stands under the columns of the grid."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import base_named, cell, open_table, paste, select, set_widths, wait_for
from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Price", "type": "currency", "config": {"currency": "EUR", "precision": 2}},
    {"name": "Done", "type": "checkbox"},
    {"name": "Due", "type": "date"},
]


@pytest.fixture
def table(demo: Product, member: Page, request: pytest.FixtureRequest) -> Json:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    made = client.post(f"/bases/{base['id']}/tables", {"name": request.node.name[:60], "fields": FIELDS})
    rows = [
        {"fields": {"Name": name, "Price": at * 1000.25, "Done": at > 1, "Due": f"2026-0{at}-10"}}
        for at, name in enumerate(("Bolt", "Nut", "Nail"), 1)
    ]
    client.post(f"/tables/{made['id']}/records", {"records": rows})
    set_widths(client, made)
    open_table(member, demo, base, made)
    return made


def test_a_footer_stays_under_its_column(member: Page, table: Json) -> None:
    due = member.get_by_test_id("grid-footer").get_by_role("button", name="Summarise Due")
    member.set_viewport_size({"width": 620, "height": 800})
    member.reload()
    expect(cell(member, 1, 0)).to_have_text("Bolt")
    before = due.bounding_box()
    member.evaluate("document.querySelector('.dvn-scroller').scrollLeft = 60")
    wait_for(lambda: (now := due.bounding_box()) and before and now["x"] == before["x"] - 60, 5)


def test_footers_are_chosen_kept_and_follow_edits_and_filters(member: Page, table: Json) -> None:
    page = member
    footer = page.get_by_test_id("grid-footer")
    footer.get_by_role("button", name="Summarise Price").click()
    page.get_by_role("menuitem", name="Sum", exact=True).click()
    price = footer.get_by_role("button", name="Price, Sum")
    expect(price).to_contain_text("€6,001.50")
    # By keyboard: from one column to the next, and a menu by its first letters.
    price.focus()
    page.keyboard.press("Tab")
    expect(footer.get_by_role("button", name="Summarise Done")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.type("percent c")
    expect(page.get_by_role("menuitem", name="Percent checked")).to_be_focused()
    page.keyboard.press("Enter")
    expect(footer.get_by_role("button", name="Done, Percent checked")).to_contain_text("66.7%")
    footer.get_by_role("button", name="Summarise Due").click()
    expect(page.get_by_role("menuitem", name="Sum", exact=True)).to_have_count(0)
    page.get_by_role("menuitem", name="Range in days").click()
    expect(footer.get_by_role("button", name="Due, Range in days")).to_contain_text("59")

    footer.get_by_role("button", name="Price, Sum").click()
    page.get_by_role("menuitem", name="Deciles", exact=True).click()
    deciles = footer.get_by_role("button", name="Price, Deciles: 10% up to €1,200.30")
    expect(deciles).to_contain_text("€1,200.30 · €1,400.35")
    deciles.get_by_text("·").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("90% up to €2,800.70")
    page.reload()
    deciles.click()
    page.get_by_role("menuitem", name="Sum", exact=True).click()

    select(page, 2, 0)
    paste(page, "10")
    expect(price).to_contain_text("€5,011.25", timeout=5_000)

    page.reload()
    expect(price).to_contain_text("€5,011.25")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("/query?fieldKey=id") else None
    )
    page.get_by_role("searchbox").fill("nut")
    expect(price).to_contain_text("€2,000.50")
    expect(footer.get_by_role("button", name="Done, Percent checked")).to_contain_text("100%")
    assert len([url for url in asked if "/query?" in url]) == 1
    price.click()
    page.get_by_role("menuitem", name="Nothing").click()
    expect(footer.get_by_role("button", name="Summarise Price")).to_be_attached()


def test_a_distribution_is_a_bar_and_a_list(member: Page, table: Json) -> None:
    page = member
    footer = page.get_by_test_id("grid-footer")
    footer.get_by_role("button", name="Summarise Done").click()
    page.get_by_role("menuitem", name="Distribution").click()
    bar = footer.get_by_role("button", name="Distribution of Done: Checked 66.7%, Not checked 33.3%")
    # By keyboard: the menu, then the bar, whose list goes away again.
    footer.get_by_role("button", name="Done: Distribution").focus()
    page.keyboard.press("Tab")
    expect(bar).to_be_focused()
    page.keyboard.press("Enter")
    listed = page.get_by_role("dialog", name="Distribution of Done")
    expect(listed.get_by_role("row", name="Checked 2 66.7%")).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    expect(bar).to_be_focused()

    # It is of the whole view: the headings of groups do without.
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_role("button", name="Add grouping").click()
    page.get_by_role("button", name="Group by:").last.click()
    page.get_by_role("option", name="Done", exact=True).click()
    page.keyboard.press("Escape")
    expect(cell(page, 1, 0)).to_contain_text("Not checked (1)")
    # The first click shuts the first group.
    select(page, 3, 2)
    paste(page, "false")
    expect(footer.get_by_role("button", name="Distribution of Done: Not checked 66.7%, Checked 33.3%")).to_be_visible()
