"""A field gets another type in the grid: seen first, done, and taken back."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import HEADER_HEIGHT, base_named, cell, open_table, wait_for
from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Size", "type": "text"}]
SIZES = ["12", "1.234,5", "large", None]


def test_a_type_is_changed_with_a_look_at_the_values_first(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Sizes", "fields": FIELDS})
    rows = [{"fields": {"Name": f"r{at}", "Size": size}} for at, size in enumerate(SIZES)]
    client.post(f"/tables/{table['id']}/records", {"records": rows})

    def sizes() -> list[object]:
        return [record["fields"]["Size"] for record in client.get(f"/tables/{table['id']}/records")["items"]]

    open_table(member, demo, base, table)
    expect(cell(member, 2, 2)).to_have_text("large")
    box, first = member.get_by_test_id("data-grid-canvas").bounding_box(), table["fields"][0]
    assert box
    # The second column begins where the primary one, wider than the others, ends.
    member.mouse.click(box["x"] + 400, box["y"] + HEADER_HEIGHT / 2, button="right")
    member.get_by_role("menuitem", name="Change type…").click()
    dialog = member.get_by_role("dialog", name="Change the type of Size")
    expect(dialog.get_by_test_id("convert-submit")).to_be_disabled()
    dialog.get_by_role("combobox", name="New type").click()
    member.get_by_role("option", name="Number", exact=True).click()
    preview = dialog.get_by_test_id("convert-preview")
    expect(preview).to_contain_text("Lost1")
    expect(preview).to_contain_text("large")
    expect(preview).to_contain_text("1234.5")
    assert sizes() == SIZES
    dialog.get_by_test_id("convert-submit").click()
    expect(dialog).to_have_count(0)
    expect(cell(member, 2, 2)).to_have_text("")
    assert sizes() == [12, 1234.5, None, None]

    member.get_by_test_id("toast").get_by_role("button", name="Undo").click()
    expect(cell(member, 2, 2)).to_have_text("large")
    assert wait_for(lambda: sizes() == SIZES, 10)
    assert client.get(f"/tables/{table['id']}")["fields"][0]["id"] == first["id"]


FIRMS = ["Acme", "Bolt", "bolt"]
SAID = ["Acme, Bolt", "Nobody", "acme", None]


def test_text_becomes_links_with_records_for_what_is_missing(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    name: Json = {"name": "Name", "type": "text"}
    firms = client.post(f"/bases/{base['id']}/tables", {"name": "Firms", "fields": [name]})
    client.post(f"/tables/{firms['id']}/records", {"records": [{"fields": {"Name": firm}} for firm in FIRMS]})
    fields = [name, {"name": "Firm", "type": "text"}]
    sales = client.post(f"/bases/{base['id']}/tables", {"name": "Sales", "fields": fields})
    rows = [{"fields": {"Name": f"r{at}", "Firm": said}} for at, said in enumerate(SAID)]
    client.post(f"/tables/{sales['id']}/records", {"records": rows})

    def cells() -> list[Json]:
        return [record["fields"]["Firm"] for record in client.get(f"/tables/{sales['id']}/records")["items"]]

    def linked() -> list[list[str]]:
        return [[each["title"] for each in cell or []] for cell in cells() if not isinstance(cell, str)]

    open_table(member, demo, base, sales)
    expect(cell(member, 2, 0)).to_have_text("Acme, Bolt")
    box = member.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    member.mouse.click(box["x"] + 400, box["y"] + HEADER_HEIGHT / 2, button="right")
    member.get_by_role("menuitem", name="Change type…").click()
    dialog = member.get_by_role("dialog", name="Change the type of Firm")
    dialog.get_by_role("combobox", name="New type").click()
    expect(member.get_by_role("option", name="Button", exact=True)).to_have_count(0)
    member.get_by_role("option", name="Link to records", exact=True).click()
    expect(dialog.get_by_test_id("convert-submit")).to_be_disabled()
    dialog.get_by_role("combobox", name="Linked table").click()
    member.get_by_role("option", name="Firms", exact=True).click()
    notes = dialog.get_by_test_id("convert-links")
    expect(notes).to_contain_text("1 title has no record, and is lost")
    expect(notes).to_contain_text("1 cell names a title that several records have")
    dialog.get_by_role("switch").click()
    expect(notes).to_contain_text("1 record is made in the linked table")
    dialog.get_by_test_id("convert-submit").click()
    expect(dialog).to_have_count(0)
    assert linked() == [["Acme", "Bolt"], ["Nobody"], ["Acme"], []]
    assert len(client.get(f"/tables/{firms['id']}/records")["items"]) == 4

    member.get_by_test_id("toast").get_by_role("button", name="Undo").click()
    expect(cell(member, 2, 1)).to_have_text("Nobody")
    assert wait_for(lambda: cells() == SAID, 10)
    assert len(client.get(f"/tables/{firms['id']}/records")["items"]) == 3
