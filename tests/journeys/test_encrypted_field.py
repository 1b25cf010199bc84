"""A field that only some may read: made in the browser, filled, and looked at by somebody who may not."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.grid import (
    base_named,
    cell,
    open_header_menu,
    open_table,
    set_widths,
    sign_in,
    table_named,
    wait_for,
)
from tests.support.product import Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "correct horse battery"
SECRET = "Nummernkonto 4711"


def test_an_encrypted_field_is_dots_to_a_viewer(demo: Product) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    fields = [{"name": name, "type": "text"} for name in ("Name", "Note")]
    made = client.post(f"/bases/{base['id']}/tables", {"name": "Vault", "fields": fields})
    client.post(f"/tables/{made['id']}/records", {"records": [{"fields": {"Name": "Ada"}}]})
    demo.register("vic@example.com", PASSWORD)
    client.post(f"/workspaces/{base['workspaceId']}/members", {"email": "vic@example.com", "role": "member"})
    client.call("PUT", f"/bases/{base['id']}/members", {"email": "vic@example.com", "role": "viewer"})
    base = base_named(client, "Projects")
    table = table_named(base, "Vault")
    with browser_page() as page:
        sign_in(page, demo)
        open_table(page, demo, base, table)
        page.get_by_role("button", name="Add field").first.click()
        page.get_by_test_id("field-name").fill("Account")
        page.get_by_role("button", name="Description, rules and default").click()
        page.get_by_role("switch", name="Encrypted").click()
        expect(page.get_by_text("unreadable in the database")).to_be_visible()
        page.get_by_test_id("field-submit").click()
        expect(page.get_by_test_id("field-name")).to_have_count(0)
        cell(page, 1, 0).wait_for(state="attached")
        record = client.get(f"/tables/{table['id']}/records")["items"][0]["id"]
        client.call("PATCH", f"/records/{record}", {"fields": {"Account": SECRET}})
        page.reload()
        expect(cell(page, 3, 0)).to_have_text(SECRET)
    with browser_page() as page:
        sign_in(page, demo, "vic@example.com", PASSWORD)
        open_table(page, demo, base, table)
        expect(cell(page, 3, 0)).to_have_text("••••")
        page.get_by_role("button", name=re.compile("^Sort")).first.click()
        expect(page.get_by_text(SECRET)).to_have_count(0)


def test_encryption_is_turned_on_for_a_field_with_values_and_off_again(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    fields: list[Json] = [{"name": name, "type": "text"} for name in ("Name", "Account", "Shout")]
    fields[2] |= {"type": "formula", "config": {"expression": "UPPER({Account})"}}
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Accounts", "fields": fields[:2]})
    shout = client.post(f"/tables/{table['id']}/fields", fields[2])
    client.post(f"/tables/{table['id']}/records", {"records": [{"fields": {"Name": "Ada", "Account": SECRET}}]})
    table = client.get(f"/tables/{table['id']}")
    set_widths(client, table)

    def account() -> Json:
        return next(each for each in client.get(f"/tables/{table['id']}")["fields"] if each["name"] == "Account")

    open_table(member, demo, base, table)
    open_header_menu(member, 1)
    expect(member.get_by_role("menuitem", name="Encrypt…")).to_have_count(0)
    member.keyboard.press("Escape")
    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Encrypt…").click()
    dialog = member.get_by_role("dialog", name="Encrypt Account")
    expect(dialog.get_by_test_id("convert-refused")).to_contain_text("used by Shout")
    expect(dialog.get_by_test_id("encrypt-submit")).to_be_disabled()
    dialog.get_by_role("button", name="Cancel").click()
    assert client.call("DELETE", f"/fields/{shout['id']}").status == 204

    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Encrypt…").click()
    dialog.get_by_role("combobox", name="Who sees it").click()
    member.get_by_role("option", name="Creators only").click()
    expect(dialog.get_by_test_id("convert-preview")).to_contain_text("Kept1")
    expect(dialog.get_by_test_id("encrypt-warning")).to_contain_text("This cannot be undone")
    expect(dialog.get_by_test_id("encrypt-submit")).to_be_disabled()
    dialog.get_by_role("checkbox").click()
    dialog.get_by_test_id("encrypt-submit").click()
    expect(dialog).to_have_count(0)
    expect(member.get_by_test_id("toast").filter(has_text="Account is encrypted")).to_be_visible()
    expect(member.get_by_test_id("toast").get_by_role("button", name="Undo")).to_have_count(0)
    assert (account()["encrypted"], account()["revealTo"]) == (True, "creator")
    expect(cell(member, 2, 0)).to_have_text(SECRET)

    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Edit field").click()
    member.get_by_role("combobox", name="Who sees it").click()
    member.get_by_role("option", name="Everybody in the base").click()
    member.get_by_test_id("field-submit").click()
    expect(member.get_by_test_id("field-submit")).to_have_count(0)
    assert (account()["encrypted"], account()["revealTo"]) == (True, "viewer")

    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Turn encryption off…").click()
    dialog = member.get_by_role("dialog", name="Turn encryption off for Account")
    expect(dialog.get_by_test_id("convert-preview")).to_be_visible()
    expect(dialog.get_by_test_id("encrypt-warning")).to_have_count(0)
    dialog.get_by_test_id("encrypt-submit").click()
    expect(dialog).to_have_count(0)
    assert account()["encrypted"] is False
    member.get_by_test_id("toast").get_by_role("button", name="Undo").click()
    assert wait_for(lambda: account()["encrypted"], 10)
