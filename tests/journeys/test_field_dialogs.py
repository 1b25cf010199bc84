"""What the dialogs of fields say and ask: what breaks, which changes count, which record is which."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import (
    base_named,
    cell,
    editor,
    found,
    open_header_menu,
    open_table,
    select,
    set_widths,
    wait_for,
)
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME: Json = {"name": "Name", "type": "text"}


def _shoot(page: Page, name: str) -> None:
    folder = os.environ.get("DIALOG_SHOTS")
    if not folder:
        return
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("dark", "light"):
            page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
            page.wait_for_timeout(250)
            page.screenshot(path=Path(folder) / f"{name}-{width}-{theme}.png")
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.fixture
def client(demo: Product) -> Client:
    return demo.demo_client()


def _table(client: Client, name: str, fields: list[Json], *rows: Json) -> Json:
    base = base_named(client, "Projects")
    table: Json = client.post(f"/bases/{base['id']}/tables", {"name": name, "fields": fields})
    if rows:
        client.post(f"/tables/{table['id']}/records", {"records": [{"fields": row} for row in rows]})
    return table


def test_a_conversion_and_a_deletion_say_what_they_break(demo: Product, member: Page, client: Client) -> None:
    fields = [NAME, {"name": "Size", "type": "number"}]
    table = _table(client, "Breaking", fields, {"Name": "a", "Size": 2})
    double = {"name": "Double", "type": "formula", "config": {"expression": "{Size} * 2"}}
    client.post(f"/tables/{table['id']}/fields", double)
    config = {"filter": {"field": "Size", "operator": "greaterThan", "value": 1}, "sorts": [{"field": "Size"}]}
    client.post(f"/tables/{table['id']}/views", {"name": "Large", "type": "grid", "config": config})
    set_widths(client, table)
    page = member
    open_table(page, demo, base_named(client, "Projects"), table)
    expect(cell(page, 2, 0)).to_have_text("2")
    open_header_menu(page, 2)
    page.get_by_role("menuitem", name="Change type…").click()
    dialog = page.get_by_role("dialog", name="Change the type of Size")
    dialog.get_by_role("combobox", name="New type").click()
    page.get_by_role("option", name="Multiple select", exact=True).click()
    breaks = dialog.get_by_test_id("breaks")
    expect(breaks).to_contain_text("2 things will no longer work as they do")
    expect(breaks).to_contain_text("Double")
    expect(breaks).to_contain_text("LargeView")
    _shoot(page, "convert")
    dialog.get_by_role("button", name="Cancel").click()

    open_header_menu(page, 2)
    page.get_by_role("menuitem", name="Delete field").click()
    dialog = page.get_by_role("dialog", name="Delete the field Size?")
    expect(dialog.get_by_test_id("breaks")).to_contain_text("Double")
    _shoot(page, "delete")
    dialog.get_by_role("button", name="Delete field").click()
    expect(dialog).to_have_count(0)
    left = wait_for(lambda: len(client.get(f"/tables/{table['id']}")["fields"]) == 2, 10)
    assert left


def test_a_field_tells_of_changes_of_certain_fields(demo: Product, member: Page, client: Client) -> None:
    table = _table(client, "Touched", [NAME, {"name": "Size", "type": "number"}], {"Name": "a"})
    page = member
    open_table(page, demo, base_named(client, "Projects"), table)
    page.get_by_role("button", name="Add field").click()
    page.get_by_test_id("field-name").fill("Resized")
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Modified time", exact=True).click()
    page.get_by_role("combobox", name="Which changes count").click()
    page.get_by_role("option", name="Only these fields").click()
    expect(page.get_by_text("While none is chosen, any change counts.")).to_be_visible()
    page.get_by_role("button", name="Fields that count").click()
    page.get_by_role("option", name="Size").click()
    _shoot(page, "limited")
    page.keyboard.press("Escape")
    page.get_by_test_id("field-submit").click()
    expect(page.get_by_test_id("field-name")).to_have_count(0)
    made = client.get(f"/tables/{table['id']}")["fields"]
    size = next(field["id"] for field in made if field["name"] == "Size")
    assert next(field["config"]["fields"] for field in made if field["name"] == "Resized") == [size]


def test_records_of_one_title_are_told_apart(demo: Product, member: Page, client: Client) -> None:
    towns = [{"Name": "Sun", "Town": "Athens"}, {"Name": "Sun", "Town": "Bonn"}]
    firms = _table(client, "Twins", [NAME, {"name": "Town", "type": "text"}], *towns)
    table = _table(client, "Linking", [NAME], {"Name": "deal"})
    config = {"tableId": firms["id"], "cardinality": "manyToOne"}
    client.post(f"/tables/{table['id']}/fields", {"name": "Firm", "type": "link", "config": config})
    set_widths(client, table)
    page = member
    open_table(page, demo, base_named(client, "Projects"), table)
    select(page, 2, 0)
    page.keyboard.press("Enter")
    options = editor(page).get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(1)).to_contain_text("Bonn")
    _shoot(page, "picker")
    select(page, 1, 0)
    select(page, 2, 0)
    page.keyboard.press("Enter")
    editor(page).get_by_role("option").nth(1).click()
    linked = wait_for(lambda: found(client, table, "deal")[0]["fields"].get("Firm"), 10)
    twins = client.get(f"/tables/{firms['id']}/records")["items"]
    assert linked[0]["id"] == next(twin["id"] for twin in twins if twin["fields"]["Town"] == "Bonn")
