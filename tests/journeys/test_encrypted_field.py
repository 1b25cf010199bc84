"""A field that only some may read: made in the browser, filled, and looked at by somebody who may not."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import browser_page
from tests.support.grid import base_named, cell, open_table, sign_in, table_named
from tests.support.product import Product

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
