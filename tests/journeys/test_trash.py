"""What was deleted is found in the base's trash and comes back from there; a deleted base from the workspace's."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELDS: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Size", "type": "number"}]


def test_things_come_back_from_the_trash(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    workspace = client.get("/workspaces")["items"][0]["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": "Attic"})
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Boxes", "fields": FIELDS})
    body = {"records": [{"fields": {"Name": "old lamp", "Size": 3}}]}
    [record] = client.post(f"/tables/{table['id']}/records", body)["items"]
    view = client.post(f"/tables/{table['id']}/views", {"name": "Heavy"})
    for path in (f"/records/{record['id']}", f"/fields/{table['fields'][1]['id']}", f"/views/{view['id']}"):
        assert client.call("DELETE", path).status == 204

    member.goto(f"{demo.url}/w/{workspace}")
    member.get_by_role("button", name="Actions for Attic").click()
    member.get_by_role("menuitem", name="Trash").click()
    dialog = member.get_by_role("dialog", name="Trash of Attic")
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    expect(dialog.get_by_test_id("trash-list")).to_contain_text("Field · Boxes")
    for name, left in (("Heavy", 2), ("Size", 1), ("old lamp", 0)):
        dialog.get_by_role("button", name=f"Restore {name}").click()
        expect(dialog.get_by_role("listitem")).to_have_count(left)
    expect(dialog).to_contain_text("Nothing here")
    found = client.get(f"/records/{record['id']}")
    assert found["fields"] == {"Name": "old lamp", "Size": 3}
    member.keyboard.press("Escape")

    member.get_by_role("button", name="Actions for Attic").click()
    member.get_by_role("menuitem", name="Delete").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(member.get_by_role("link", name="Attic")).to_have_count(0)
    member.get_by_role("button", name="Trash", exact=True).click()
    member.get_by_role("button", name="Restore Attic").click()
    expect(member.get_by_test_id("toast").filter(has_text="Attic is back")).to_be_visible()
    member.keyboard.press("Escape")
    expect(member.get_by_role("link", name="Attic").first).to_be_visible()
    assert client.get(f"/bases/{base['id']}")["tables"][0]["name"] == "Boxes"
