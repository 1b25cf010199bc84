"""What is done to fields and views is undone and redone from the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import cell, open_header_menu, open_table, select, set_widths, wait_for
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def table(demo: Product) -> Json:
    client = demo.demo_client()
    workspace = client.get("/workspaces")["items"][0]["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": "Undone"})
    fields = [{"name": "Name", "type": "text"}, {"name": "City", "type": "text"}, {"name": "Note", "type": "text"}]
    made = client.post(f"/bases/{base['id']}/tables", {"name": "People", "fields": fields})
    people = [("Ada", "Athens", "a"), ("Bo", "Bergen", "b"), ("Cy", "Cadiz", "c")]
    records: list[Json] = [{"fields": {"Name": name, "City": city, "Note": note}} for name, city, note in people]
    client.post(f"/tables/{made['id']}/records", {"records": records})
    set_widths(client, made)
    return {"base": base, "table": made}


def _now(client: Client, table: Json) -> Json:
    return client.get(f"/tables/{table['id']}")


def _names(client: Client, table: Json) -> list[str]:
    return [field["name"] for field in _now(client, table)["fields"]]


def test_a_field_renamed_a_view_filtered_a_field_deleted_and_all_of_it_undone(
    member: Page, demo: Product, table: Json
) -> None:
    client, made = demo.demo_client(), table["table"]
    open_table(member, demo, table["base"], made)
    expect(cell(member, 1, 2)).to_have_text("Cy")
    toast = member.get_by_test_id("toast")

    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Edit field").click()
    member.get_by_label("Field name").fill("Town")
    member.get_by_role("button", name="Save", exact=True).click()
    expect(member.get_by_label("Field name")).to_have_count(0)
    assert _names(client, made) == ["Name", "Town", "Note"]

    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Descending").click()
    expect(cell(member, 1, 0)).to_have_text("Cy")
    wait_for(lambda: _now(client, made)["views"][0]["config"]["sorts"], 10)

    open_header_menu(member, 3)
    member.get_by_role("menuitem", name="Delete field").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete field").click()
    expect(toast.filter(has_text="Deleted Note")).to_be_visible()
    expect(cell(member, 3, 0)).to_have_count(0)
    after = _now(client, made)

    select(member, 1, 0)
    member.keyboard.press("Control+z")
    expect(toast.filter(has_text="Undone: Note is back")).to_be_visible()
    expect(cell(member, 3, 0)).to_have_text("c")
    member.keyboard.press("Control+z")
    expect(toast.filter(has_text="is as it was")).to_be_visible()
    expect(cell(member, 1, 0)).to_have_text("Ada")
    member.keyboard.press("Control+z")
    expect(toast.filter(has_text="Undone: City is as it was")).to_be_visible()
    assert _names(client, made) == ["Name", "City", "Note"]
    assert not _now(client, made)["views"][0]["config"]["sorts"]

    member.keyboard.press("Control+Shift+z")
    expect(toast.filter(has_text="Redone: Town is changed again")).to_be_visible()
    member.keyboard.press("Control+Shift+z")
    expect(cell(member, 1, 0)).to_have_text("Cy")
    member.keyboard.press("Control+Shift+z")
    expect(toast.filter(has_text="Redone: Note is in the trash")).to_be_visible()
    expect(cell(member, 3, 0)).to_have_count(0)
    again = _now(client, made)
    assert (again["fields"], again["views"]) == (after["fields"], after["views"])


def test_a_deletion_undone_from_its_message_leaves_the_keys_to_what_was_done_before(
    member: Page, demo: Product, table: Json
) -> None:
    client, made = demo.demo_client(), table["table"]
    open_table(member, demo, table["base"], made)
    expect(cell(member, 1, 0)).to_have_text("Ada")
    select(member, 1, 0)
    member.keyboard.press("Delete")
    expect(cell(member, 1, 0)).to_have_text("")

    open_header_menu(member, 3)
    member.get_by_role("menuitem", name="Delete field").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete field").click()
    toast = member.get_by_test_id("toast")
    toast.filter(has_text="Deleted Note").get_by_role("button", name="Undo").click()
    expect(toast.filter(has_text="Note is back")).to_be_visible()
    expect(cell(member, 3, 0)).to_have_text("a")

    member.keyboard.press("Control+z")
    expect(cell(member, 1, 0)).to_have_text("Ada")
    assert _names(client, made) == ["Name", "City", "Note"]
