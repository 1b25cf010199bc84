"""An owner hides a column from an editor and leaves them their own rows; what they see agrees everywhere."""

import re
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import browser_page
from tests.support.grid import cell, editor, open_header_menu, open_table, select, set_widths, sign_in
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EDITOR, PASSWORD = "eddie@example.com", "correct horse battery"


class Deals:
    """One deal of an editor, and one of the owner."""

    def __init__(self, demo: Product) -> None:
        self.owner: Client = demo.demo_client()
        self.editor: Client = demo.register(EDITOR, PASSWORD)
        workspace = self.owner.get("/workspaces")["items"][0]["id"]
        self.owner.post(f"/workspaces/{workspace}/members", {"email": EDITOR, "role": "member"})
        self.base: Json = self.owner.post(f"/workspaces/{workspace}/bases", {"name": "Sales"})
        share = {"email": EDITOR, "role": "editor"}
        assert self.owner.call("PUT", f"/bases/{self.base['id']}/members", share).status == 200
        fields = [
            {"name": "Name", "type": "text"},
            {"name": "Amount", "type": "number"},
            {"name": "Seller", "type": "user"},
        ]
        self.table: Json = self.owner.post(f"/bases/{self.base['id']}/tables", {"name": "Deals", "fields": fields})
        mine, theirs = self.owner.get("/me")["email"], EDITOR
        records = [
            {"fields": {"Name": "Boat", "Amount": 100, "Seller": mine}},
            {"fields": {"Name": "Bridge", "Amount": 200, "Seller": theirs}},
        ]
        made = self.owner.post(f"/tables/{self.table['id']}/records", {"records": records})["items"]
        self.boat, self.bridge = made
        self.table = self.owner.get(f"/tables/{self.table['id']}")
        set_widths(self.owner, self.table)

    def names(self, client: Client, search: str = "") -> list[str]:
        query = f"?search={search}" if search else ""
        items = client.get(f"/tables/{self.table['id']}/records{query}")["items"]
        return sorted(item["fields"]["Name"] for item in items)


@pytest.fixture(scope="module")
def deals(demo: Product) -> Deals:
    return Deals(demo)


@contextmanager
def _editors_page(page: Page, demo: Product) -> Generator[Page]:
    assert page.context.browser is not None
    with page.context.browser.new_context(locale="en-US") as context:
        other = context.new_page()
        sign_in(other, demo, EDITOR, PASSWORD)
        yield other


def _save(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_text("Not saved yet")).to_have_count(0)
    expect(dialog.get_by_role("alert")).to_have_count(0)


def _columns(page: Page) -> Locator:
    # What stands inside a canvas is drawn nowhere, and so counts as hidden.
    return page.get_by_test_id("data-grid-canvas").get_by_role("columnheader", include_hidden=True)


def test_an_editor_keeps_their_own_rows_and_loses_a_column(demo: Product, member: Page, deals: Deals) -> None:
    open_table(member, demo, deals.base, deals.table)
    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Who may see this field…").click()
    dialog = member.get_by_role("dialog", name="Access to Deals")
    dialog.get_by_role("button", name="Add somebody to Amount").click()
    member.get_by_role("option", name=re.compile("Eddie")).click()
    dialog.get_by_role("tab", name="Rows").click()
    dialog.get_by_role("button", name="Only own rows").click()
    dialog.get_by_role("button", name="Fill in").click()
    expect(dialog.get_by_test_id("rule")).to_contain_text("records where Seller is the person themselves")
    assert deals.names(deals.editor) == ["Boat", "Bridge"], "nothing changes before it is saved"
    _save(dialog)

    assert deals.names(deals.editor) == ["Bridge"]
    assert deals.names(deals.editor, "Boat") == []
    assert [field["name"] for field in deals.editor.get(f"/tables/{deals.table['id']}")["fields"]] == ["Name", "Seller"]
    assert deals.names(deals.owner) == ["Boat", "Bridge"]

    dialog.get_by_role("tab", name="Preview").click()
    dialog.get_by_role("button", name="Choose a person").click()
    member.get_by_role("option", name=re.compile("Eddie")).click()
    expect(dialog.get_by_test_id("seen")).to_contain_text("Eddie sees 1 of 2 records and 2 of 3 fields.")
    expect(dialog.get_by_role("cell", name="Bridge")).to_be_visible()

    with _editors_page(member, demo) as page:
        open_table(page, demo, deals.base, deals.table)
        expect(cell(page, 1, 0)).to_have_text("Bridge")
        expect(cell(page, 1, 1)).to_have_count(0)
        expect(_columns(page).filter(has_text="Seller")).to_have_count(1)
        expect(_columns(page).filter(has_text="Amount")).to_have_count(0)
        page.get_by_role("searchbox").fill("Boat")
        expect(page.get_by_text("No record matches the filter and search.")).to_be_visible()


def test_why_somebody_does_not_see_a_record(demo: Product, member: Page, deals: Deals) -> None:
    open_table(member, demo, deals.base, deals.table)
    expect(cell(member, 1, 0)).to_have_text("Boat")
    box = member.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    member.mouse.click(box["x"] + 80, box["y"] + 34 + 16, button="right")
    member.get_by_role("menuitem", name="Why can’t … see this?").click()
    dialog = member.get_by_role("dialog", name="Who may see this record, and why")
    dialog.get_by_role("button", name="Choose a person").click()
    member.get_by_role("option", name=re.compile("Eddie")).click()
    told = dialog.get_by_test_id("explanation")
    expect(told).to_contain_text("Eddie does not see this record.")
    expect(told).to_contain_text("Amount: Hidden")
    expect(told).to_contain_text("records where Seller is the person themselves. It does not find this record.")


def test_the_owner_looks_as_the_editor_and_changes_nothing(demo: Product, member: Page, deals: Deals) -> None:
    member.goto(f"{demo.url}/w/{deals.base['workspaceId']}/settings/members")
    member.get_by_role("button", name="Actions for Eddie").click()
    member.get_by_role("menuitem", name="Look as this person").click()
    banner = member.get_by_test_id("view-as")
    expect(banner).to_contain_text("You see what Eddie sees. Read only.")
    open_table(member, demo, deals.base, deals.table)
    expect(banner).to_be_visible()
    expect(cell(member, 1, 0)).to_have_text("Bridge")
    expect(member.get_by_test_id("view-only")).to_be_visible()
    expect(member.get_by_role("button", name="Add record")).to_have_count(0)
    banner.get_by_role("button", name="Exit").click()
    expect(banner).to_have_count(0)
    expect(cell(member, 1, 0)).to_have_text("Boat")


def test_a_viewer_of_the_base_who_manages_a_table_has_the_means(demo: Product, deals: Deals) -> None:
    email = "tara@example.com"
    manager = demo.register(email, PASSWORD)
    workspace, table = deals.base["workspaceId"], deals.table["id"]
    deals.owner.post(f"/workspaces/{workspace}/members", {"email": email, "role": "member"})
    viewer = {"email": email, "role": "viewer"}
    assert deals.owner.call("PUT", f"/bases/{deals.base['id']}/members", viewer).status == 200
    other = deals.owner.post(f"/bases/{deals.base['id']}/tables", {"name": "Other"})
    assert deals.owner.call("PUT", f"/tables/{table}/rules", {"rules": []}).status == 200
    grants = [{"subject": {"type": "user", "email": email}, "level": "admin"}]
    assert deals.owner.call("PUT", f"/tables/{table}/grants", {"grants": grants}).status == 200
    seller = next(field["id"] for field in deals.table["fields"] if field["name"] == "Seller")
    closed = {"grants": [{"subject": {"type": "user", "email": email}, "level": "read"}]}
    assert deals.owner.call("PUT", f"/fields/{seller}/grants", closed).status == 200

    with browser_page() as page:
        sign_in(page, demo, email, PASSWORD)
        open_table(page, demo, deals.base, other)
        expect(page.get_by_test_id("view-only")).to_be_visible()
        expect(page.get_by_role("button", name="More about this table")).to_have_count(0)

        open_table(page, demo, deals.base, deals.table)
        expect(page.get_by_role("button", name="Add field")).to_be_visible()
        select(page, 1, 0)
        page.keyboard.type("Barge")
        page.keyboard.press("Enter")
        expect(cell(page, 1, 0)).to_have_text("Barge")
        select(page, 3, 0)
        page.keyboard.press("Enter")
        expect(editor(page)).to_have_count(0)
        expect(page.get_by_text("You may read Seller here, but not change it.")).to_be_visible()

        page.get_by_role("button", name="More about this table").click()
        page.get_by_role("menuitem", name="Access…").click()
        dialog = page.get_by_role("dialog", name="Access to Deals")
        dialog.get_by_role("tab", name="Views").click()
        view = deals.table["views"][0]["name"]
        dialog.get_by_role("button", name=f"Add somebody to {view}").click()
        page.get_by_role("option", name=re.compile("Eddie")).click()
        _save(dialog)
    granted = manager.get(f"/views/{deals.table['views'][0]['id']}/grants")["grants"]
    assert [(each["subject"]["email"], each["level"]) for each in granted] == [(EDITOR, "read")]
