"""Writing formulas in the field dialog: completion, help, faults in place, results, and editing what is there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import base_named, cell, open_header_menu, open_table, saved, set_widths
from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Unit price", "type": "number"},
    {"name": "Qty", "type": "number"},
]


@pytest.fixture
def table(demo: Product, member: Page, request: pytest.FixtureRequest) -> Json:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    made = client.post(f"/bases/{base['id']}/tables", {"name": request.node.name[:60], "fields": FIELDS})
    rows = [{"fields": {"Name": name, "Unit price": 2.5, "Qty": at}} for at, name in enumerate(("Bolt", "Nut"))]
    client.post(f"/tables/{made['id']}/records", {"records": rows})
    set_widths(client, made)
    open_table(member, demo, base, made)
    return made


def test_a_formula_is_written_with_help_and_shows_what_comes_out(member: Page, table: Json) -> None:
    page = member
    page.get_by_test_id("add-field").click()
    page.get_by_test_id("field-name").fill("Total")
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Formula").click()
    editor = page.get_by_role("textbox", name="Formula")
    outcome, offers = page.get_by_test_id("formula-outcome"), page.locator(".cm-tooltip-autocomplete")
    editor.click()
    page.keyboard.type("1 / ro")
    expect(offers.locator("[aria-selected]")).to_contain_text("ROUND")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("formula-help")).to_contain_text("ROUND(number, [precision])")
    page.keyboard.type("{un")
    expect(offers).to_contain_text("Unit price")
    page.keyboard.press("Tab")
    page.keyboard.type(" * {Qt")
    expect(offers).to_contain_text("Qty")
    # Escape closes what is offered and not the dialog.
    page.keyboard.press("Escape")
    expect(offers).to_have_count(0)
    expect(outcome).to_contain_text("There is no field 'Qt'")
    expect(editor.locator(".fx-fault").first).to_have_attribute("title", re.compile("no field .Qt"))
    expect(editor).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+Space")
    expect(offers).to_contain_text("Qty")
    page.keyboard.press("Enter")
    expect(outcome).to_contain_text("Gives a number")
    expect(editor).to_have_text("1 / ROUND({Unit price} * {Qty})")
    expect(outcome.get_by_role("row", name="Bolt")).to_contain_text("#DIV/0!")
    expect(outcome.get_by_role("row", name="Nut")).to_contain_text("0.333")
    page.get_by_role("combobox", name="Shown as").click()
    page.get_by_role("option", name="Percent").click()
    expect(outcome.get_by_role("row", name="Nut")).to_contain_text("33.3")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 4, 0)).to_have_text("#DIV/0!")
    expect(cell(page, 4, 1)).to_contain_text("33.3")

    # Editing it, by keyboard alone; a formula that uses itself is refused where it stands.
    open_header_menu(page, 4)
    page.get_by_role("menuitem", name="Edit field").click()
    expect(editor).to_have_text("1 / ROUND({Unit price} * {Qty})")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("{Total")
    expect(outcome).to_contain_text("This formula would use itself: Total → Total")
    page.keyboard.press("Control+a")
    page.keyboard.type('{Name} & "\u00a0×" & {Qty')
    expect(outcome).to_contain_text("Gives text")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 4, 1)).to_have_text("Nut\u00a0×1")
    saved(page)
