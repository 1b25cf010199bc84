"""Tables are renamed and deleted where they are listed; a deleted table or field comes back from its message."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.grid import cell, open_header_menu, open_table, set_widths
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


class Shop:
    """Orders that link to customers, and look up their cities."""

    def __init__(self, demo: Product) -> None:
        self.client: Client = demo.demo_client()
        workspace = self.client.get("/workspaces")["items"][0]["id"]
        self.base = self.client.post(f"/workspaces/{workspace}/bases", {"name": "Shop"})
        self.customers = self._table("Customers", [{"name": "Name", "type": "text"}, {"name": "City", "type": "text"}])
        self.orders = self._table("Orders", [{"name": "Title", "type": "text"}])
        link = {"tableId": self.customers["id"], "cardinality": "manyToOne", "symmetricName": "Bought"}
        buyer = self._field({"name": "Buyer", "type": "link", "config": link})
        city = self.customers["fields"][1]["id"]
        self._field({"name": "Sent to", "type": "lookup", "config": {"linkField": buyer["id"], "field": city}})
        body: Json = {"records": [{"fields": {"Name": "Ada", "City": "Athens"}}]}
        [ada] = self.client.post(f"/tables/{self.customers['id']}/records", body)["items"]
        body = {"records": [{"fields": {"Title": "First", "Buyer": [ada["id"]]}}]}
        self.client.post(f"/tables/{self.orders['id']}/records", body)
        self.orders = self.client.get(f"/tables/{self.orders['id']}")
        set_widths(self.client, self.orders)

    def _table(self, name: str, fields: list[Json]) -> Json:
        return self.client.post(f"/bases/{self.base['id']}/tables", {"name": name, "fields": fields})

    def _field(self, body: Json) -> Json:
        return self.client.post(f"/tables/{self.orders['id']}/fields", body)

    def tables(self) -> list[str]:
        return [table["name"] for table in self.client.get(f"/bases/{self.base['id']}")["tables"]]

    def fields(self, table: Json) -> list[str]:
        return [field["name"] for field in self.client.get(f"/tables/{table['id']}")["fields"]]


@pytest.fixture
def shop(demo: Product, member: Page) -> Shop:
    made = Shop(demo)
    open_table(member, demo, made.base, made.orders)
    return made


def _listed(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Workspace").get_by_role("link", name=name, exact=True)


def test_tables_are_renamed_and_deleted_from_their_menus(member: Page, shop: Shop) -> None:
    _listed(member, "Customers").click(button="right")
    member.get_by_role("menuitem", name="Rename table").click()
    dialog = member.get_by_role("dialog", name="Rename table")
    dialog.get_by_label("Name").fill("Orders")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Name").fill("Clients")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog).to_have_count(0)
    expect(_listed(member, "Clients")).to_be_visible()
    assert shop.tables() == ["Clients", "Orders"]

    _listed(member, "Clients").click()
    expect(member.get_by_role("heading", name="Clients")).to_be_attached()
    member.get_by_role("button", name="More about this table").click()
    member.get_by_role("menuitem", name="Delete table").click()
    dialog = member.get_by_role("dialog", name="Delete the table Clients?")
    expect(dialog).to_contain_text("trash of Shop")
    expect(dialog).to_contain_text("Orders: Buyer")
    dialog.get_by_role("button", name="Delete table").click()
    expect(member.get_by_role("heading", name="Orders")).to_be_attached()
    expect(_listed(member, "Clients")).to_have_count(0)
    expect(cell(member, 1, 0)).to_have_text("First")
    expect(cell(member, 2, 0)).to_have_text("")

    toast = member.get_by_test_id("toast").filter(has_text="Deleted Clients")
    toast.get_by_role("button", name="Undo").click()
    expect(member.get_by_test_id("toast")).to_contain_text("Clients is back")
    expect(member.get_by_role("heading", name="Clients")).to_be_attached()
    expect(_listed(member, "Clients")).to_be_visible()
    _listed(member, "Orders").click()
    expect(cell(member, 2, 0)).to_have_text("Ada")

    member.get_by_role("button", name="Actions for Orders").focus()
    member.keyboard.press("Enter")
    member.get_by_role("menuitem", name="Delete table").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete table").click()
    expect(_listed(member, "Orders")).to_have_count(0)
    expect(member.get_by_role("heading", name="Clients")).to_be_attached()
    member.get_by_role("button", name="More about this table").click()
    member.get_by_role("menuitem", name="Trash").click()
    member.get_by_role("dialog", name="Trash of Shop").get_by_role("button", name="Restore Orders").click()
    expect(member.get_by_test_id("toast").filter(has_text="Orders is back")).to_be_visible()
    member.keyboard.press("Escape")
    expect(_listed(member, "Orders")).to_be_visible()


def test_deleting_a_field_says_what_goes_along_and_is_undone(member: Page, shop: Shop) -> None:
    expect(cell(member, 3, 0)).to_have_text("Athens")
    open_header_menu(member, 2)
    member.get_by_role("menuitem", name="Delete field").click()
    dialog = member.get_by_role("dialog", name="Delete the field Buyer?")
    breaks = dialog.get_by_test_id("breaks").get_by_role("listitem")
    expect(breaks).to_have_count(2)
    expect(breaks.first).to_contain_text("Customers: Bought")
    expect(breaks.first).to_contain_text("It is the other end of Buyer, and goes to the trash with it.")
    expect(breaks.last).to_contain_text("Sent to")
    expect(dialog).to_contain_text("The trash of the base keeps it.")
    dialog.get_by_role("button", name="Delete field").click()
    toast = member.get_by_test_id("toast")
    expect(toast).to_contain_text("Deleted Buyer")
    assert "Bought" not in shop.fields(shop.customers)

    toast.get_by_role("button", name="Undo").click()
    expect(toast).to_have_count(1)
    expect(toast).to_contain_text("Buyer is back")
    expect(cell(member, 3, 0)).to_have_text("Athens")
    assert shop.fields(shop.customers) == ["Name", "City", "Bought"]
