"""What people see who may only look, or not even that."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.grid import base_named, cell, editor, open_table, select, sign_in, table_named
from tests.support.product import Client, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "correct horse battery"


def test_a_viewer_has_nothing_to_edit_with(demo: Product) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    demo.register("vera@example.com", PASSWORD)
    client.post(f"/workspaces/{base['workspaceId']}/members", {"email": "vera@example.com", "role": "member"})
    answer = client.call("PUT", f"/bases/{base['id']}/members", {"email": "vera@example.com", "role": "viewer"})
    assert answer.status == 200
    with browser_page() as page:
        sign_in(page, demo, "vera@example.com", PASSWORD)
        open_table(page, demo, base, tasks)
        expect(page.get_by_test_id("view-only")).to_be_visible()
        for name in ("Add record", "Add field", "Undo", "Redo"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        expect(page.get_by_role("link", name="Automations")).to_have_count(0)
        before = cell(page, 1, 0).text_content()
        select(page, 1, 0)
        for key in ("x", "Enter", "F2", "Delete", "Shift+Enter"):
            page.keyboard.press(key)
        expect(editor(page)).to_have_count(0)
        assert cell(page, 1, 0).text_content() == before
        expect(page.get_by_test_id("toast")).to_have_count(0)
        select(page, 1, 0)
        page.keyboard.press("Space")
        inspector = page.get_by_test_id("inspector")
        expect(inspector).to_be_visible()
        expect(inspector.get_by_role("button", name="Delete record")).to_have_count(0)
        expect(inspector.locator("input, textarea")).to_have_count(0)


def test_a_base_without_access_looks_like_one_that_is_not_there(demo: Product) -> None:
    client: Client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    demo.register("guest@example.com", PASSWORD)
    with browser_page() as page:
        sign_in(page, demo, "guest@example.com", PASSWORD)
        place = f"/w/{base['workspaceId']}/b/{base['id']}/t/{tasks['id']}"
        for path in (place, f"{place}/automations", f"/w/{base['workspaceId']}/b/{base['id']}"):
            page.goto(demo.url + path)
            missing = page.get_by_test_id("not-found")
            expect(missing).to_contain_text("There is nothing at this address")
            expect(page.get_by_text("Tasks")).to_have_count(0)
        go_to_start(page)


def go_to_start(page: Page) -> None:
    page.get_by_role("link", name="Go to the start page").click()
    expect(page.get_by_test_id("not-found")).to_have_count(0)
